import { describe, expect, it } from 'vitest';
import { buildGraph, type GraphView } from '#graph';
import { assess, batchOf, Rule, RuleCase, type Assessment } from '#assess';
import { repairPlan } from './repair-plan.ts';

const TEXTS = {
  severity: 'critical',
  why: 'A rule that is easy to satisfy, so that the plan alone is tested.',
  fix: 'Take the tool away, or put it behind a list of hosts.',
  clears: 'The tool is gone from the code of the agent.',
  message: '{kind} {name}: {detail}',
  sources: ['https://example.com/'],
} as const;

/** One rule that is proven by one leg, one that joins two, and two that speak of a tool as a whole. */
const RULES = [
  {
    ...TEXTS,
    id: 'SL-TST-001',
    title: 'An agent can send data to any host',
    find: { kinds: 'agent' },
    defect: [
      {
        reaches: {
          legs: [{ name: 'out', verbs: ['egress'], modes: ['deputy'], to: { kinds: 'internet' } }],
        },
      },
    ],
  },
  {
    ...TEXTS,
    id: 'SL-TST-002',
    title: 'A tool runs in its program',
    find: { kinds: 'tool' },
    defect: [{ attribute: 'executesIn', is: 'in-process' }],
  },
  {
    ...TEXTS,
    id: 'SL-TST-003',
    title: 'A tool takes any argument',
    find: { kinds: 'tool' },
    defect: [{ attribute: 'latitude', is: 'parameterised' }],
  },
].map((one) => Rule.parse(one));

const NODES = {
  a: { id: 'agent:case/a.py#a', kind: 'agent', name: 'a' },
  b: { id: 'agent:case/b.py#b', kind: 'agent', name: 'b' },
  fetch: {
    id: 'tool:case/a.py#fetch',
    kind: 'tool',
    name: 'fetch',
    attributes: { egress: 'any', latitude: 'fixed' },
  },
  post: {
    id: 'tool:case/a.py#post',
    kind: 'tool',
    name: 'post',
    attributes: { egress: 'any', latitude: 'fixed' },
  },
  eval: {
    id: 'tool:case/a.py#eval',
    kind: 'tool',
    name: 'eval',
    attributes: { executesIn: 'in-process', latitude: 'parameterised' },
  },
  web: { id: 'internet:internet', kind: 'internet', name: 'internet' },
  team: { id: 'group:case/team', kind: 'group', name: 'team' },
} as const;

type Name = keyof typeof NODES;

function assessed(nodes: readonly Name[], edges: readonly (readonly [Name, string, Name])[]): string[] {
  const parsed = RuleCase.parse({
    why: 'a world to mend',
    nodes: nodes.map((name) => NODES[name]),
    edges: edges.map(([from, edge, to]) => ({ from: NODES[from].id, edge, to: NODES[to].id })),
    // Of agent a it is known what it calls; of b it is not, so that a question about it stays open.
    complete: [{ edge: 'calls-tool', scope: `node:${NODES.a.id}` }],
    expect: [{ asset: 'x' }],
  });
  const { view } = buildGraph([batchOf(parsed)]);
  const assessment = assess({ view, rules: RULES, frameworks: [], now: '2026-11-21T00:00:00Z', params: {} });
  return told(assessment, view);
}

function told(assessment: Assessment, view: GraphView): string[] {
  const name = (id: string): string => view.node(id)?.name ?? id;
  return repairPlan(assessment, view).repairs.map(({ change, holders, settles, opens, shrinks }) => {
    const what =
      change.kind === 'edge'
        ? `${name(change.edge.from)} ${change.edge.edge}`
        : change.kind === 'asset'
          ? change.asset.name
          : change.policy;
    const list = (of: typeof settles): string => of.map((one) => `${name(one.asset)}`).join('+') || 'nothing';
    const open = opens.length === 0 ? '' : `, leaves a question of ${list(opens)}`;
    return `${what} (${holders.join(', ') || 'nobody'}) settles ${list(settles)}${open}, shrinks ${list(shrinks)}`;
  });
}

describe('repairPlan', () => {
  it.each<{
    why: string;
    nodes: readonly Name[];
    edges: readonly (readonly [Name, string, Name])[];
    plan: readonly string[];
  }>([
    { why: 'is empty where nothing fires', nodes: ['web'], edges: [], plan: [] },
    {
      why: 'is empty where each finding has a cause of its own',
      nodes: ['a', 'fetch', 'web'],
      edges: [
        ['a', 'calls-tool', 'fetch'],
        ['fetch', 'egresses-to', 'web'],
      ],
      plan: [],
    },
    {
      why: 'joins findings of two agents that share one edge, and names who holds the edge',
      nodes: ['a', 'b', 'fetch', 'web', 'team'],
      edges: [
        ['a', 'calls-tool', 'fetch'],
        ['b', 'calls-tool', 'fetch'],
        ['fetch', 'egresses-to', 'web'],
        ['fetch', 'owned-by', 'team'],
      ],
      plan: ['fetch egresses-to (team) settles a, leaves a question of b, shrinks nothing'],
    },
    {
      why: 'does not call an agent settled that has a second way out, which its finding does not show',
      nodes: ['a', 'b', 'fetch', 'post', 'web'],
      edges: [
        ['a', 'calls-tool', 'fetch'],
        ['b', 'calls-tool', 'fetch'],
        ['b', 'calls-tool', 'post'],
        ['fetch', 'egresses-to', 'web'],
        ['post', 'egresses-to', 'web'],
      ],
      plan: ['fetch egresses-to (nobody) settles a, shrinks b'],
    },
    {
      why: 'joins two findings that speak of one asset',
      nodes: ['eval', 'team'],
      edges: [['eval', 'owned-by', 'team']],
      plan: ['eval (team) settles eval+eval, shrinks nothing'],
    },
  ])('$why', ({ nodes, edges, plan }) => {
    expect(assessed(nodes, edges)).toEqual(plan);
  });
});
