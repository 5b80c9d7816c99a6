import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plantedInspector } from '../../planted-inspector.ts';
import { collectFolder } from '../../replay-case.ts';
import { configuration } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'precedence-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('lets a system correct the environment of its account, however many accounts are listed', async () => {
  const accounts = Array.from(
    { length: 2_500 },
    (_, i) => `  - { id: '${String(100_000_000_000 + i)}', environment: development }`,
  );
  const system = 'systems:\n  - { name: s, environment: production, code: [a/**] }';
  writeFileSync(join(folder, 'sightline.config.yaml'), `accounts:\n${accounts.join('\n')}\n${system}\n`);
  const { facts } = await collectFolder(configuration, folder, plantedInspector);
  const environments = facts.flatMap((fact) =>
    fact.fact === 'assignment' && 'attribute' in fact.assign ? [fact] : [],
  );
  const [strongest] = environments.sort((a, b) => b.precedence - a.precedence);
  expect(environments).toHaveLength(2_501);
  expect(strongest?.assign).toEqual({ attribute: 'environment', value: 'production' });
});
