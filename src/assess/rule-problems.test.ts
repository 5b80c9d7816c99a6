import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ruleErrors } from './rule-errors.ts';
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

  const tools = { edge: 'calls-tool', direction: 'in' };
  const list = { edge: 'calls-tool' };
  it.each([
    {
      why: 'a predicate that is none',
      defect: { predicate: 'is-magic' },
      said: 'no predicate is called is-magic',
    },
    {
      why: 'a name that every object has',
      defect: { predicate: 'constructor' },
      said: 'no predicate is called constructor',
    },
    {
      why: 'an attribute that the kind does not have',
      defect: { attribute: 'colour', is: 'red' },
      said: 'tool has no attribute colour',
    },
    {
      why: 'an attribute of which nothing is asked, so that the rule could never fire',
      defect: { attribute: 'executesIn' },
      said: 'nothing is asked of executesIn',
    },
    {
      why: 'an attribute that the other end does not have, however deep it stands',
      defect: {
        anyOf: [
          { attribute: 'executesIn', is: 'sandbox' },
          {
            count: {
              ...tools,
              other: { kinds: 'agent', where: [{ attribute: 'colour', is: 'red' }] },
              atLeast: 1,
              within: list,
            },
          },
        ],
      },
      said: 'agent has no attribute colour',
    },
    {
      why: 'a parameter that is not declared',
      defect: { attribute: 'executesIn', in: '$places' },
      said: 'parameter $places is not declared',
    },
    {
      why: 'an edge that never joins these kinds',
      defect: { count: { edge: 'runs-as', other: { kinds: 'human' }, atLeast: 1, within: list } },
      said: 'no legal edge runs-as joins these kinds',
    },
    {
      why: 'a count without a bound',
      defect: { count: { ...tools, within: list } },
      said: 'count needs atLeast or atMost',
    },
    {
      why: 'a count for which no mark is named',
      defect: { count: { ...tools, atLeast: 1, within: {} } },
      said: 'within names neither a kind nor an edge',
    },
    {
      why: 'an absence for which no mark is named',
      defect: { lacks: { ...tools, within: {} } },
      said: 'within names neither a kind nor an edge',
    },
    {
      why: 'an absence at run time for which any moment would do',
      defect: { lacks: { ...tools, plane: 'observed', within: list } },
      said: 'within needs watchedHours',
    },
    {
      why: 'hours of a plane that does not watch',
      defect: { lacks: { ...tools, plane: 'declared', within: { ...list, watchedHours: 24 } } },
      said: 'watchedHours are counted on plane observed alone',
    },
    {
      why: 'granted access where stored edges are counted',
      defect: { count: { edge: 'can-read', plane: 'granted', atLeast: 1, within: list } },
      said: 'granted can-read is computed and never stored',
    },
    {
      why: 'a difference of a plane from itself',
      defect: { differs: { edges: ['executes-on'], on: 'declared', notOn: 'declared' } },
      said: 'nothing is on plane declared and not on it',
    },
    {
      why: 'what was never seen without a window',
      defect: { differs: { edges: ['executes-on'], on: 'declared', notOn: 'observed' } },
      said: 'watchedHours goes with notOn observed',
    },
    {
      why: 'granted access asked of what it leads to',
      defect: { differs: { edges: ['can-invoke'], direction: 'in', on: 'granted', notOn: 'declared' } },
      said: 'granted access is asked of the identity that has it',
    },
  ])('names $why', ({ defect, said }) => {
    expect(problemsOf(Rule.parse({ ...SOUND, defect: [defect] })).join('\n')).toContain(said);
  });
});

/** What a reader of the file is told, at which place. */
function errorsOf(change: object): readonly string[] {
  const read = Rule.safeParse({ ...SOUND, ...change });
  return read.success ? [] : ruleErrors(read.error);
}

describe('a misspelt key is an error that names it', () => {
  const list = { edge: 'calls-tool', direction: 'in' };
  const nested = { kinds: 'agent', where: [{ attribute: 'framework', iss: 'x' }] };
  it.each<{ where: string; change: object; said: string }>([
    { where: 'of the rule', change: { severty: 'high' }, said: 'the rule: Unrecognized key: "severty"' },
    {
      where: 'of find',
      change: { find: { kinds: 'tool', were: [] } },
      said: 'find: Unrecognized key: "were"',
    },
    {
      where: 'of an attribute condition',
      change: { defect: [{ attribute: 'executesIn', iss: 'sandbox' }] },
      said: 'defect.0: Unrecognized key: "iss"',
    },
    {
      where: 'of a condition in find',
      change: { find: { kinds: 'tool', where: [{ predicate: 'runs-an-ai-asset', nott: true }] } },
      said: 'find.where.0: Unrecognized key: "nott"',
    },
    {
      where: 'of count',
      change: { defect: [{ count: { ...list, atleast: 1 } }] },
      said: 'defect.0.count: Unrecognized key: "atleast"',
    },
    {
      where: 'of lacks',
      change: { defect: [{ lacks: { ...list, withn: { edge: 'calls-tool' } } }] },
      said: 'defect.0.lacks: Unrecognized key: "withn"',
    },
    {
      where: 'that a count should have, since fewer that were seen are not known to be fewer',
      change: { defect: [{ count: { ...list, atLeast: 2 } }] },
      said: 'defect.0.count.within: Invalid input: expected object, received undefined',
    },
    {
      where: 'of differs',
      change: { defect: [{ differs: { edges: ['calls-tool'], on: 'observed', noton: 'declared' } }] },
      said: 'defect.0.differs: Unrecognized key: "noton"',
    },
    {
      where: 'of the other end, in its own conditions',
      change: { defect: [{ count: { ...list, other: nested, atLeast: 1, within: list } }] },
      said: 'defect.0.count.other.where.0: Unrecognized key: "iss"',
    },
    {
      where: 'of a leg',
      change: { defect: [{ reaches: { legs: [{ name: 'x', verbs: ['read'], mode: ['deputy'] }] } }] },
      said: 'defect.0.reaches.legs.0: Unrecognized key: "mode"',
    },
    {
      where: 'of an option of anyOf',
      change: { defect: [{ anyOf: [{ onPlane: 'observed', sen: true }, { predicate: 'approved-for' }] }] },
      said: 'defect.0.anyOf.0: Unrecognized key: "sen"',
    },
    {
      where: 'that should name the condition',
      change: { defect: [{ lack: list }] },
      said: 'defect.0: a condition begins with one of attribute, onPlane',
    },
  ])('$where', ({ change, said }) => {
    expect(errorsOf(change).join('\n')).toContain(said);
  });

  it('and a rule that never says what is wrong is none', () => {
    expect(errorsOf({ defect: undefined }).join('\n')).toContain('defect');
    expect(errorsOf({ defect: [] }).join('\n')).toContain('defect');
  });
});
