import { type } from 'arktype';
import * as v from 'valibot';

// ArkType's schema is called, and marks what may be left out.
const Env = type({ 'XAI_API_KEY?': 'string', GROQ_API_KEY: 'string', DATABASE_URL: 'string.url', STRIPE_SECRET_KEY: 'string' });
export const env = Env(Bun.env);

export const keys = v.parse(v.object({ MISTRAL_API_KEY: v.string() }), process.env);

// What users fill in, and a schema that nobody calls.
const Form = type({ COHERE_API_KEY: 'string' });
export const form = Form(JSON.parse('{}'));
export const filled = v.parse(v.object({ DEEPGRAM_API_KEY: v.string() }), JSON.parse('{}'));
export const Unread = type({ JINA_API_KEY: 'string' });
