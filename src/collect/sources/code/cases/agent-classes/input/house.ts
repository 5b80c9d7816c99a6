import { Agent, tool } from '@openai/agents';
import { ProxyAgent } from 'undici';
import * as z from 'zod';

const lamp = tool({ name: 'lamp', description: 'Switches.', parameters: z.object({ on: z.boolean() }), execute: async ({ on }) => on });

export class HouseAgent extends Agent {}

export class QuietAgent extends HouseAgent {
  constructor(options: { name: string }) {
    super(options);
  }
}

class Proxy extends ProxyAgent {}

export const house = new HouseAgent({ name: 'House', instructions: 'You keep the house.', tools: [lamp] });
export const quiet = new QuietAgent({ name: 'Quiet', instructions: 'You say little.' });
export const proxy = new Proxy({ name: 'Proxy' });
