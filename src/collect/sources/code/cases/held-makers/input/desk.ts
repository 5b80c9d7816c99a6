import { Agent, tool } from '@openai/agents';
import { ToolLoopAgent } from 'ai';
import { z } from 'zod';

const lookUp = tool({
  name: 'look_up',
  description: 'Looks up.',
  parameters: z.object({ q: z.string() }),
  execute: async ({ q }) => q,
});
const kinds = { plain: Agent, loop: ToolLoopAgent };

export const plain = new kinds.plain({ name: 'plain', instructions: 'You are plain.', tools: [lookUp] });
export const loop = new kinds.loop({ model: 'openai/gpt-4.1-2025-04-14', instructions: 'You loop.' });

export function build(Kind = Agent) {
  return new Kind({ name: 'built', instructions: 'You are built.', tools: [lookUp] });
}

function choose(Kind: typeof Agent, name: string) {
  return new Kind({ name, instructions: 'You are chosen.', tools: [lookUp] });
}
export const chosen = choose(Agent, 'chosen');
