import { tool } from 'ai';
import { z } from 'zod';
import * as cheerio from 'cheerio';

// Any page of the network.
export const page = tool({
  description: 'Reads a page.',
  inputSchema: z.object({ url: z.string() }),
  execute: async ({ url }) => (await cheerio.fromURL(url)).text(),
});

// What is there is text that was handed over.
export const title = tool({
  description: 'Reads the title of a page.',
  inputSchema: z.object({ html: z.string() }),
  execute: async ({ html }) => cheerio.load(html)('title').text(),
});

// The module that is named is run.
export const load = tool({
  description: 'Loads a module.',
  inputSchema: z.object({ name: z.string() }),
  execute: async ({ name }) => import(name),
});
