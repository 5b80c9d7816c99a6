import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContent } from '../check/content.ts';
import { newRule } from './rule.ts';

const ROOT = join(import.meta.dirname, '../..');
const ID = 'SL-TOL-999';
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'new-rule-'));
  for (const name of [
    'src',
    'tests',
    'content',
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

describe('npm run new rule', () => {
  it('makes a folder that passes its cases, the content check and the format as it stands', () => {
    expect(checkContent(join(copy, 'content'))).toEqual([]);
    expect(newRule(copy, 'tol', ID)).toMatchObject({ ok: true });
    expect(checkContent(join(copy, 'content'))).toEqual([]);
    const cases = inCopy(
      'vitest/vitest.mjs',
      'run',
      '--reporter=verbose',
      'tests/rule-cases.test.ts',
      '-t',
      ID,
    );
    expect(cases.status, cases.said).toBe(0);
    for (const file of ['fires-acts-alone', 'quiet-asks-first', 'unsure-autonomy-not-seen'])
      expect(cases.said).toMatch(new RegExp(`✓.*${ID}.*${file}`));
    const format = inCopy(
      'prettier/bin/prettier.cjs',
      '--check',
      `content/rules/tol/${ID}`,
      'content/frameworks',
    );
    expect(format.status, format.said).toBe(0);
  });

  it.each([
    { why: 'it is there already', family: 'tol', id: 'SL-TOL-001' },
    { why: 'the id is of another family', family: 'iam', id: 'SL-TOL-998' },
    { why: 'the family leads elsewhere', family: '../tol', id: 'SL-TOL-998' },
    { why: 'there is no id', family: 'tol', id: '' },
  ])('refuses where $why', ({ family, id }) => {
    expect(newRule(copy, family, id).ok).toBe(false);
  });
});
