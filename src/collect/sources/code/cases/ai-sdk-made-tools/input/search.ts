import { tool } from 'ai';
import * as z from 'zod';

export function search() {
  return tool({ description: 'Counts.', inputSchema: z.object({ text: z.string() }), execute: async ({ text }) => text.length });
}

// Makes no tool: what it gives back is a text.
export function label() {
  return 'a label';
}
