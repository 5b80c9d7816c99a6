import 'dotenv/config';
import { tool } from 'ai';
import { z } from 'zod';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const table = process.env.ORDERS_TABLE ?? 'example-orders';
const client = new DynamoDBClient({});

export const orders = tool({
  description: 'Whichever table a file names.',
  inputSchema: z.object({ id: z.string() }),
  execute: async ({ id }) => client.send(new GetItemCommand({ TableName: table, Key: { id: { S: id } } })),
});
