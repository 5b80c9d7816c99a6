import { unheardOf } from 'ai';

export const desk = unheardOf({ tools: 'orders.yaml' });
