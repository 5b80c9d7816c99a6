import { Agent, handoff, tool } from '@openai/agents';
import { z } from 'zod';

const parameters = z.object({ number: z.string() });
const findOrder = tool({ name: 'find_order', description: 'Finds.', parameters, execute: async ({ number }) => number });
const refund = tool({
  name: 'refund',
  description: 'Refunds.',
  parameters,
  isEnabled: ({ runContext }) => runContext.context.isManager,
  execute: async ({ number }) => number.length,
});

const billing = new Agent({ name: 'Billing', instructions: 'You bill.', tools: [refund] });
export const desk = new Agent({
  name: 'Desk',
  instructions: 'You answer.',
  tools: [findOrder, refund],
  handoffs: [handoff(billing, { isEnabled: ({ runContext }) => runContext.context.isOpen })],
});
