import { generateText, tool } from 'ai';
import { openai } from '@ai-sdk/openai';

export const agent = generateText({ model: openai('gpt-4o'), tools: { a: tool({ description: 'cut
