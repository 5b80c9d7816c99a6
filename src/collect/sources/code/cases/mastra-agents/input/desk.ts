import { openai } from '@ai-sdk/openai';
import { Agent } from '@mastra/core/agent';
import { Mastra } from '@mastra/core';
import { createTool } from '@mastra/core/tools';
import { MCPClient } from '@mastra/mcp';
import * as z from 'zod';

const files = new MCPClient({
  servers: { files: { command: 'npx', args: ['-y', '@example/files-mcp@1.4.2'] } },
});

export const weather = createTool({
  id: 'get-weather',
  description: 'Weather of a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ context }) => (await fetch(`https://api.weather.example/${context.city}`)).json(),
});

export const desk = new Agent({
  name: 'desk',
  instructions: 'You tell people about the weather.',
  model: openai('gpt-4o-mini'),
  tools: { weather },
});

export const reader = new Agent({ name: 'reader', instructions: 'You read files.', model: 'openai/gpt-4o', tools: await files.getTools() });

// Holds the agents and is none.
export const mastra = new Mastra({ agents: { desk, reader } });
