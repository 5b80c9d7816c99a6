import { Agent } from '@openai/agents';

export const create = (city: string) => {
  const told = `You repair things in ${city}.`;
  return new Agent({ name: 'repairs', instructions: told });
};
