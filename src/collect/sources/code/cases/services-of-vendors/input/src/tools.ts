import { tool } from 'ai';
import { z } from 'zod';
import { Exa } from 'exa-js';
import PubNub from 'pubnub';
import twilio from 'twilio';
import yaml from 'js-yaml';

const exa = new Exa('key of the case');
const pubnub = new PubNub({ publishKey: 'p', subscribeKey: 's', userId: 'case' });
const phone = twilio('account', 'token');

export const research = tool({
  description: 'Searches the web.',
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }) => exa.request('/search', 'POST', { query }),
});

export const announce = tool({
  description: 'Tells a channel.',
  inputSchema: z.object({ channel: z.string(), text: z.string() }),
  execute: async ({ channel, text }) => pubnub.publish({ channel, message: text }),
});

export const text = tool({
  description: 'Writes to one number.',
  inputSchema: z.object({ body: z.string() }),
  execute: async ({ body }) => phone.messages.create({ to: '+10000000000', from: '+10000000001', body }),
});

export const show = tool({
  description: 'Shows it as YAML.',
  inputSchema: z.object({ rows: z.array(z.string()) }),
  execute: async ({ rows }) => yaml.dump(rows),
});

// Before version 4 it makes functions of what it reads.
export const read = tool({
  description: 'Reads YAML.',
  inputSchema: z.object({ document: z.string() }),
  execute: async ({ document }) => yaml.load(document),
});
