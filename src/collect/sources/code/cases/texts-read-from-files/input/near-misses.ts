import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent } from '@openai/agents';

// From wherever the program is started.
export const started = new Agent({ name: 'started', instructions: readFileSync('prompts/desk.md', 'utf8') });
export const working = new Agent({
  name: 'working',
  instructions: readFileSync(join(process.cwd(), 'prompts/desk.md'), 'utf8'),
});
// Which file it is, only the run knows.
export const chosen = new Agent({
  name: 'chosen',
  instructions: readFileSync(join(__dirname, 'prompts', `${process.env.PROMPT}.md`), 'utf8'),
});
export const absent = new Agent({
  name: 'absent',
  instructions: readFileSync(new URL('./prompts/gone.md', import.meta.url), 'utf8'),
});
export const rooted = new Agent({
  name: 'rooted',
  instructions: readFileSync(new URL('/prompts/desk.md', import.meta.url), 'utf8'),
});
// Another text than the one in the file.
export const coded = new Agent({
  name: 'coded',
  instructions: readFileSync(join(__dirname, 'prompts/desk.md')).toString('base64'),
});
export const hexed = new Agent({
  name: 'hexed',
  instructions: readFileSync(join(__dirname, 'prompts/desk.md'), { encoding: 'hex' }),
});
// The file holds more than the text.
export const keyed = new Agent({
  name: 'keyed',
  instructions: JSON.parse(readFileSync(join(__dirname, 'prompts/all.yaml'), 'utf8')).desk,
});

const store = { readFileSync: (name: string): string => fetchText(name) };
declare function fetchText(name: string): string;
export const own = new Agent({ name: 'own', instructions: store.readFileSync(join(__dirname, 'prompts/desk.md')) });
