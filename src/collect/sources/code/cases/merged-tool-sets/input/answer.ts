import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { common, dangerous, merge, Orders, stock, without } from './sets';

const model = openai('gpt-4.1-mini');

async function tools(options: { canCount: boolean }) {
  const sets = [common, new Orders()];
  if (options.canCount) sets.push(stock);
  return merge(...sets);
}

/** All of the common set and of the orders; the stock where it may be counted. */
export async function desk(prompt: string) {
  return generateText({ model, prompt, tools: await tools({ canCount: true }) });
}

/** The same function with other sets: none of the desk's. */
export async function counter(prompt: string) {
  return generateText({ model, prompt, tools: merge(stock) });
}

/** The first set alone is in the result, and not all of it need be. */
export async function guest(prompt: string) {
  return generateText({ model, prompt, tools: without(common, dangerous) });
}

/** Names are no tools. */
export async function named(prompt: string) {
  return generateText({ model, prompt: `${Object.keys(common).join(', ')} ${prompt}` });
}

/** Nobody knows what comes back. */
export async function remote(prompt: string, load: (known: typeof common) => Promise<typeof common>) {
  return generateText({ model, prompt, tools: await load(common) });
}
