import { tool } from 'ai';
import { z } from 'zod';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const table = process.env.ORDERS_TABLE ?? 'example-orders';
const client = new DynamoDBClient({ region: process.env.AWS_REGION ?? 'eu-west-1' });

export const orders = tool({
  description: 'Whichever table the deployment names.',
  inputSchema: z.object({ id: z.string() }),
  execute: async ({ id }) => client.send(new GetItemCommand({ TableName: table, Key: { id: { S: id } } })),
});
