import { createOpenAI } from '@ai-sdk/openai';
import { generateText } from 'ai';

function requireEnv(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(name);
  return value;
}

const labels: Record<string, string> = { FIREWORKS_API_KEY: 'Fireworks' };
function label(name: string): string {
  return labels[name] ?? name;
}

const openai = createOpenAI({ apiKey: requireEnv('OPENAI_API_KEY') });
export const shown = label('FIREWORKS_API_KEY');
export const answer = generateText({ model: openai('gpt-4.1'), system: 'You answer.', prompt: 'Hello.' });
export const perplexity = requireEnv('PERPLEXITY_API_KEY');
