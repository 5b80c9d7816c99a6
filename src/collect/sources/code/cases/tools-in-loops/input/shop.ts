import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const server = new McpServer({ name: 'shop', version: '1.0.0' });
const definitions = [
  { name: 'price', schema: { item: z.string() }, handler: async ({ item }: { item: string }) => ({ content: [{ type: 'text', text: item }] }) },
  { name: 'stock', schema: {}, handler: async () => ({ content: [] }) },
];
for (const definition of definitions) server.tool(definition.name, 'Of the shop.', definition.schema, definition.handler);

const other = new McpServer({ name: 'other', version: '1.0.0' });
export function extend(more: { name: string; run: () => Promise<{ content: [] }> }[]) {
  for (const one of more) other.tool(one.name, one.run);
}
