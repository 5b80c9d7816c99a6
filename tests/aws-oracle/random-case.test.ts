import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AwsCase, AwsCasePolicies } from './aws-case.ts';
import { evaluateAwsCase } from './evaluate.ts';
import { awsCases, randomAwsCases } from './random-case.ts';

const COUNT = 6_000;
const cases = randomAwsCases(20261121, COUNT);
const decisions = cases.map((c) => evaluateAwsCase(c));

describe('randomAwsCases', () => {
  it('draws the same cases for the same seed, others for another', () => {
    expect(randomAwsCases(7, 50)).toEqual(randomAwsCases(7, 50));
    expect(randomAwsCases(7, 50)).not.toEqual(randomAwsCases(8, 50));
  });

  it.each(['allow', 'explicit-deny', 'implicit-deny'] as const)(
    'draws %s at least one time in six',
    (decision) => {
      const share = decisions.filter((decided) => decided.decision === decision).length / COUNT;
      expect(share).toBeGreaterThan(1 / 6);
    },
  );

  it('lets every rule of the evaluator decide at least thirty times', () => {
    const counts = new Map<string, number>();
    for (const { rule } of decisions) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    expect(counts.size).toBe(22);
    expect([...counts].filter(([, count]) => count < 30)).toEqual([]);
  });
});

const ALLOW_ALL = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const SILENT = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'cloudwatch:*', Resource: '*' },
};
const DENY_ALL = { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } };

/** What a change to the policies may never do, whatever the case. */
describe('evaluateAwsCase, over random cases', () => {
  it.each<{
    change: string;
    never: 'adds' | 'removes';
    apply: (policies: AwsCasePolicies) => AwsCasePolicies;
  }>([
    {
      change: 'a policy that denies everything',
      never: 'adds',
      apply: (p) => ({ ...p, identity: [...p.identity, DENY_ALL] }),
    },
    {
      change: 'another level of SCPs',
      never: 'adds',
      apply: (p) => ({ ...p, scps: [...p.scps, [ALLOW_ALL]] }),
    },
    {
      change: 'a boundary that is silent',
      never: 'adds',
      apply: (p) => (p.boundary === null ? { ...p, boundary: SILENT } : p),
    },
    {
      change: 'a policy that allows everything',
      never: 'removes',
      apply: (p) => ({ ...p, identity: [...p.identity, ALLOW_ALL] }),
    },
    { change: 'taking the boundary away', never: 'removes', apply: (p) => ({ ...p, boundary: null }) },
    { change: 'taking the session policy away', never: 'removes', apply: (p) => ({ ...p, session: null }) },
    { change: 'taking SCPs and RCPs away', never: 'removes', apply: (p) => ({ ...p, scps: [], rcps: [] }) },
  ])('$change never $never access', ({ never, apply }) => {
    const wrong = cases.slice(0, 2_000).filter((c) => {
      const [before, after] = [allows(c), allows({ ...c, policies: apply(c.policies) })];
      return never === 'adds' ? !before && after : before && !after;
    });
    expect(wrong).toEqual([]);
  });

  it('takes the action in any case', () => {
    const sameInCapitals = fc.property(awsCases(), (c) => {
      expect(evaluateAwsCase({ ...c, action: c.action.toUpperCase() })).toEqual(evaluateAwsCase(c));
    });
    fc.assert(sameInCapitals, { seed: 20261121, numRuns: 500 });
  });
});

function allows(c: AwsCase): boolean {
  return evaluateAwsCase(c).decision === 'allow';
}
