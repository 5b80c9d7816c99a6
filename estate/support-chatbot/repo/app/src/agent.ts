import { createMCPClient } from '@ai-sdk/mcp';
import { mistral } from '@ai-sdk/mistral';
import { isStepCount, ToolLoopAgent } from 'ai';

import { signedFetch } from './net/signed-fetch.ts';
import { SUPPORT_INSTRUCTIONS } from './prompts/support.ts';
import { CHAT_MODEL, ORDERS_MCP_URL } from './settings.ts';
import { customerHistory } from './tools/customer-history.ts';
import { fetchPage } from './tools/fetch-page.ts';
import { searchKnowledgeBase } from './tools/knowledge-base.ts';
import { createTicket } from './tools/tickets.ts';

/** The customer-facing assistant, with our own tools and whatever the orders server offers. Call `close` when done. */
export async function startSupportAgent() {
  const orders = await createMCPClient({
    clientName: 'support-agent',
    transport: { type: 'http', url: ORDERS_MCP_URL, fetch: signedFetch() },
  });
  const orderTools = await orders.tools();
  const agent = new ToolLoopAgent({
    id: 'support-agent',
    model: mistral(CHAT_MODEL),
    instructions: SUPPORT_INSTRUCTIONS,
    tools: { searchKnowledgeBase, customerHistory, createTicket, fetchPage, ...orderTools },
    stopWhen: isStepCount(8),
    telemetry: { functionId: 'support-agent' },
  });
  return { agent, close: () => orders.close() };
}
