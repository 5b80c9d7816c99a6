import { runAgent } from './machines';
import { DIGGER } from './machines';

// Another function of that name, which is handed other tools.
export const dig = (q: string) => runAgent({ tools: { DIGGER }, system: 'You dig holes in the garden.', prompt: q });
export const key = process.env.DIGGER_API_KEY;
