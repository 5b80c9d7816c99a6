import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-unsettled-'));
  mkdirSync(join(folder, 'tree'));
  writeFileSync(join(folder, 'tree/desk.py'), 'from openai import OpenAI\nclient = OpenAI()\n');
  // Nothing holds the process then, so that it ends by itself: the parser's WebAssembly is never there.
  writeFileSync(
    join(folder, 'never.cjs'),
    'WebAssembly.instantiate = WebAssembly.compile = () => new Promise(() => {});\n',
  );
  writeFileSync(join(folder, 'nothing.cjs'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

function scanWith(preloaded: string) {
  const args = ['--require', join(folder, preloaded), '--import', 'tsx', 'src/cli/main.ts'];
  return spawnSync('node', [...args, 'scan', join(folder, 'tree')], {
    encoding: 'utf8',
    env: { ...process.env, XDG_STATE_HOME: folder, NO_COLOR: '1' },
    // One that is held would otherwise wait with it.
    timeout: 50_000,
  });
}

describe('a run whose promise never settles', () => {
  it('ends with 4, since it has printed nothing', () => {
    expect(scanWith('never.cjs')).toMatchObject({ status: 4, stdout: '', stderr: '' });
  });

  it('is told from one that ends', () => {
    expect(scanWith('nothing.cjs')).toMatchObject({ status: 0, stderr: '' });
  });
});
