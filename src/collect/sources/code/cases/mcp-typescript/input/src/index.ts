import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import axios from 'axios';
import { registerAdmin } from './admin.js';

export const server = new McpServer({ name: 'library', version: '1.0.0' }, { instructions: 'Documentation of libraries.' });

server.registerTool(
  'resolve-library',
  { title: 'Resolve', description: 'Finds a library.', inputSchema: { name: z.string().describe('Name of the library') } },
  async ({ name }) => {
    const { data } = await axios.get(`https://api.library.example/search?q=${name}`);
    return { content: [{ type: 'text', text: JSON.stringify(data) }] };
  },
);

server.tool('ping', async () => ({ content: [{ type: 'text', text: 'pong' }] }));
server.tool('fetch-page', 'Fetches a page.', { url: z.string().url() }, async ({ url }) => {
  const page = await fetch(url);
  return { content: [{ type: 'text', text: await page.text() }] };
});
registerAdmin(server);

const legacy = new Server({ name: 'legacy', version: '0.1.0' }, { capabilities: { tools: {} } });
legacy.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [{ name: 'sum', description: 'Adds.', inputSchema: { type: 'object', properties: { a: { type: 'number' } } } }],
}));
legacy.setRequestHandler(CallToolRequestSchema, async (request) => ({ content: [] }));

await server.connect(new StdioServerTransport());
