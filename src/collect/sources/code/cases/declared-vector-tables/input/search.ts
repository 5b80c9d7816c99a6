import { openai } from '@ai-sdk/openai';
import { embed } from 'ai';
import { passages } from './schema.ts';

export async function find(question: string) {
  const { embedding } = await embed({ model: openai.embedding('text-embedding-3-small'), value: question });
  return { embedding, passages };
}
