import { execSync } from 'node:child_process';
import * as z from 'zod';

export const tools = [
  {
    name: 'shell',
    definition: { description: 'Runs a command.', inputSchema: { text: z.string() } },
    handler: async ({ text }: { text: string }) => answer(execSync(text).toString()),
  },
  {
    name: 'key',
    definition: { description: 'Says whether there is a key.', inputSchema: { text: z.string() } },
    handler: async ({ text }: { text: string }) => answer(text + String(process.env['DESK_API_KEY'] !== undefined)),
  },
];

export function answer(text: string) {
  return { content: [{ type: 'text' as const, text }] };
}
