import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const TOOLS = {
  clock: { description: 'The time.', inputSchema: { type: 'object', properties: {} }, handler: async () => 'noon' },
  calendar: { description: 'The day.', inputSchema: { type: 'object', properties: {} }, handler: async () => 'monday' },
};

const server = new Server({ name: 'time', version: '1.0.0' });
server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: Object.entries(TOOLS).map(([name, { description, inputSchema }]) => ({ name, description, inputSchema })),
}));

/** Passes on what another server has: none of it is written here. */
const proxy = new Server({ name: 'proxy', version: '1.0.0' });
proxy.setRequestHandler(ListToolsRequestSchema, async () => {
  const answer = await (await fetch('https://tools.example/list')).json();
  return { tools: answer.tools.map((one: { name: string }) => ({ name: `far_${one.name}`, inputSchema: {} })) };
});
