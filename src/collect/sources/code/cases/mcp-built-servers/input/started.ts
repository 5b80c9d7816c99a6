import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import * as z from 'zod';

/** Its tools are its own: it is one server, however often it is made. */
function start(name: string) {
  const server = new McpServer({ name, version: '1.0.0' });
  server.registerTool('greet', { description: 'Greets.', inputSchema: { who: z.string() } }, async ({ who }) => ({
    content: [{ type: 'text', text: who }],
  }));
  return server;
}

export async function local() {
  await start('greeter').connect(new StdioServerTransport());
}

export async function again() {
  await start('greeter').connect(new StdioServerTransport());
}
