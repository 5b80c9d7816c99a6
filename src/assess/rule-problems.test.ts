import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { problemsOf } from './rule-problems.ts';
import { Rule } from './rule-schema.ts';

const SOUND = parse(readFileSync('content/rules/tol/SL-TOL-012/rule.yaml', 'utf8')) as Record<
  string,
  unknown
>;

describe('problemsOf', () => {
  it('finds nothing in a sound rule', () => {
    expect(problemsOf(Rule.parse(SOUND))).toEqual([]);
  });

  it.each([
    {
      why: 'a predicate that is none',
      change: { predicate: 'is-magic' },
      said: 'no predicate is called is-magic',
    },
    {
      why: 'a name that every object has',
      change: { predicate: 'constructor' },
      said: 'no predicate is called constructor',
    },
    {
      why: 'an attribute that the kind does not have',
      change: { where: [{ attribute: 'colour', is: 'red' }] },
      said: 'tool has no attribute colour',
    },
    {
      why: 'a parameter that is not declared',
      change: { where: [{ attribute: 'executesIn', in: '$places' }] },
      said: 'parameter $places is not declared',
    },
    {
      why: 'an edge that never joins these kinds',
      change: { count: { edge: 'runs-as', other: { kinds: 'human' }, atLeast: 1 } },
      said: 'no legal edge runs-as joins these kinds',
    },
    { why: 'nothing that would be wrong', change: { where: undefined }, said: 'it never says what is wrong' },
  ])('names $why', ({ change, said }) => {
    expect(problemsOf(Rule.parse({ ...SOUND, ...change })).join('\n')).toContain(said);
  });

  it('refuses a key that is misspelt', () => {
    expect(Rule.safeParse({ ...SOUND, severty: 'high' }).success).toBe(false);
  });
});
