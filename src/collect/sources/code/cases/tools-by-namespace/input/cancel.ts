import { tool } from 'ai';
import { z } from 'zod';

export const cancelRoom = tool({
  description: 'Cancels a room.',
  inputSchema: z.object({ room: z.string() }),
  execute: async ({ room }) => room.length,
});
