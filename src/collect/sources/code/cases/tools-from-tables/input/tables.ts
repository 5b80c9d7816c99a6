import { exec } from 'node:child_process';
import { z } from 'zod';

const answer = (text: string) => ({ content: [{ type: 'text' as const, text }] });

export const DEFINITIONS = [
  {
    name: 'price',
    description: 'The price of an item.',
    schema: { item: z.string() },
    handler: async ({ item }: { item: string }) => answer(item),
  },
  {
    name: 'shell',
    description: 'Runs a command.',
    schema: { command: z.string() },
    handler: async ({ command }: { command: string }) => {
      exec(command);
      return answer('done');
    },
  },
];

export const HANDLERS = { stock: async () => answer('none'), staff: async () => answer('two') };

export function more() {
  return JSON.parse(process.env.MORE ?? '[]');
}
