import { createOpenAI } from '@ai-sdk/openai';
import { anthropic } from '@ai-sdk/anthropic';
import { customProvider, wrapLanguageModel, extractReasoningMiddleware } from 'ai';

const corporate = createOpenAI({ baseURL: 'https://llm.corp.example/v1', apiKey: process.env.CORP_LLM_API_KEY });

export const models = customProvider({
  languageModels: {
    chat: corporate('gpt-4o-2024-08-06'),
    reasoning: wrapLanguageModel({ model: anthropic('claude-sonnet-4-5'), middleware: extractReasoningMiddleware({ tagName: 'think' }) }),
  },
});
