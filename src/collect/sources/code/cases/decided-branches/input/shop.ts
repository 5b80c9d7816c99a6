import { openai } from '@ai-sdk/openai';
import { generateText, tool } from 'ai';
import { z } from 'zod';

const price = tool({ description: 'Prices.', inputSchema: z.object({ item: z.string() }), execute: async ({ item }) => item });
const refund = tool({ description: 'Refunds.', inputSchema: z.object({ order: z.string() }), execute: async ({ order }) => order });

function createTools({ item, withRefunds = false }: { item: string; withRefunds?: boolean }) {
  return withRefunds && item ? { price, refund } : { price };
}

function filled(withRefunds = false) {
  const tools: Record<string, unknown> = { price };
  if (withRefunds) {
    tools.refund = refund;
  }
  return tools;
}

function merge(...sets: Record<string, unknown>[]) {
  return sets.reduce((all, set) => ({ ...all, ...set }), {});
}

function merged({ withRefunds = false }: { withRefunds?: boolean }) {
  const extra = withRefunds ? { refund } : {};
  return merge({ price }, extra);
}

const model = openai('gpt-4o');
const prompt = 'How much is it?';

export async function byDefault() {
  return generateText({ model, prompt, tools: createTools({ item: 'pen' }) });
}

export async function byLater() {
  return generateText({ model, prompt, tools: filled() });
}

export async function byMerging() {
  return generateText({ model, prompt, tools: merged({}) });
}

// Against: it is asked for.
export async function asked() {
  return generateText({ model, prompt, tools: filled(true) });
}

// Against: who calls decides.
export async function passedOn(withRefunds: boolean) {
  return generateText({ model, prompt, tools: createTools({ item: 'pen', withRefunds }) });
}

export async function mergedOn(withRefunds: boolean) {
  return generateText({ model, prompt, tools: merged({ withRefunds }) });
}
