import { openai } from '@ai-sdk/openai';
import { Agent } from './agency';

// Another class of that name.
export const clerk = new Agent({ name: 'clerk', model: openai('gpt-4o-mini'), tools: {} });
