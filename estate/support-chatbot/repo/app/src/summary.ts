import { mistral as provider } from '@ai-sdk/mistral';
import { generateText } from 'ai';

import { SUMMARY_INSTRUCTIONS } from './prompts/summary.ts';
import { SUMMARY_MODEL } from './settings.ts';

/** One model call, no tools: a summary for the ticket, not an agent. */
export async function summarise(transcript: string): Promise<string> {
  const { text } = await generateText({
    model: provider(SUMMARY_MODEL),
    instructions: SUMMARY_INSTRUCTIONS,
    prompt: transcript,
  });
  return text;
}
