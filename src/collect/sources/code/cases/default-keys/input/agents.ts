import { anthropic, createAnthropic } from '@ai-sdk/anthropic';
import { createMistral, mistral } from '@ai-sdk/mistral';
import { createOpenAI, openai } from '@ai-sdk/openai';
import { createXai } from '@ai-sdk/xai';
import { Experimental_Agent as Agent } from 'ai';
import { settings } from './settings.ts';

// The library reads OPENAI_API_KEY: nobody here names it.
export const writer = new Agent({ model: openai('gpt-5'), system: 'Write what you are asked for.' });

// A method of the instance, and the instance under another name.
const claude = anthropic;
export const reader = new Agent({ model: claude.chat('claude-opus-4-1'), system: 'Read what you are shown.' });

// A factory that is handed nothing but a header.
const french = createMistral({ headers: { 'x-team': 'support' } });
export const translator = new Agent({ model: french('mistral-large-latest'), system: 'Translate it.' });

// Another key, written where it is read.
const billed = createOpenAI({ apiKey: process.env.BILLING_API_KEY });
export const billing = new Agent({ model: billed('gpt-5'), system: 'Answer about bills.' });

// Another address: whose key goes there is not known.
const proxied = createXai({ baseURL: 'https://models.corp.example/v1' });
export const searcher = new Agent({ model: proxied('grok-4'), system: 'Search the wiki.' });

// What is spread may hold a key.
const configured = createAnthropic({ ...settings() });
export const planner = new Agent({ model: configured('claude-opus-4-1'), system: 'Plan the week.' });

// What is passed may hold one, too.
export function dated(options: Parameters<typeof createMistral>[0]) {
  return new Agent({ model: createMistral(options)('mistral-small-2506'), system: 'Say the date.' });
}

export const unused = mistral;
