import { describe, expect, it } from 'vitest';
import { assess, batchOf, registerDoubts, RuleCase } from '#assess';
import { buildGraph } from '#graph';
import { nodeFact } from '#model';
import { lineOfSight } from '#present';
import { accessOf } from '../src/cli/access-port.ts';
import { loadCases, loadRules } from '../src/cli/content.ts';

const FOLDER = 'content/rules/dat/SL-DAT-001';
const NOW = '2026-11-22T10:00:00Z';
const AGENT = 'agent:case/a.ts#a';

/** The world of a case, with the attributes of its approval in place of the case's own. */
function worldWith(approval: Record<string, unknown>): RuleCase {
  const found = loadCases(FOLDER).find(({ file }) => file === 'fires-approval-expired.yaml');
  if (found === undefined) throw new Error('the case is gone');
  const { parsed } = found;
  const nodes = parsed.nodes.map((node) =>
    node.kind === 'approval' ? { ...node, attributes: approval } : node,
  );
  return { ...parsed, now: NOW, nodes };
}

describe('an approval of reading a store', () => {
  it.each([
    {
      why: 'that has ended',
      approval: { stores: ['records'], approvedAt: '2025-01-01', expiresAt: '2026-06-19' },
      says: 'agent a can read (approved until 2026-06-19, lapsed) records, unapproved',
      sight: { approved: [], lapsed: ['2026-06-19'] },
    },
    {
      why: 'that begins later',
      approval: { stores: ['records'], approvedAt: '2027-01-01', expiresAt: null },
      says: 'agent a can read (approved from 2027-01-01 on, not yet) records, unapproved',
      sight: { approved: [], lapsed: [] },
    },
    {
      why: 'of another store',
      approval: { stores: ['other'], approvedAt: '2026-01-01', expiresAt: null },
      says: 'agent a can read records, unapproved',
      sight: { approved: [], lapsed: [] },
    },
    {
      why: 'that ends today and names it by a glob',
      approval: { stores: ['rec*'], verbs: ['read'], approvedAt: '2026-11-22', expiresAt: '2026-11-22' },
      says: undefined,
      sight: { approved: ['read'], lapsed: [] },
    },
  ])('$why is told as it stands today', ({ approval, says, sight }) => {
    const { view } = buildGraph([batchOf(worldWith(approval))], { access: accessOf(NOW) });
    const rules = loadRules('content/rules').rules.flatMap(({ rule }) =>
      rule.id === 'SL-DAT-001' ? [rule] : [],
    );
    const { findings } = assess({ view, rules, frameworks: [], now: NOW, params: {} });
    expect(findings.find(({ verdict }) => verdict === 'fires')?.message).toBe(says);
    const agent = view.node(AGENT);
    if (agent === null) throw new Error('the case has its agent');
    expect(lineOfSight(agent, view, NOW).sights.find(({ asset }) => asset.name === 'records')).toMatchObject(
      sight,
    );
  });
});

it.each([
  { why: 'verbs of which sources disagree', attribute: 'verbs', other: ['write'] },
  { why: 'a last day of which sources disagree', attribute: 'expiresAt', other: '2028-01-01' },
  { why: 'verbs that nobody gave', attribute: 'verbs', other: undefined },
  { why: 'a last day that nobody gave', attribute: 'expiresAt', other: undefined },
])('neither approves nor finds anything by an approval with $why', ({ attribute, other }) => {
  const said: Record<string, unknown> = {
    ...{ stores: ['records'], verbs: ['read'], approvedAt: '2026-01-01', expiresAt: '2027-01-01' },
  };
  const first = other === undefined ? { ...said, [attribute]: undefined } : said;
  const batch = batchOf(worldWith(JSON.parse(JSON.stringify(first)) as Record<string, unknown>));
  const second = batch.facts.flatMap((fact) =>
    fact.fact !== 'node' || fact.kind !== 'approval' || other === undefined
      ? []
      : [
          nodeFact({
            ...{ id: fact.id, kind: 'approval', name: fact.name, attributes: { [attribute]: other } },
            evidence: fact.evidence.map((one) => ({ ...one, source: 'another' })),
          }),
        ],
  );
  const { view } = buildGraph([batch, { facts: second, coverage: [] }], { access: accessOf(NOW) });
  const rules = loadRules('content/rules').rules.flatMap(({ rule }) =>
    rule.id === 'SL-DAT-001' ? [rule] : [],
  );
  const { findings } = assess({ view, rules, frameworks: [], now: NOW, params: {} });
  expect(findings.map(({ verdict }) => verdict)).toEqual(['cannot-tell']);
  expect(findings[0]?.missing.map(({ what }) => what).join()).toContain(attribute);
  const agent = view.node(AGENT);
  if (agent === null) throw new Error('the case has its agent');
  expect(
    lineOfSight(agent, view, NOW).sights.find(({ asset }) => asset.name === 'records')?.approved,
  ).toEqual([]);
});

it('tells what registers say of nothing, and what was to be looked at again', () => {
  const record = (id: string, kind: string, attributes: Record<string, unknown>): unknown => ({
    ...{ id: `${kind}:case/g.yaml#${id}`, kind, name: id, attributes },
  });
  const world = RuleCase.parse({
    why: 'registers of which parts fit nothing',
    nodes: [
      { id: AGENT, kind: 'agent', name: 'a' },
      { id: 'tool:case/a.ts#t', kind: 'tool', name: 't' },
      { id: 'arn:aws:s3:::records', kind: 'bucket', name: 'records' },
      record('job', 'charter', {
        ...{ allowedTools: ['t', '*', 'gone'], allowedStores: ['records', 'away'], reviewBy: '2026-03-31' },
      }),
      record('nobody', 'charter', { reviewBy: '2026-11-22' }),
      record('lost', 'approval', { stores: ['rec*', 'awa?'] }),
      record('server', 'sanction', { reviewBy: '2025-06-01' }),
    ],
    edges: ['charter:case/g.yaml#job', 'approval:case/g.yaml#lost'].map((from) => ({
      ...{ from, edge: 'applies-to', to: AGENT },
    })),
    expect: [{ asset: AGENT }],
  });
  const fitsNo = (what: string): string => `fits no ${what} of this scan: misspelt, or not handed over`;
  expect(
    registerDoubts(buildGraph([batchOf(world)]).view, NOW).map(({ is, what }) => `${is} ${what}`),
  ).toEqual([
    `unmatched charter nobody ${fitsNo('agent, system or identity')}`,
    `unmatched charter job names tool gone, which ${fitsNo('tool')}`,
    `unmatched charter job names store away, which ${fitsNo('store')}`,
    `unmatched approval lost names store awa?, which ${fitsNo('store')}`,
    'overdue charter job was to be reviewed by 2026-03-31',
    'overdue sanction server was to be reviewed by 2025-06-01',
  ]);
});
