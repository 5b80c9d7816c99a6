import { openai } from '@ai-sdk/openai';
import { ToolLoopAgent, tool } from 'ai';
import { stack } from 'shelf';
import { z } from 'zod';

const model = openai('gpt-4o-2024-08-06');
const stock = tool({ description: 'How many are left.', inputSchema: z.object({ item: z.string() }), execute: async ({ item }) => item });
const refund = tool({ description: 'Gives the money back.', inputSchema: z.object({ order: z.string() }), execute: async ({ order }) => order });

const merged: Record<string, unknown> = { stock };
Object.assign(merged, { refund });
export const assigned = new ToolLoopAgent({ model, instructions: 'Helps.', tools: merged });

const filled: Record<string, unknown> = { stock };
fill(filled);
function fill(given: Record<string, unknown>) {
  given.refund = refund;
}
export const passed = new ToolLoopAgent({ model, instructions: 'Helps.', tools: filled });

const outside: Record<string, unknown> = { stock };
stack(outside);
export const passedOutside = new ToolLoopAgent({ model, instructions: 'Helps.', tools: outside });

const one: Record<string, unknown> = { stock };
const other = one;
other['refund'] = refund;
export const aliased = new ToolLoopAgent({ model, instructions: 'Helps.', tools: one });

const options = { model, instructions: 'Helps.', tools: { stock } as Record<string, unknown> };
options.tools.refund = refund;
export const throughOptions = new ToolLoopAgent(options);

const defined: Record<string, unknown> = { stock };
Object.defineProperty(defined, 'refund', { value: refund });
export const byDefinition = new ToolLoopAgent({ model, instructions: 'Helps.', tools: defined });
