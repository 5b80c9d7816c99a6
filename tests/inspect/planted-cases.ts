import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createInspector, type Inspector } from '#inspect';
import { loadDetectorFiles } from '../../src/cli/detector-files.ts';
import { packageRoot } from '../../src/cli/package-root.ts';

interface PlantedCase {
  readonly detector: string;
  readonly why: string;
  readonly text: string;
  readonly secret: string;
}

/** Every text that a detector must match, with the planted secret in it. */
export const plantedCases: readonly PlantedCase[] = loadDetectorFiles().flatMap(({ id }) => {
  const path = join(packageRoot(), 'content', 'detectors', id, 'cases', 'match.yaml');
  const rows = parse(readFileSync(path, 'utf8')) as { why: string; text: string; secret?: string }[];
  return rows.map(({ why, text, secret }) => ({ detector: id, why, text, secret: secret ?? text }));
});

export function fingerprint(secret: string): string {
  return createHmac('sha256', 'a key for the tests').update(secret).digest('hex');
}

export function openInspector(decode = true): Inspector {
  return createInspector({ detectors: loadDetectorFiles(), fingerprint, decode });
}
