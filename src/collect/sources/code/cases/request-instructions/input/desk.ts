// What programs tell models in requests that no agent sends, and what only looks like it.
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { SystemMessage } from '@langchain/core/messages';
import { generateText } from 'ai';
import OpenAI from 'openai';
import { openai as provider } from '@ai-sdk/openai';
import { RULES } from './wording';

const client = new OpenAI();
const claude = new Anthropic();
const gemini = new GoogleGenAI({});

// The only message, with a hole in it.
export async function rank(query: string) {
  const prompt = `Rank the chunks by how well they fit this query: "${query}". Answer with their numbers alone.`;
  return client.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: prompt }] });
}

// Beside an image.
export async function look(image: string) {
  return client.chat.completions.create({
    model: 'gpt-4.1',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: `Describe what is seen in the picture called ${image}, in one sentence.` },
          { type: 'image_url', image_url: { url: image } },
        ],
      },
    ],
  });
}

export async function language(text: string) {
  return client.responses.create({ model: 'gpt-4.1', instructions: 'Name the language.', input: text });
}

export async function judge(text: string) {
  return claude.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 10,
    system: RULES,
    messages: [{ role: 'user', content: `Here is the essay that is to be judged by the rules: ${text}` }],
  });
}

export async function sum(text: string) {
  return gemini.models.generateContent({
    model: 'gemini-2.5-pro',
    contents: [{ role: 'user', parts: [{ text: `Summarise the following minutes in five lines: ${text}` }] }],
  });
}

export async function title(text: string) {
  return generateText({ model: provider('gpt-4.1'), prompt: `Find a title of three words for this story: ${text}` });
}

// Through a function of the program, twice.
async function ask(prompt: string) {
  return client.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: prompt }] });
}
export async function asks(text: string) {
  await ask(`List all the names of persons in the following letter: ${text}`);
  await ask(`List all the names of places in the following letter: ${text}`);
}

// By its form alone, over HTTP.
export async function byHand(question: string) {
  const body = { model: 'sonar-pro', messages: [{ role: 'system', content: 'Search and cite.' }, { role: 'user', content: question }] };
  return fetch('https://api.perplexity.ai/chat/completions', { method: 'POST', body: JSON.stringify(body) });
}

// Somebody else asks; what the system says is said to a model.
export function prepared(llm: { think(messages: unknown[]): void }) {
  llm.think([new SystemMessage({ content: 'You keep minutes.' })]);
}

// Near misses: what a user says, what is tried out, one turn of several, holes alone, a log, and a class that only holds it.
export async function quiet(question: string, context: string) {
  await client.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: question }] });
  await client.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'ping' }] });
  await client.chat.completions.create({
    model: 'gpt-4.1',
    messages: [
      { role: 'user', content: `Here is all that is known so far of the matter: ${context}` },
      { role: 'assistant', content: 'Thank you.' },
      { role: 'user', content: question },
    ],
  });
  await client.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: `${context}\n${question}` }] });
  await client.embeddings.create({ model: 'text-embedding-3-small', input: `A long enough text to be embedded, and asked nothing: ${context}` });
  console.log({ model: 'gpt-4.1', messages: [{ role: 'system', content: 'You are only written to a log.' }] });
  new Kept({ model: 'gpt-4.1', messages: [{ role: 'system', content: 'You are only kept in a record.' }] });
}

class Kept {
  constructor(readonly request: unknown) {}
}
