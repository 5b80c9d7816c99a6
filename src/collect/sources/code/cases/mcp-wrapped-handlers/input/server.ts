import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { hidden } from 'somewhere';
import { answer, tools } from './tools';

const server = new McpServer({ name: 'desk', version: '1.0.0' });

/** Each handler of the table, with something around it. */
tools.forEach((tool) => {
  server.registerTool(tool.name, tool.definition, counted(tool.handler, tool.name));
});

// What it takes is not written here: it is not said to take nothing.
server.registerTool('hidden', hidden, async (given: { text: string }) => answer(given.text));

function counted<G extends { text: string }>(handler: (given: G) => Promise<unknown>, name: string) {
  return async (given: G) => {
    console.error(name);
    return handler(given);
  };
}
