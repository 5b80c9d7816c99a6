import { tool } from 'ai';
import { z } from 'zod';
import Redis from 'ioredis';
import { createClient } from 'redis';
import { Redis as Upstash } from '@upstash/redis';

const cache = new Redis('redis://cache.case.invalid:6379');
const sessions = createClient({ url: 'redis://sessions.case.invalid:6379' });
const edge = Upstash.fromEnv();

export const read = tool({
  description: 'Reads a value.',
  inputSchema: z.object({ key: z.string() }),
  execute: async ({ key }) => cache.get(key),
});

export const write = tool({
  description: 'Keeps a field.',
  inputSchema: z.object({ key: z.string(), value: z.string() }),
  execute: async ({ key, value }) => sessions.hSet(key, 'note', value),
});

export const seen = tool({
  description: 'Reads a value at the edge.',
  inputSchema: z.object({ key: z.string() }),
  execute: async ({ key }) => edge.get(key),
});
