import { openai } from '@ai-sdk/openai';
import { generateText, tool } from 'ai';
import { z } from 'zod';

const order = tool({ description: 'Orders.', inputSchema: z.object({}), execute: async () => 'done' });

// Its own, whatever it is called: nothing is asserted here.
function expect(prompt: string) {
  return { from: (options: object) => generateText({ prompt, ...options }) };
}

export const run = () =>
  expect('Order.').from({ model: openai('gpt-4.1-2025-04-14'), tools: { order } });
