import { describe, expect, it } from 'vitest';
import { measurePattern } from './pattern-lint.ts';

describe('measurePattern', () => {
  it.each([
    ['a+', 'has no upper bound'],
    ['a*?', 'has no upper bound'],
    ['a{3,}', 'has no upper bound'],
    ['(?:a{1,3}){1,3}', 'varies in length'],
    ['(?:a|ab){2}', 'varies in length'],
    ['(?:x(?:a?b)){0,9}', 'varies in length'],
    ['(a)\\1', 'a back reference'],
    ['(?<q>a)\\k<q>', 'a back reference'],
    ['(?<=a{20})b', 'looks back more than 8'],
    ['a{20000}', 'may match more than 16000'],
    ['(', 'does not compile'],
  ])('refuses %s', (pattern, problem) => {
    expect(measurePattern(pattern).problems.join()).toContain(problem);
  });

  it.each([
    ['abc', 3, 0],
    ['a{2,5}', 5, 0],
    ['(?:ab|c){3}d', null, 0],
    ['(?:ab|cd){3}e', 7, 0],
    ['[a-z\\]x]{4}\\.\\d', 6, 0],
    ['(?<![A-Z])ab(?=[xy]{2})', 4, 1],
    ['(?<secret>\\x41\\u0042)\\b$', 2, 0],
    ['a{,3}', 5, 0],
  ])('measures %s', (pattern, maxLength, maxLookbehind) => {
    const measured = measurePattern(pattern);
    if (maxLength === null) expect(measured.problems).not.toEqual([]);
    else expect(measured).toEqual({ maxLength, maxLookbehind, problems: [] });
  });
});
