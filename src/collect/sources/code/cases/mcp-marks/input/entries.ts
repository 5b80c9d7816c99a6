import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { extend } from 'some-extension';

const table = {
  forecast: { description: 'Weather of tomorrow.', run: async () => ({ content: [] }) },
  alerts: { description: 'Alerts of one state.', run: async () => ({ content: [] }) },
};

export const listed = new McpServer({ name: 'listed', version: '1.0.0' });
Object.entries(table).forEach(([name, tool]) => listed.registerTool(name, { description: tool.description }, tool.run));
await listed.connect(new StdioServerTransport());

export function helped() {
  const server = new McpServer({ name: 'helped', version: '1.0.0' });
  function add(name = 'ping') {
    server.registerTool(name, { description: 'One of several.' }, async () => ({ content: [] }));
  }
  add();
  add('pong');
  return server;
}

export const extended = new McpServer({ name: 'extended', version: '1.0.0' });
extended.registerTool('ping', {}, async () => ({ content: [] }));
extend(extended);

export const replaced = new McpServer({ name: 'replaced', version: '1.0.0' });
replaced.registerTool('ping', {}, async () => ({ content: [] }));
