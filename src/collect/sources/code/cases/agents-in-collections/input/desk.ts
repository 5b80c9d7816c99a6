import { Agent, handoff, tool } from '@openai/agents';
import * as z from 'zod';

const look = tool({ name: 'look', description: 'Looks.', parameters: z.object({ q: z.string() }), execute: async ({ q }) => q });
const close = tool({ name: 'close', description: 'Closes.', parameters: z.object({}), execute: async () => 'closed' });
const toolbox = { look, [close.name]: close };

interface Options {
  name: string;
  tools?: unknown[];
  model?: string;
}

function makeAgent({ name, tools = [], model = 'gpt-4.1-2025-04-14' }: Options) {
  return new Agent({ name, instructions: 'You are made.', tools, model });
}

export const made = makeAgent({ name: 'Made', tools: [close] });
export const front = new Agent({ name: 'Front', instructions: 'You greet.', tools: Object.values(toolbox) });
export const back = new Agent({ name: 'Back', instructions: 'You store.', tools: [look] });
const staff = new Map([
  ['front', front],
  ['back', back],
]);
export const lead = new Agent({ name: 'Lead', instructions: 'You lead.', handoffs: [...staff.values()] });
for (const one of staff.values()) one.handoffs.push(handoff(made));

// A list of tools that callers outside the program give is not complete.
class Post {
  private tools = [look];
  readonly agent: Agent;
  constructor(more: unknown[]) {
    this.tools.push(...more);
    this.agent = new Agent({ name: 'Post', instructions: this.text(), tools: this.tools });
  }
  text() {
    return 'You stand at the post.';
  }
}
export const post = new Post([close]);
