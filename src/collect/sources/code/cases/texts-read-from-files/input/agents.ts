import { readFileSync } from 'node:fs';
import fs from 'fs';
import { readFile } from 'node:fs/promises';
import path, { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Agent } from '@openai/agents';

const here = dirname(fileURLToPath(import.meta.url));
const DESK = readFileSync(new URL('./prompts/desk.md', import.meta.url), 'utf8');

export const desk = new Agent({ name: 'desk', instructions: DESK });
export const triage = new Agent({
  name: 'triage',
  instructions: fs.readFileSync(path.join(here, 'prompts', 'triage.txt'), 'utf-8').trim(),
});
export const refunds = new Agent({
  name: 'refunds',
  instructions: readFileSync(path.resolve(__dirname, './prompts/refunds.md')).toString(),
});
export const letters = new Agent({
  name: 'letters',
  instructions: readFileSync(join(import.meta.dirname, 'prompts/letters.md'), { encoding: 'utf8' }),
});

export async function rules(): Promise<Agent> {
  const text = await readFile(`${__dirname}/prompts/rules.md`, 'utf8');
  return new Agent({ name: 'rules', instructions: text });
}

function load(name: string): string {
  return readFileSync(join(here, 'prompts', `${name}.md`), 'utf8');
}

const TEXTS = { record: readFileSync(join(here, 'prompts', 'record.md'), 'utf8') };
export const record = new Agent({ name: 'record', instructions: TEXTS.record });

const LOADED = load('loaded');
export const loaded = new Agent({ name: 'loaded', instructions: LOADED });
export const placed = new Agent({ name: 'placed', instructions: load('placed') });
