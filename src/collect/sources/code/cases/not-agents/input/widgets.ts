import * as z from 'zod';
import { ai } from './local';

class Agent {
  constructor(readonly options: { name: string; tools: string[] }) {}
}
const tool = (definition: object) => definition;
const generateText = (options: { system: string; tools: object }) => options;

export const agent = new Agent({ name: 'user agent', tools: ['Mozilla/5.0'] });
export const hammer = tool({ description: 'A hammer.', inputSchema: z.object({}), execute: () => 1 });
export const text = generateText({ system: 'Lorem ipsum', tools: { hammer } });
export const streamed = ai.streamText({ system: 'x', tools: {} });
// import { generateText } from 'ai';
