import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { orderTools } from './tools';

export async function answer(prompt: string) {
  return generateText({ model: openai('gpt-4.1-mini'), prompt, tools: orderTools('main') });
}
