import { openai } from '@ai-sdk/openai';
import { generateText, tool, ToolLoopAgent } from 'ai';
import { z } from 'zod';
import { prepareElsewhere } from 'settings-of-others';

const inputSchema = z.object({ q: z.string() });
const weather = tool({ description: 'Weather.', inputSchema, execute: async ({ q }) => q });
const trade = tool({ description: 'Trades.', inputSchema, execute: async ({ q }) => q.length });
const model = openai('gpt-4.1-2025-04-14');

// Other tools, another model and other instructions for some runs.
export const swapping = new ToolLoopAgent({
  model,
  instructions: 'You tell the weather.',
  tools: { weather },
  prepareCall: ({ options, ...settings }) =>
    options?.trades
      ? { ...settings, tools: { trade }, model: openai('gpt-4.1-mini-2025-04-14'), instructions: 'You trade.' }
      : settings,
});
export const elsewhere = new ToolLoopAgent({ model, tools: { weather }, prepareCall: prepareElsewhere });

// The model is told of some of the tools alone.
export function narrowed(prompt: string) {
  return generateText({ model, prompt, tools: { weather, trade }, activeTools: ['weather'] });
}
export function chosen(prompt: string, canTrade: boolean) {
  const activeTools = canTrade ? ['weather', 'trade'] : ['weather'];
  return generateText({ model, prompt, tools: { weather, trade }, activeTools });
}
export function stepwise(prompt: string) {
  return generateText({
    model,
    prompt,
    tools: { weather, trade },
    prepareStep: async ({ stepNumber, messages }) => {
      if (stepNumber === 0) return { activeTools: ['trade'] };
      if (messages.length > 20) return { messages: messages.slice(-20) };
    },
  });
}
// Only what is sent is changed: the tools stay as they are.
export function shortened(prompt: string) {
  return generateText({
    model,
    prompt,
    tools: { weather },
    prepareStep: ({ messages }) => ({ messages: messages.slice(-5) }),
  });
}
