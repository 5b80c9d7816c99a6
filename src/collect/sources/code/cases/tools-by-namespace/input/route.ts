import { openai } from '@ai-sdk/openai';
import { streamText } from 'ai';
import * as rooms from './rooms';
import * as open from './open';

export function answer(messages) {
  return streamText({ model: openai('gpt-4.1-2025-04-14'), system: 'You book rooms.', messages, tools: rooms });
}
// What a package shows is not known.
export function more(messages) {
  return streamText({ model: openai('gpt-4.1-2025-04-14'), system: 'You do more.', messages, tools: { ...open } });
}
