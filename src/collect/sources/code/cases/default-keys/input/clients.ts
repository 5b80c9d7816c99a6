import Anthropic from '@anthropic-ai/sdk';
import { ChatDeepSeek } from '@langchain/deepseek';
import { ChatGroq } from '@langchain/groq';
import OpenAI from 'openai';

// Nobody is seen to ask it: the key is taken all the same.
export const client = new OpenAI();

// Where `undefined` is handed over, nothing is.
export const claude = new Anthropic({ apiKey: undefined, maxRetries: 3 });

export const fast = new ChatGroq({ model: 'llama-3.3-70b-versatile', temperature: 0 });

export const other = new ChatDeepSeek({
  model: 'deepseek-chat',
  configuration: { baseURL: 'https://models.corp.example/v1' },
});
