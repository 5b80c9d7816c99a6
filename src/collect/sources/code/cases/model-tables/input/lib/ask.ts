import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';
import { chatModels, MODELS, MODEL_PRICES, contextWindows } from './models';

export async function ask(kind: keyof typeof MODELS, prompt: string) {
  return generateText({ model: openai(MODELS[kind]), prompt });
}

// A request that is written by hand.
export async function check(text: string) {
  const model = 'o4-mini';
  return fetch('/api/responses', { method: 'POST', body: JSON.stringify({ model, input: text }) });
}

// What a provider answered.
export const sample = { model: 'gpt-3.5-turbo', choices: [], usage: null };
export const shown = [chatModels, MODEL_PRICES, contextWindows];
