import { readFileSync } from 'node:fs';

export function settings() {
  return JSON.parse(readFileSync('settings.json', 'utf8'));
}
