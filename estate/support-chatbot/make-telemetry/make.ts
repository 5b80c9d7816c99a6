/** Remakes telemetry/: `npm ci --ignore-scripts && npm run make` in this folder. Needs nothing but the npm registry. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';

import { TELEMETRY } from './otlp.ts';

const PARTS = [['chatbot-day.ts', 'legacy'], ['chatbot-day.ts', 'current'], ['ticket-summary.ts']] as const;

for (const file of readdirSync(TELEMETRY)) {
  if (/^(otlp-.*|cloudtrail-\d+)\.(json|pb)$/.test(file)) rmSync(new URL(file, TELEMETRY));
}
// One process a part: telemetry is registered once for all in a process, and the two forms must not mix.
for (const part of PARTS) {
  const { status } = spawnSync(process.execPath, part, { cwd: import.meta.dirname, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
