import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

export function registerAdmin(server: McpServer) {
  server.registerTool('reset', { description: 'Resets the cache.' }, async () => ({ content: [] }));
}
