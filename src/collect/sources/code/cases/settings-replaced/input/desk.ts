import { openai } from '@ai-sdk/openai';
import { generateText, streamText, tool } from 'ai';
import { z } from 'zod';

const inputSchema = z.object({ q: z.string() });
const weather = tool({ description: 'Weather.', inputSchema, execute: async ({ q }) => q });
const trade = tool({ description: 'Trades.', inputSchema, execute: async ({ q }) => q.length });
const model = openai('gpt-4.1-2025-04-14');

// What is spread later may replace anything.
export function one(extra: Record<string, unknown>) {
  const options = { model, system: 'You are one.', tools: { weather } };
  return streamText({ ...options, ...extra });
}
export function two(extra: Record<string, unknown>) {
  return streamText({ model, system: 'You are two.', tools: { weather }, ...extra });
}
// What is written later wins.
export function three(extra: Record<string, unknown>) {
  return streamText({ ...extra, model, system: 'You are three.', tools: { weather } });
}
// Known, it says what is meant.
const trading = { system: 'You trade.', tools: { trade } };
export const four = () => streamText({ model, system: 'You are four.', tools: { weather }, ...trading });
export function five(canTrade: boolean) {
  return generateText({ model, prompt: 'Go.', tools: { weather }, ...(canTrade ? { tools: { trade } } : {}) });
}
export function six(canTrade: boolean) {
  return generateText({ model, prompt: 'Go.', ...(canTrade && { tools: { weather } }) });
}
// Whether it has tools is not known.
export function seven(extra: Record<string, unknown>) {
  return generateText({ ...extra, model, prompt: 'Go.' });
}
