import { runAgent } from '.';
import { Runner } from './run';
import { refund } from './tools';
export const refunds = (q: string) => runAgent({ tools: { refund }, system: 'You give refunds to the customers of the shop.', prompt: q });
export const searchRunner = new Runner({ refund }, 'You run other things for the shop and nothing else.');
