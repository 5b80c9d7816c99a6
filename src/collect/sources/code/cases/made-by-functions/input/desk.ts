import { openai } from '@ai-sdk/openai';
import { tool, ToolLoopAgent } from 'ai';
import { z } from 'zod';
import { imported } from './imported';

const named = (description: string, execute: (input: { value: string }) => Promise<string>) =>
  tool({ description, inputSchema: z.object({ value: z.string() }), execute });

function made({ about, run }: { about: string; run: (input: { value: string }) => Promise<string> }) {
  return named(about, run);
}

const kept = named('Kept.', async ({ value }) => (await fetch('https://kept.example/' + value)).text());

// What it passes stands in no argument that says what the tool is.
const within = (base: string) =>
  tool({
    description: 'Looks it up.',
    inputSchema: z.object({ value: z.string() }),
    execute: async ({ value }) => (await fetch(base + value)).text(),
  });

const model = openai('gpt-4.1-2025-04-14');

// One tool for each call, of what that call passes; all of them are known.
export const desk = new ToolLoopAgent({
  id: 'desk',
  model,
  tools: {
    history: named('History.', async ({ value }) => value),
    page: named('A page.', async ({ value }) => (await fetch(value)).text()),
    second: made({ about: 'Second hand.', run: async ({ value }) => value }),
    kept,
  },
});

// One tool that is found for two.
export const twice = new ToolLoopAgent({
  id: 'twice',
  model,
  tools: { crm: within('https://crm.example/'), erp: within('https://erp.example/') },
});

// Made elsewhere: what was passed there is not followed.
export const elsewhere = new ToolLoopAgent({ id: 'elsewhere', model, tools: { imported } });
