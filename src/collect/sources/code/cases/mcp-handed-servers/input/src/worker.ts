import { createMcpHandler } from 'agents/mcp';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

// Another function of that name: it is given a server, and makes none.
const server = new McpServer({ name: 'worker', version: '1.0.0' });
server.tool('hello', 'Greets.', {}, async () => ({ content: [] }));
export default { fetch: createMcpHandler(server) };
