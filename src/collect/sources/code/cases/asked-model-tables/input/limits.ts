import OpenAI from 'openai';
import { Queue } from './queue';

const client = new OpenAI();

export const VALID_MODELS = ['gpt-4.1', 'gpt-4.1-mini'];
export const TURN_MODELS = ['o3', 'o4-mini'];

export function ask(text: string, model: string) {
  if (!VALID_MODELS.includes(model)) throw new Error('no such model');
  return client.chat.completions.create({ model, messages: [{ role: 'user', content: text }] });
}

export const isValid = (model: string) => TURN_MODELS.includes(model);

export class Desk {
  #order = new Queue(TURN_MODELS);

  ask(text: string) {
    return client.chat.completions.create({ model: this.#order.next(), messages: [{ role: 'user', content: text }] });
  }
}
