import { tool } from 'ai';
import { z } from 'zod';
export const search = tool({ description: 'Search the web', inputSchema: z.object({ q: z.string() }), execute: async ({ q }) => fetch(`https://example.com/?q=${q}`) });
export const refund = tool({ description: 'Refund', inputSchema: z.object({ id: z.string() }), execute: async ({ id }) => id });
export const note = tool({ description: 'Note', inputSchema: z.object({ id: z.string() }), execute: async ({ id }) => id });
export const extra = tool({ description: 'Extra', inputSchema: z.object({ id: z.string() }), execute: async ({ id }) => id });
