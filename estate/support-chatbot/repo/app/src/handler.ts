import type { ModelMessage } from 'ai';
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';

import { startSupportAgent } from './agent.ts';
import { Agent as UserAgent } from './net/user-agent.ts';
import { summarise } from './summary.ts';
import { startTelemetry } from './telemetry.ts';

startTelemetry();

type ChatRequest = { messages: ModelMessage[]; finished?: boolean };

/** Answers one turn of the chat widget on the shop's pages. Nobody has to sign in to ask a question. */
export async function handler(event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> {
  const { messages, finished } = JSON.parse(event.body ?? '{}') as ChatRequest;
  const browser = new UserAgent(event.requestContext.http.userAgent);
  if (finished) {
    return { statusCode: 200, body: await summarise(JSON.stringify(messages)) };
  }
  const { agent, close } = await startSupportAgent();
  try {
    const { text } = await agent.generate({ messages });
    return { statusCode: 200, body: JSON.stringify({ text, compact: browser.isMobile() }) };
  } finally {
    await close();
  }
}
