import { Agent, tool } from '@openai/agents';
import { z } from 'zod';

const read = tool({ name: 'read', description: 'Reads.', parameters: z.object({}), execute: async () => 'read' });
const write = tool({ name: 'write', description: 'Writes.', parameters: z.object({}), execute: async () => 'written' });

function toolsFor(mode: string) {
  if (mode === 'read') return [read];
  return [write];
}

/** Conditions of TypeScript are not read: both stay. */
export const agent = new Agent({ name: 'Shop', tools: toolsFor('write') });
