import { tool } from 'ai';
import { z } from 'zod';

export const lookUp = tool({
  description: 'Looks up.',
  inputSchema: z.object({ q: z.string() }),
  execute: async ({ q }) => q.length,
});
