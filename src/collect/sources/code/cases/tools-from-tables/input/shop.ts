import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { DEFINITIONS, HANDLERS, more } from './tables';

const answer = (text: string) => ({ content: [{ type: 'text' as const, text }] });

const destructured = new McpServer({ name: 'destructured', version: '1.0.0' });
DEFINITIONS.forEach(({ name, description, schema, handler }) => {
  destructured.tool(name, description, schema, handler);
});

const keyed = new McpServer({ name: 'keyed', version: '1.0.0' });
for (const [name, handler] of Object.entries(HANDLERS)) keyed.registerTool(name, { description: 'Of the shop.' }, handler);

const prefixed = new McpServer({ name: 'prefixed', version: '1.0.0' });
const shown = DEFINITIONS.map((one) => ({ title: `shop_${one.name}`, run: one.handler, schema: one.schema }));
for (const each of shown) prefixed.registerTool(each.title, { inputSchema: each.schema }, each.run);

// What is called inside of the handler is the element's own.
const inner = new McpServer({ name: 'inner', version: '1.0.0' });
for (const one of DEFINITIONS) inner.tool(one.name, one.schema, async (given) => one.handler(given));

// Against: more may be spread in.
const open = new McpServer({ name: 'open', version: '1.0.0' });
for (const one of [...DEFINITIONS, ...more()]) open.tool(one.name, one.schema, one.handler);

// Against: the name of one is not known.
const unnamed = new McpServer({ name: 'unnamed', version: '1.0.0' });
for (const one of [{ name: 'known', run: async () => answer('x') }, { name: process.argv[2], run: async () => answer('y') }])
  unnamed.tool(one.name, { text: z.string() }, one.run);
