import { tool } from 'ai';
import { z } from 'zod';
import Emitter from 'events';
import { bus } from './bus';

// Whoever listens runs, and that may be anybody.
export const tell = tool({
  description: 'Tells whoever listens.',
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => bus.emit('run', command),
});

class Jobs extends Emitter {}
const jobs = new Jobs();

export const queue = tool({
  description: 'Queues a job.',
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => jobs.emit('job', command),
});

// Nothing is run by who listens.
export const listen = tool({
  description: 'Waits for a job.',
  inputSchema: z.object({ name: z.string() }),
  execute: async ({ name }) => jobs.listenerCount(name),
});
