import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent } from '@openai/agents';

const path = join(__dirname, 'prompts/desk.md');
const text = readFileSync(path, 'utf8');

// The text of the file: only blanks go.
export const trimmed = new Agent({ name: 'trimmed', instructions: readFileSync(path, 'utf8').trim() });

// What goes besides blanks, the file still has.
export const cut = new Agent({ name: 'cut', instructions: readFileSync(path, 'utf8').slice(7) });
export const part = new Agent({ name: 'part', instructions: readFileSync(path, 'utf8').split('\n\n')[1] });
export const upper = new Agent({ name: 'upper', instructions: text.toUpperCase() });
export const later = new Agent({ name: 'later', instructions: text.substring(0, 6) });
export const lines = new Agent({ name: 'lines', instructions: text.split('\n').slice(2).join('\n') });
