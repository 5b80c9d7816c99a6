import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { registerLook as addLook } from './index';

const server = new McpServer({ name: 'web', version: '1.0.0' });
addLook(server);
