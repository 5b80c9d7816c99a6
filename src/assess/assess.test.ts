import { describe, expect, it } from 'vitest';
import { buildGraph } from '#graph';
import { assess, type Assessment } from './assess.ts';
import { batchOf, RuleCase } from './rule-case.ts';
import { Rule } from './rule-schema.ts';

const AGENT = 'agent:case/a.ts#a';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:f';

function rule(severity: Rule['severity']): Rule {
  return Rule.parse({
    id: 'SL-TST-001',
    title: 'An agent that acts alone, for a test',
    severity,
    why: 'A rule that is easy to satisfy, so that the ranking alone is tested.',
    fix: 'There is nothing to fix in a test of the ranking.',
    clears: 'Nothing clears in a test.',
    message: 'agent {name} acts alone',
    sources: ['https://example.com/'],
    find: { kinds: 'agent' },
    defect: [{ attribute: 'autonomy', is: 'acts-alone' }],
  });
}

interface World {
  readonly attributes?: Record<string, unknown>;
  readonly exposed?: boolean;
  readonly second?: Record<string, unknown>;
}

function assessed(
  severity: Rule['severity'],
  { attributes = { autonomy: 'acts-alone' }, exposed = false, second }: World,
): Assessment {
  const world = RuleCase.parse({
    why: 'a world for the ranking',
    nodes: [
      { id: AGENT, kind: 'agent', name: 'a', attributes },
      ...(second === undefined
        ? []
        : [{ id: 'agent:case/b.ts#b', kind: 'agent', name: 'b', attributes: second }]),
      { id: FUNCTION, kind: 'function', name: 'f', planes: ['granted'] },
      { id: 'internet:internet', kind: 'internet', name: 'internet' },
    ],
    edges: [
      { from: AGENT, edge: 'deployed-as', to: FUNCTION, rung: 2 },
      ...(exposed ? [{ from: 'internet:internet', edge: 'exposes', to: FUNCTION }] : []),
    ],
    expect: [{ asset: AGENT }],
  });
  const { view } = buildGraph([batchOf(world)]);
  return assess({ view, rules: [rule(severity)], frameworks: [], now: world.now, params: {} });
}

it('shows a place once, however many conditions rest on it', () => {
  const node = { id: AGENT, kind: 'agent', name: 'a', attributes: { autonomy: 'acts-alone' } };
  const world = RuleCase.parse({ why: 'one line, read twice', nodes: [node], expect: [{ asset: AGENT }] });
  const twice = Rule.parse({
    ...rule('low'),
    defect: [
      { attribute: 'autonomy', is: 'acts-alone' },
      { attribute: 'autonomy', in: ['acts-alone', 'unbounded'] },
    ],
  });
  const { view } = buildGraph([batchOf(world)]);
  const { findings } = assess({ view, rules: [twice], frameworks: [], now: world.now, params: {} });
  expect(findings.map(({ evidence }) => evidence.length)).toEqual([1]);
});

describe('priority', () => {
  it.each<{ why: string; severity: Rule['severity']; world: World; outcome: string }>([
    {
      why: 'a critical finding on what the internet reaches',
      severity: 'critical',
      world: { exposed: true },
      outcome: 'fix-now',
    },
    { why: 'a critical finding inside', severity: 'critical', world: {}, outcome: 'plan' },
    { why: 'a high finding inside', severity: 'high', world: {}, outcome: 'plan' },
    { why: 'a medium finding inside', severity: 'medium', world: {}, outcome: 'watch' },
    { why: 'a low finding inside', severity: 'low', world: {}, outcome: 'accept' },
  ])('says $outcome for $why', ({ severity, world, outcome }) => {
    expect(assessed(severity, world).findings[0]?.priority?.outcome).toBe(outcome);
  });

  it('shows the five facts, each with its reason, and what would lower it', () => {
    const priority = assessed('critical', { exposed: true }).findings[0]?.priority;
    expect(priority?.branch.map((one) => one.fact)).toEqual([
      'exposure',
      'reach',
      'data',
      'exploit',
      'containment',
    ]);
    expect(priority?.branch[0]).toEqual({
      fact: 'exposure',
      value: 'public',
      because: 'the internet reaches f',
    });
    expect(priority?.lowers).toBe('putting a person or a sandbox in front of it');
  });

  it('ranks nothing that it cannot tell', () => {
    const [finding] = assessed('critical', { attributes: {} }).findings;
    expect(finding).toMatchObject({ verdict: 'cannot-tell', priority: null });
    expect(finding?.missing[0]).toMatchObject({ kind: 'code', at: AGENT });
    expect(finding?.missing[0]?.what).toContain('autonomy');
  });
});

describe('posture', () => {
  const passes = { autonomy: 'asks-first' };
  it.each<{ why: string; severity: Rule['severity']; world: World; score: number | null; coverage: number }>([
    { why: 'everything passes', severity: 'high', world: { attributes: passes }, score: 100, coverage: 100 },
    { why: 'one of two assets fails', severity: 'high', world: { second: passes }, score: 50, coverage: 100 },
    {
      why: 'half could not be answered, below the floor',
      severity: 'high',
      world: { second: {} },
      score: null,
      coverage: 50,
    },
    {
      why: 'criticality weighs the failing asset up',
      severity: 'high',
      world: {
        attributes: { autonomy: 'acts-alone', criticality: 'critical' },
        second: { ...passes, criticality: 'low' },
      },
      score: 20,
      coverage: 100,
    },
    {
      why: 'nothing applies',
      severity: 'high',
      world: { attributes: passes, second: passes },
      score: 100,
      coverage: 100,
    },
  ])('is $score with $coverage % coverage where $why', ({ severity, world, score, coverage }) => {
    const { posture, coveragePercent } = assessed(severity, world);
    expect([posture, coveragePercent]).toEqual([score, coverage]);
  });

  it.each<{ why: string; severity: Rule['severity']; world: World; range: readonly number[] }>([
    { why: 'everything passes', severity: 'high', world: { attributes: passes }, range: [100, 100, 1, 0, 0] },
    {
      why: 'one of two assets is open',
      severity: 'high',
      world: { attributes: passes, second: {} },
      range: [50, 100, 1, 0, 1],
    },
    { why: 'one fails and one is open', severity: 'high', world: { second: {} }, range: [0, 50, 0, 1, 1] },
    {
      why: 'a critical question is open, which may cap as a failure does',
      severity: 'critical',
      world: { attributes: {} },
      range: [0, 100, 0, 0, 1],
    },
  ])(
    'lies between, with what passed, failed and is open, $range where $why',
    ({ severity, world, range }) => {
      const { postureRange } = assessed(severity, world);
      const { worst, best, passed, failed, open } = postureRange ?? {};
      expect([worst, best, passed, failed, open]).toEqual(range);
    },
  );

  it('is not computed where no rule applies, and exposure is not where nothing is sensitive', () => {
    const { view } = buildGraph([]);
    const nothing = assess({
      view,
      rules: [rule('high')],
      frameworks: [],
      now: '2026-11-21T00:00:00Z',
      params: {},
    });
    expect(nothing).toMatchObject({
      posture: null,
      postureRange: null,
      exposure: null,
      findings: [],
    });
  });
});
