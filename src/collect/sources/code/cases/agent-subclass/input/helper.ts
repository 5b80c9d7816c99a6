import { ToolLoopAgent, tool } from 'ai';
import { openai } from '@ai-sdk/openai';
import * as z from 'zod';

const count = tool({ description: 'Counts.', inputSchema: z.object({ text: z.string() }), execute: async ({ text }) => text.length });

export class CountingHelper extends ToolLoopAgent {
  constructor(instructions?: string) {
    super({ model: openai('gpt-4.1-2025-04-14'), instructions: instructions ?? 'You count letters.', tools: { count } });
  }
}

class Register {
  constructor(readonly options: object) {}
}

// A base of the target's own is no agent, whatever it is handed.
export class CashRegister extends Register {
  constructor() {
    super({ model: 'till', instructions: 'You take money.', tools: { count } });
  }
}
