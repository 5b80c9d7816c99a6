import { createAgent, createMiddleware, summarizationMiddleware, todoListMiddleware, tool } from 'langchain';
import { z } from 'zod';

const findOrder = tool(async ({ number }) => number.toUpperCase(), {
  name: 'find_order',
  description: 'Finds an order.',
  schema: z.object({ number: z.string() }),
});
const withFinder = createMiddleware({ name: 'finder', tools: [findOrder] });
const swapping = createMiddleware({
  name: 'swapping',
  wrapModelCall: (request, handler) => handler({ ...request, tools: [] }),
});
const model = 'openai:gpt-4.1-2025-04-14';

export const planner = createAgent({ model, tools: [findOrder], middleware: [todoListMiddleware()] });
export const finder = createAgent({ model, tools: [], middleware: [withFinder, summarizationMiddleware({})] });
export const swapped = createAgent({ model, tools: [findOrder], middleware: [swapping] });
export function build(extra) {
  return createAgent({ model, tools: [findOrder], middleware: extra });
}
