import { createEnv } from '@t3-oss/env-nextjs';
import { env as others } from './other-libraries.ts';
import { generateText } from 'ai';
import * as z from 'zod';

const base = z.object({ ANTHROPIC_API_KEY: z.string() });
const schema = base
  .extend({
    OPENAI_API_KEY: z.string().optional(),
    OPENAI_BASE_URL: z.string().optional(),
    // Not listed: nothing says that it opens an AI or data service.
    CAFETERIA_API_KEY: z.string(),
  })
  .refine((all) => all.OPENAI_API_KEY !== '');

export const env = schema.parse({ ...process.env });

export const other = createEnv({
  server: { TAVILY_API_KEY: z.string() },
  client: { NEXT_PUBLIC_SITE: z.string() },
  runtimeEnv: process.env,
});

// What users fill in is no environment.
export const form = z.object({ PINECONE_API_KEY: z.string() }).parse(JSON.parse('{}'));

// Described, and never read.
export const unread = z.object({ EXA_API_KEY: z.string() });

export const ask = (prompt: string) => generateText({ model: 'openai/gpt-4.1-mini', prompt, headers: { key: others.XAI_API_KEY } });
