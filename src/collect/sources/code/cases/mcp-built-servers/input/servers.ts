import * as fs from 'node:fs/promises';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import * as z from 'zod';
import { build, tool, type Tool } from './build';

function noteTools(folder: string) {
  return {
    list_notes: tool({ description: 'Lists notes.', parameters: z.object({}), execute: async () => fs.readdir(folder) }),
  };
}

export const notes = build({
  name: 'notes',
  tools: async () => {
    const tools: Record<string, Tool> = noteTools('/srv/notes');
    return tools;
  },
});

export const echo = build({
  name: 'echo',
  tools: {
    say: tool({ description: 'Says it.', parameters: z.object({ text: z.string() }), execute: async (input) => input }),
  },
});

/** A name that nobody here knows, and tools that nobody here knows. */
export function custom(name: string, tools: Record<string, Tool>) {
  return build({ name, tools });
}

await echo.connect(new StdioServerTransport());

/** Offered by no server. */
export const unused = { idle: tool({ description: 'Idles.', parameters: z.object({}), execute: async () => null }) };
