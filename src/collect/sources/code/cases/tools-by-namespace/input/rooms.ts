import { tool } from 'ai';
import { z } from 'zod';

export { cancelRoom as cancel } from './cancel';

export const freeRooms = tool({
  description: 'Free rooms.',
  inputSchema: z.object({ day: z.string() }),
  execute: async ({ day }) => day.length,
});
