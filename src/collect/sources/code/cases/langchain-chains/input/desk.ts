import { createReadStream, createWriteStream } from 'node:fs';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableSequence } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { StateGraph } from '@langchain/langgraph';
import { ChatAnthropic } from '@langchain/anthropic';
import { z } from 'zod';

const model = new ChatAnthropic({ model: 'claude-sonnet-4-5-20250929' });

const refund = tool(async ({ order }) => `refunded ${order}`, {
  name: 'refund',
  description: 'Refunds an order.',
  schema: z.object({ order: z.string() }),
});

const clerkPrompt = ChatPromptTemplate.fromMessages([
  ['system', 'You are the clerk of a shop.'],
  ['placeholder', '{messages}'],
]);

const summary = RunnableSequence.from([ChatPromptTemplate.fromTemplate('Summarise {text}'), model]);

async function answer(state: { messages: unknown[] }) {
  const clerk = clerkPrompt.pipe(model.bindTools([refund]));
  return { messages: [await clerk.invoke(state)] };
}

async function shorten(state: { messages: unknown[] }) {
  return { messages: [await summary.invoke(state)] };
}

export const desk = new StateGraph({})
  .addNode('answer', answer)
  .addNode('shorten', shorten)
  .compile();

// A stream is no chain of a model.
export const copied = createReadStream('orders.csv').pipe(createWriteStream('copy.csv'));
export const trimmed = z.string().pipe(z.string().trim());
