import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { ToolLoopAgent, tool, type LanguageModel } from 'ai';
import { z } from 'zod';

interface Vendor {
  vendor: 'openai' | 'anthropic' | 'google';
  apiKey: string;
}

/** Two vendors' tools stand under one key, and are two tools. */
export function searchTools({ vendor, apiKey }: Vendor) {
  if (!apiKey) return {};
  switch (vendor) {
    case 'openai': {
      const openai = createOpenAI({ apiKey });
      return { web_search: openai.tools.webSearch({}) };
    }
    case 'anthropic': {
      const anthropic = createAnthropic({ apiKey });
      return { web_search: anthropic.tools.webSearch_20250305({}) };
    }
    default: {
      const google = createGoogleGenerativeAI({ apiKey });
      return { google_search: google.tools.googleSearch({}) };
    }
  }
}

const note = tool({ description: 'Keeps a note.', inputSchema: z.object({ text: z.string() }), execute: ({ text }) => text.length });

export function reader(model: LanguageModel, vendor: Vendor, mayseek: boolean) {
  const found = mayseek ? searchTools(vendor) : {};
  return new ToolLoopAgent({ model, instructions: 'Read the news aloud.', tools: { note, ...found } });
}
