import { Agent, tool } from '@openai/agents';
import { z } from 'zod';

const stock = tool({ name: 'stock', description: 'How many are left.', parameters: z.object({ item: z.string() }), execute: async ({ item }) => item });
const refund = tool({ name: 'refund', description: 'Gives the money back.', parameters: z.object({ order: z.string() }), execute: async ({ order }) => order });
const flag = process.env.REFUNDS === 'yes';

const pushed = [stock];
if (flag) pushed.push(refund);
export const conditional = new Agent({ name: 'conditional', tools: pushed });

const shortened = [stock];
flag && shortened.push(refund);
export const conjunction = new Agent({ name: 'conjunction', tools: shortened });

const certain = [stock];
certain.push(refund);
export const always = new Agent({ name: 'always', tools: certain });

export const filtered = new Agent({ name: 'filtered', tools: [stock, refund].filter((one) => flag || one === stock) });
export const spread = new Agent({ name: 'spread', tools: [stock, ...(flag ? [refund] : [])] });
