import { openai } from '@ai-sdk/openai';
import { createMCPClient } from '@ai-sdk/mcp';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { generateText } from 'ai';
import { Pipe } from 'pipes';
import { z } from 'zod';

function shop() {
  const server = new McpServer({ name: 'shop', version: '1.0.0' });
  server.registerTool('stock', { inputSchema: { sku: z.string() } }, async ({ sku }) => ({
    content: [{ type: 'text', text: `4 of ${sku}` }],
  }));
  return server;
}

// Both ends are in this program: no server of its own stands behind the client.
export async function connected() {
  const [near, far] = [new Pipe(), new Pipe()];
  const server = shop();
  await server.connect(far);
  return createMCPClient({ transport: near });
}

// Nothing is known of what is on the other end.
export async function distant(transport: Pipe) {
  return createMCPClient({ transport: new Pipe(transport) });
}

export async function probe(prompt: string) {
  const client = await connected();
  return generateText({ model: openai('gpt-4.1-mini-2025-04-14'), prompt, tools: await client.tools() });
}
