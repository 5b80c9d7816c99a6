import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { label, search } from './search';

export async function ask(prompt: string) {
  return generateText({ model: openai('gpt-4.1-2025-04-14'), prompt, tools: { search: search() } });
}

export async function mixed(prompt: string) {
  return generateText({ model: openai('gpt-4.1-2025-04-14'), prompt, tools: { search: search(), label: label() } });
}
