import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

// Two servers are handed over: the tool is offered by both.
export function registerWeather(server: McpServer) {
  server.registerTool('weather', { description: 'Says the weather.' }, async () => ({ content: [] }));
}
