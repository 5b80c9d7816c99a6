import { openai } from '@ai-sdk/openai';
import { ToolLoopAgent, tool } from 'ai';
import { z } from 'zod';

const model = openai('gpt-4o-2024-08-06');
const instructions = 'Helps.';
const stock = tool({ description: 'How many are left.', inputSchema: z.object({ item: z.string() }), execute: async ({ item }) => item });
const price = tool({ description: 'What it costs.', inputSchema: z.object({ item: z.string() }), execute: async ({ item }) => item });
const refund = tool({ description: 'Gives the money back.', inputSchema: z.object({ order: z.string() }), execute: async ({ order }) => order });
const flag = process.env.REFUNDS === 'yes';

export const spread = new ToolLoopAgent({ model, instructions, tools: { stock, ...(flag ? { refund } : {}) } });
export const conjunction = new ToolLoopAgent({ model, instructions, tools: { stock, ...(flag && { refund }) } });
export const either = new ToolLoopAgent({ model, instructions, tools: flag ? { stock, refund } : { stock, price } });
export const sameKey = new ToolLoopAgent({ model, instructions, tools: flag ? { help: stock } : { help: refund } });

const later: Record<string, unknown> = { stock };
if (flag) {
  later.refund = refund;
}
export const setLater = new ToolLoopAgent({ model, instructions, tools: later });

const filtered = Object.fromEntries(Object.entries({ stock, refund }).filter(([name]) => flag || name === 'stock'));
export const fromFiltered = new ToolLoopAgent({ model, instructions, tools: filtered });

const chosen: Record<string, unknown> = { stock };
switch (process.env.MODE) {
  case 'full':
    chosen.refund = refund;
    break;
  default:
    chosen.price = price;
}
export const switched = new ToolLoopAgent({ model, instructions, tools: chosen });
