import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import axios from 'axios';

const openai = new OpenAI();
const anthropic = new Anthropic();
const google = new GoogleGenAI({});

const lookUp = {
  type: 'function',
  function: {
    name: 'look_up',
    description: 'Looks up a customer.',
    parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  },
} as const;

export const chat = (messages: never[]) =>
  openai.chat.completions.create({ model: 'gpt-4o', messages, tools: [lookUp] });

export const ask = (messages: never[]) =>
  anthropic.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    messages,
    tools: [{ name: 'book', description: 'Books a room.', input_schema: { type: 'object', properties: {} } }],
  });

export const generate = (contents: string) =>
  google.models.generateContent({
    model: 'gemini-2.5-flash',
    contents,
    config: { tools: [{ functionDeclarations: [{ name: 'measure', parameters: { type: 'object' } }] }] },
  });

export async function posted(messages: never[]) {
  const tools = [{ type: 'function', function: { name: 'posted', parameters: {} } }];
  return fetch('https://api.openai.com/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: 'gpt-4o', messages, tools }),
  });
}

export const sent = (messages: never[]) =>
  axios.post('https://api.anthropic.com/v1/messages', {
    model: 'claude-sonnet-4-5',
    messages,
    tools: [{ name: 'sent', input_schema: { type: 'object' } }],
  });
