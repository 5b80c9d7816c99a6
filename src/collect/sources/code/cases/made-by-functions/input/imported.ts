import { tool } from 'ai';
import { z } from 'zod';

const make = (description: string, execute: (input: { value: string }) => Promise<string>) =>
  tool({ description, inputSchema: z.object({ value: z.string() }), execute });

export const imported = make('Imported.', async ({ value }) => value);
