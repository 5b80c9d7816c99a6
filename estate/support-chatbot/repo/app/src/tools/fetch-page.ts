import { tool } from 'ai';
import { z } from 'zod';

const MAX_CHARACTERS = 8_000;

export const fetchPage = tool({
  description: 'Reads a web page that the customer or a search result points to.',
  inputSchema: z.object({ url: z.string().describe('Address of the page') }),
  execute: async ({ url }) => {
    const response = await fetch(url, { headers: { accept: 'text/html,text/plain' } });
    const text = await response.text();
    return text.replace(/<[^>]+>/g, ' ').slice(0, MAX_CHARACTERS);
  },
});
