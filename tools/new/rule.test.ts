import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContent } from '../check/content.ts';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';
import { newRule } from './rule.ts';

const ID = 'SL-TOL-999';
let copy: RepositoryCopy;

beforeAll(() => {
  copy = copyRepository('content');
});
afterAll(() => {
  copy.remove();
});

describe('npm run new rule', () => {
  it('makes a folder that passes its cases, the content check and the format as it stands', async () => {
    expect(await checkContent(join(copy.folder, 'content'))).toEqual([]);
    expect(newRule(copy.folder, 'tol', ID)).toMatchObject({ ok: true });
    expect(await checkContent(join(copy.folder, 'content'))).toEqual([]);
    const cases = copy.run(
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
    const format = copy.run(
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
    expect(newRule(copy.folder, family, id).ok).toBe(false);
  });
});
