import { Agent } from '@openai/agents';
import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';
import gone from './prompts/gone.md';
import page from './prompts/summary.xml';
import * as notes from './prompts/notes.md';
import { title } from './prompts/notes.md';
import bytes from './prompts/binary.txt';
import outside from '../../secret.md';

// Not in the target: a text, and nothing is known of it.
export const absent = new Agent({ name: 'absent', instructions: gone });
// What a bundler makes of this extension is not known.
export const paged = new Agent({ name: 'paged', instructions: page });
// A namespace and a named export of a text file are whatever a loader makes of it.
export const spaced = new Agent({ name: 'spaced', instructions: notes.default });
export const titled = new Agent({ name: 'titled', instructions: title });
export const broken = new Agent({ name: 'broken', instructions: bytes });
export const escaped = new Agent({ name: 'escaped', instructions: outside });

export async function ask(text: string): Promise<string> {
  const answer = await generateText({ model: openai('gpt-4o'), system: gone, prompt: text });
  return answer.text;
}
