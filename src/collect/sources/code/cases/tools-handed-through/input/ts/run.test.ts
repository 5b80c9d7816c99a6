import { runAgent } from './run';

// What tests hand over stands in for what is real.
export const tried = runAgent({ tools: {}, system: 'You are tried out by a test.', prompt: 'x' });
