import { streamText, tool } from 'ai';
import { z } from 'zod';
import { pick, vary } from './lib/models';

const shelf = tool({
  description: 'Where a book stands.',
  inputSchema: z.object({ title: z.string() }),
  execute: async ({ title }) => `shelf ${title.length}`,
});

export const quick = (question: string) =>
  streamText({ model: pick('gpt-4.1', false), system: 'You answer at once.', prompt: question, tools: { shelf } });

export const deep = (question: string) =>
  streamText({ model: pick('gpt-4.1-mini', true), system: 'You think first.', prompt: question, tools: { shelf } });

// By its default.
export const plain = (question: string) =>
  streamText({ model: pick('gpt-4.1-nano'), system: 'You are brief.', prompt: question, tools: { shelf } });

// Whoever calls it decides: each of them may be meant.
export const asked = (question: string, isDeep: boolean) =>
  streamText({ model: pick('gpt-4o', isDeep), system: 'You do as asked.', prompt: question, tools: { shelf } });

export const varied = (question: string) =>
  streamText({ model: vary('gpt-4o-mini'), system: 'You vary.', prompt: question, tools: { shelf } });
