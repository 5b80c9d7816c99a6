import { tool } from 'ai';
import { z } from 'zod';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

process.env['ORDERS_TABLE'] ||= 'example-inbox';
const table = process.env.ORDERS_TABLE ?? 'example-orders';
// Python sets it, and not for this program.
const other = process.env.DATA_BUCKET ?? 'example-others';
const client = new DynamoDBClient({});

export const orders = tool({
  description: 'The table that the program names.',
  inputSchema: z.object({ id: z.string() }),
  execute: async ({ id }) => client.send(new GetItemCommand({ TableName: table, Key: { id: { S: id } } })),
});

export const others = tool({
  description: 'Whichever table the deployment names.',
  inputSchema: z.object({ id: z.string() }),
  execute: async ({ id }) => client.send(new GetItemCommand({ TableName: other, Key: { id: { S: id } } })),
});
