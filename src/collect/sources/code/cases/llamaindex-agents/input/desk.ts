import { agent } from '@llamaindex/workflow';
import { OpenAIAgent, openai } from '@llamaindex/openai';
import { FunctionTool, tool } from 'llamaindex';
import { z } from 'zod';

const WORDS = 'You lend books, and take orders for those that are out.';

const shelf = tool({
  name: 'shelf',
  description: 'Says where a book stands.',
  parameters: z.object({ title: z.string() }),
  execute: ({ title }) => `Shelf of ${title}`,
});

/** The function first, then what is said of it. */
const order = tool(({ title }: { title: string }) => fetch(`https://orders.example/${title}`), {
  name: 'order',
  description: 'Orders a book.',
  parameters: z.object({ title: z.string() }),
});
const hours = FunctionTool.from(() => 'nine to five', { name: 'hours', description: 'Says when it is open.', parameters: {} });

export const night = agent({ name: 'night', llm: openai({ model: 'gpt-4o-mini' }), tools: [hours], systemPrompt: 'It is closed.' });
export const desk = agent({
  name: 'desk',
  llm: openai({ model: 'gpt-4o' }),
  tools: [shelf, order],
  systemPrompt: WORDS,
  canHandoffTo: [night],
});

/** It may choose tools by a retriever: never known to be all. */
export const older = new OpenAIAgent({ llm: openai({ model: 'gpt-4o' }), systemPrompt: WORDS, tools: [shelf].filter((one) => !!one) });
