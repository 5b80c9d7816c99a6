import { streamText as run, generateText, convertToModelMessages, stepCountIs } from 'ai';
import { openai } from '@ai-sdk/openai';
import { experimental_createMCPClient as createMCPClient } from '@ai-sdk/mcp';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { models } from '../lib/models';
import { runReport, searchOrders, weather } from '../lib/tools';

const COMPANY = 'Example Shop';

export async function POST(request: Request) {
  const { messages } = await request.json();
  const result = run({
    model: models.languageModel('chat'),
    system: `You help the customers of ${COMPANY}. Today is ${new Date().toDateString()}.`,
    messages: await convertToModelMessages(messages),
    tools: { searchOrders, report: runReport, weather, search: openai.tools.webSearch({}) },
    stopWhen: stepCountIs(5),
    experimental_telemetry: { isEnabled: true, functionId: 'shop-chat' },
  });
  return result.toUIMessageStreamResponse();
}

export async function title(message: string) {
  const { text } = await generateText({ model: 'openai/gpt-4.1-mini', system: 'Write a title of three words.', prompt: message });
  return text;
}

export async function withFiles(prompt: string) {
  const files = await createMCPClient({
    transport: new StdioClientTransport({ command: 'npx', args: ['-y', '@example/files-mcp@1.4.2', '/srv'], env: { FILES_TOKEN: process.env.FILES_TOKEN! } }),
  });
  return generateText({ model: models.languageModel('reasoning'), prompt, tools: { ...(await files.tools()), searchOrders } });
}
