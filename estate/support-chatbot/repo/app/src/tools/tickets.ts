import { tool } from 'ai';
import { z } from 'zod';

import { TICKETS_HOST } from '../settings.ts';

export const createTicket = tool({
  description: 'Creates a ticket for the support team and returns its number.',
  inputSchema: z.object({
    subject: z.string().max(120),
    body: z.string().max(4000),
    orderNumber: z.string().optional(),
  }),
  execute: async (ticket) => {
    const response = await fetch(`https://${TICKETS_HOST}/api/v3/tickets`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${process.env.TICKETS_API_TOKEN}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(ticket),
    });
    if (!response.ok) throw new Error(`ticket system answered ${response.status}`);
    return (await response.json()) as { number: string };
  },
});
