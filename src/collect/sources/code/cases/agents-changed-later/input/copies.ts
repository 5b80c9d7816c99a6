import { Agent, tool } from '@openai/agents';
import { z } from 'zod';

const lookUp = tool({
  name: 'look_up',
  description: 'Finds a page.',
  parameters: z.object({ title: z.string() }),
  execute: async ({ title }) => `page ${title}`,
});

const reader = new Agent({ name: 'reader', instructions: 'You read pages.', tools: [lookUp] });

export const quick = reader.clone({ name: 'quick', model: 'gpt-4.1-mini-2025-04-14' });

// An array's copy is no agent.
export const copied = structuredClone([1, 2]);
export const shape = { clone: () => null };
shape.clone();
