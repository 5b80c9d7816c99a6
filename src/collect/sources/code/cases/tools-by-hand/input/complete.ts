import { google } from '@ai-sdk/google';
import { generateText } from 'ai';
import { lookUp } from './tools';

// Whether it is an agent is decided by its callers.
async function complete(prompt: string, options: Record<string, unknown> = {}) {
  const { text } = await generateText({ ...options, model: google('gemini-2.5-pro'), prompt });
  return text;
}

export const answer = (question: string) => complete(question, { tools: { lookUp } });
