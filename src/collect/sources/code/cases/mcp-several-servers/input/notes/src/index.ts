import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { registerAll } from './tools.js';

export function createNotes() {
  const server = new McpServer({ name: 'notes', version: '1.0.0' });
  registerAll(server);
  return server;
}
