import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { registerPing } from '../src/tools.js';

const server = new McpServer({ name: 'under test', version: '0.0.0' });
for (let run = 0; run < 2; run += 1) registerPing(server);
registerPing(server); registerPing(server); registerPing(server); registerPing(server);
registerPing(server); registerPing(server); registerPing(server); registerPing(server);
