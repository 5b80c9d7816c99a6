import { openai } from '@ai-sdk/openai';
import { streamText, tool } from 'ai';
import { Vault } from 'vault-for-tools';
import { z } from 'zod';

const vault = new Vault();
const withMail = vault.guard({ scopes: ['mail.read'] });

function withLog<T extends { execute: (input: never) => unknown }>(inner: T): T {
  return { ...inner, execute: (input: never) => inner.execute(input) };
}

export const readMail = withMail(
  tool({
    description: 'Reads mail.',
    inputSchema: z.object({ folder: z.string() }),
    execute: async ({ folder }) => `mail of ${folder}`,
  }),
);

export const weather = withLog(
  tool({
    description: 'Says the weather.',
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => `sunny in ${city}`,
  }),
);

export function POST(prompt: string) {
  return streamText({
    model: openai('gpt-4.1-mini-2025-04-14'),
    prompt,
    tools: { readMail, weather },
  });
}

// Wrapped, and no tool: a plain function, and settings.
export const retried = withMail(async () => 'again');
export const settings = withLog({ execute: () => null });
