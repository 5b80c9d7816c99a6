import { readFileSync } from 'node:fs';
import { Agent } from '@openai/agents';

const KEY = 'sk-notreal-filled-2';
const DAY = 'Monday';

export const joined = new Agent({ name: 'joined', instructions: 'Use '.concat(KEY, ' now.') });
export const plain = new Agent({ name: 'plain', instructions: 'Today is '.concat(DAY, '.') });
export const unsure = new Agent({ name: 'unsure', instructions: 'Today is '.concat(new Date().toString()) });
export const swapped = new Agent({ name: 'swapped', instructions: 'Use {{k}} now.'.replace('{{k}}', KEY) });
export const everywhere = new Agent({
  name: 'everywhere',
  instructions: 'It is {{d}}, {{d}}.'.replaceAll('{{d}}', DAY),
});
export const dated = new Agent({
  name: 'dated',
  instructions: 'It is {{d}}.'.replace('{{d}}', new Date().toString()),
});
export const pattern = new Agent({ name: 'pattern', instructions: 'Use KEY now.'.replace(/KEY/, KEY) });
export const file = new Agent({ name: 'file', instructions: readFileSync('prompt.md', 'utf8') });
