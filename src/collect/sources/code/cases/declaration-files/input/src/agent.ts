import { Agent } from '@openai/agents';
import type { Config } from '../config.d.ts';
import type { Desk } from './desk';

export const agent = (config: Config, desk: Desk) =>
  new Agent({ name: 'desk', instructions: `You answer for ${config.team} at ${desk.place}.`, model: 'gpt-5.4' });
