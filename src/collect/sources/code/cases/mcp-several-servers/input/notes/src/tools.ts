import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

export const registerPing = (server: McpServer) => {
  server.registerTool('ping', { description: 'Answers.' }, async () => ({ content: [] }));
};

export function registerAll(target: McpServer) {
  registerPing(target);
}

// Nobody calls it: which of the servers it would be handed is not known.
export function registerSpare(server: McpServer) {
  server.registerTool('spare', { description: 'In no server.' }, async () => ({ content: [] }));
}
