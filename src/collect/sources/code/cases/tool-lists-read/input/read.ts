import { openai } from '@ai-sdk/openai';
import { ToolLoopAgent, generateText, streamText, tool } from 'ai';
import { z } from 'zod';

const model = openai('gpt-4o-2024-08-06');
const stock = tool({ description: 'How many are left.', inputSchema: z.object({ item: z.string() }), execute: async ({ item }) => item });
const price = tool({ description: 'What it costs.', inputSchema: z.object({ item: z.string() }), execute: async ({ item }) => item });

export const tools = { stock, price };
console.log(Object.keys(tools).length, JSON.stringify(tools));
for (const [name, one] of Object.entries(tools)) console.log(name, one.description);
export const names = Object.values(tools).map((one) => one.description);
export type Names = keyof typeof tools;
export const asked = await tools.stock.execute({ item: 'pen' }, { toolCallId: '1', messages: [] });

export const listed = new ToolLoopAgent({ model, instructions: 'Helps.', tools });
export const spread = new ToolLoopAgent({ model, instructions: 'Helps.', tools: { ...tools } });
export async function answer(prompt: string) {
  const { text } = await generateText({ model, system: 'Helps.', prompt, tools });
  streamText({ model, system: 'Helps.', prompt, tools });
  return text;
}

const options = { model, instructions: 'Helps.', tools: { stock } };
export const fromOptions = new ToolLoopAgent(options);
