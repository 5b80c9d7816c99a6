import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { registerWeather } from './weather';

const server = new McpServer({ name: 'desk at home', version: '1.0.0' });
registerWeather(server);
await server.connect(new StdioServerTransport());
