import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';

export interface Tool {
  description: string;
  parameters: z.ZodTypeAny;
  execute(input: unknown): Promise<unknown>;
}

/** Gives back what it is handed, for its type. */
export function tool(definition: Tool): Tool {
  return definition;
}

/** Makes a server for each of its callers: by itself it has neither a name nor tools. */
export function build(options: { name: string; tools: Record<string, Tool> | (() => Promise<Record<string, Tool>>) }) {
  const server = new Server({ name: options.name, version: '1.0.0' }, { capabilities: { tools: {} } });

  async function offered() {
    return typeof options.tools === 'function' ? await options.tools() : options.tools;
  }

  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: await Promise.all(
      Object.entries(await offered()).map(async ([name, { description, parameters }]) => ({
        name,
        description,
        inputSchema: z.toJSONSchema(parameters),
      })),
    ),
  }));
  server.setRequestHandler(CallToolRequestSchema, async (request) => {
    const found = (await offered())[request.params.name];
    return { content: [{ type: 'text', text: JSON.stringify(await found?.execute(request.params.arguments)) }] };
  });
  return server;
}
