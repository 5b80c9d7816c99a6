import { generateText, type ToolSet } from 'ai';
import { openai } from '@ai-sdk/openai';

export async function runAgent({ tools, system, prompt }: { tools: ToolSet; system: string; prompt: string }) {
  return generateText({ model: openai('gpt-4o'), tools, system, prompt });
}

export async function runList(prompt: string, tools: ToolSet) {
  const options = { model: openai('gpt-4o'), tools };
  return generateText({ ...options, prompt });
}

export async function runMerged(prompt: string, extra: ToolSet) {
  return generateText({ model: openai('gpt-4o'), tools: { ...extra }, prompt });
}
export class Runner {
  constructor(private readonly tools: ToolSet, private readonly system: string) {}
  async run(prompt: string) {
    return generateText({ model: openai('gpt-4o'), tools: this.tools, system: this.system, prompt });
  }
}
