import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

export const registerPing = (server: McpServer) => {
  server.registerTool('ping', { description: 'Answers.' }, async () => ({ content: [] }));
};

export function registerAll(target: McpServer) {
  registerPing(target);
  target.experimental.tasks.registerToolTask('tidy', { description: 'Takes long.' }, { createTask: async () => ({ task: {} }) });
  // Inside the server, and no registry.
  target.server.tools.registerTool('inner', {}, async () => ({ content: [] }));
}

// Nobody calls it: which of the servers it would be handed is not known.
export function registerSpare(server: McpServer) {
  server.registerTool('spare', { description: 'In no server.' }, async () => ({ content: [] }));
}
