import { openai } from '@ai-sdk/openai';
import { ToolLoopAgent, tool } from 'ai';
import { z } from 'zod';

const model = openai('gpt-4o-2024-08-06');
const stock = tool({ description: 'How many are left.', inputSchema: z.object({ item: z.string() }), execute: async ({ item }) => item });

export const counter: Record<string, typeof stock> = { stock };
export const imported = new ToolLoopAgent({ model, instructions: 'Helps.', tools: counter });
export const helper = new ToolLoopAgent({ model, instructions: 'Helps.', tools: { stock } });
export const untouched = new ToolLoopAgent({ model, instructions: 'Helps.', tools: { stock } });
