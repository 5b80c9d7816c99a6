import { Agent } from '@openai/agents';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ENCODING = 'base64';

function renamed(name: string): string {
  name = `v2/${name}`;
  return readFileSync(join(__dirname, name), 'utf8');
}

let folder = __dirname;
folder += '/v2';

export const asItIs = new Agent({ name: 'asItIs', instructions: readFileSync(join(__dirname, 'desk.md'), 'utf8') });
export const anew = new Agent({ name: 'anew', instructions: renamed('desk.md') });
export const below = new Agent({ name: 'below', instructions: readFileSync(join(folder, 'desk.md'), 'utf8') });
export const encoded = new Agent({
  name: 'encoded',
  instructions: readFileSync(join(__dirname, 'desk.md'), ENCODING),
});
export const cut = new Agent({
  name: 'cut',
  instructions: readFileSync(join(__dirname, 'desk.md')).toString('utf8', 0, 2),
});
