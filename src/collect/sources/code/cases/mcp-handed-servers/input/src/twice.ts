import { createMcpHandler } from 'mcp-handler';

function setUp(server) {
  server.tool('run', 'Runs.', {}, async () => ({ content: [] }));
}

// One function for two servers.
export const first = createMcpHandler(setUp, { serverInfo: { name: 'first', version: '1.0.0' } });
export const second = createMcpHandler(setUp, { serverInfo: { name: 'second', version: '1.0.0' } });
