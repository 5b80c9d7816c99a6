import { Agent } from '@openai/agents';
import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';
import desk from './prompts/desk.md';
import triage from './prompts/triage.txt?raw';
import summary from './prompts/summary.xml' with { type: 'text' };
import { refunds, letters as words } from './prompts';
import closing from './prompts/refunds.md' with { type: 'text' };

export const deskAgent = new Agent({ name: 'desk', instructions: desk });
export const triageAgent = new Agent({ name: 'triage', instructions: triage.replace('{{queue}}', 'billing') });
export const refundAgent = new Agent({ name: 'refunds', instructions: refunds });
export const letterAgent = new Agent({ name: 'letters', instructions: `${words}\nEnd with a greeting to the reader.` });

export async function summarise(text: string): Promise<string> {
  const answer = await generateText({ model: openai('gpt-4o'), system: summary, prompt: text });
  return answer.text;
}

export async function close(text: string): Promise<string> {
  const answer = await generateText({ model: openai('gpt-4o'), system: closing.trim(), prompt: text });
  return answer.text;
}
