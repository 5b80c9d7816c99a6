import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSource } from './source.ts';

const ROOT = join(import.meta.dirname, '../..');
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'new-source-'));
  for (const name of [
    'src',
    'tests',
    'tools',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
    '.prettierrc.json',
  ]) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => {
  rmSync(copy, { recursive: true });
});

function inCopy(program: string, ...args: readonly string[]): { status: number | null; said: string } {
  const run = spawnSync('node', [join('node_modules', program), ...args], { cwd: copy, encoding: 'utf8' });
  return { status: run.status, said: `${run.stdout}${run.stderr}` };
}

describe('npm run new source', () => {
  it('makes a folder that is listed and passes conformance, types and format as it stands', () => {
    expect(newSource(copy, 'crew-config')).toMatchObject({ ok: true });
    const tests = inCopy(
      'vitest/vitest.mjs',
      'run',
      '--reporter=verbose',
      'src/collect/conformance.test.ts',
      '-t',
      'crew-config|list of sources',
    );
    expect(tests.said).toContain('crew-config/one-agent');
    expect(tests.status, tests.said).toBe(0);
    const types = inCopy('typescript-native/bin/tsc', '--noEmit', '-p', 'tsconfig.json');
    expect(types.status, types.said).toBe(0);
    const format = inCopy(
      'prettier/bin/prettier.cjs',
      '--check',
      'src/collect/sources/crew-config/*.{ts,md}',
      'src/collect/source-list.ts',
    );
    expect(format.status, format.said).toBe(0);
  });

  it.each([
    { why: 'it is there already', name: 'mcp-config' },
    { why: 'the name leads elsewhere', name: '../x' },
    { why: 'there is no name', name: '' },
  ])('refuses where $why', ({ name }) => {
    expect(newSource(copy, name).ok).toBe(false);
  });
});
