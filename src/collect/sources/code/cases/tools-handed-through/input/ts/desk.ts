import { runAgent, runList, runMerged, Runner } from './run';
import { search, refund, note, extra } from './tools';
const DESK = 'You are the desk and answer questions about invoices.';
export const desk = (q: string) => runAgent({ tools: { search }, system: DESK, prompt: q });
export const lists = (q: string) => runList(q, { note });
export const merged = (q: string) => runMerged(q, { extra });
export const runner = new Runner({ refund }, 'You run refunds for the shop and nothing else.');
