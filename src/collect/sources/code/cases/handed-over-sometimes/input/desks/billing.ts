import { Agent } from '@openai/agents';

export const create = () => new Agent({ name: 'billing', instructions: 'You answer for bills.' });
