import { describe, expect, it } from 'vitest';
import { assess, batchOf, Rule, RuleCase, type FindingCut } from '#assess';
import { buildGraph } from '#graph';
import { answersFrom } from '../src/graph/testing/grant-list.ts';

const AGENT = 'agent:case/a.ts#a';
const TOOL = 'tool:case/t.ts#t';
const OTHER = 'tool:case/t.ts#u';
const UNSEEN = 'tool:case/t.ts#v';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:f';
const ROLE = 'arn:aws:iam::111122223333:role/r';
const STORE = 'arn:aws:s3:::store';

const SINKS = { read: { kinds: 'bucket' }, egress: { kinds: 'internet' } };

function leg(name: string, verbs: readonly string[], to: unknown): unknown {
  return { name, verbs, modes: ['deputy'], to };
}

function ruleOf(defect: readonly unknown[]): Rule {
  return Rule.parse({
    id: 'SL-TST-001',
    title: 'An agent reaches something, for a test',
    severity: 'high',
    why: 'Its paths are what is tested; what they mean is of no account.',
    fix: 'There is nothing to fix in a test of the cuts.',
    clears: 'Nothing clears in a test.',
    message: 'agent {name}: {detail}',
    sources: ['https://example.com/'],
    find: { kinds: 'agent' },
    defect,
  });
}

/** An agent with two tools in one function: both may send anywhere, and the role may do everything to one bucket. */
function cutOf(defect: readonly unknown[], unseenTool: boolean): FindingCut | null | undefined {
  const tool = { latitude: 'parameterised', executesIn: 'in-process', sinksResolved: true, egress: 'any' };
  const world = RuleCase.parse({
    why: 'a world for cuts',
    nodes: [
      { id: AGENT, kind: 'agent', name: 'a', attributes: { autonomy: 'acts-alone' } },
      { id: TOOL, kind: 'tool', name: 't', attributes: tool },
      { id: OTHER, kind: 'tool', name: 'u', attributes: tool },
      ...(unseenTool ? [{ id: UNSEEN, kind: 'tool', name: 'v', planes: ['observed'] }] : []),
      { id: FUNCTION, kind: 'function', name: 'f' },
      { id: ROLE, kind: 'cloud-role', name: 'r' },
      { id: STORE, kind: 'bucket', name: 'store' },
      { id: 'internet:internet', kind: 'internet', name: 'internet' },
    ],
    edges: [
      { from: AGENT, edge: 'calls-tool', to: TOOL },
      { from: AGENT, edge: 'calls-tool', to: OTHER },
      ...(unseenTool ? [{ from: AGENT, edge: 'calls-tool', to: UNSEEN, planes: ['observed'] }] : []),
      { from: AGENT, edge: 'deployed-as', to: FUNCTION, rung: 2 },
      { from: FUNCTION, edge: 'runs-as', to: ROLE },
      ...['can-read', 'can-write'].map((edge) => ({ from: TOOL, edge, to: STORE })),
      { from: TOOL, edge: 'egresses-to', to: 'internet:internet' },
      { from: OTHER, edge: 'egresses-to', to: 'internet:internet' },
    ],
    complete: [
      { edge: 'calls-tool', scope: `node:${AGENT}` },
      { kind: 'tool', scope: 'target:case' },
    ],
    expect: [{ asset: AGENT }],
  });
  const grants = (['read', 'write'] as const).map((verb) => ({
    principal: ROLE,
    verb,
    resource: STORE,
    verdict: 'allow' as const,
    guards: [],
    missing: [],
  }));
  const { view } = buildGraph([batchOf(world)], { access: () => answersFrom(grants) });
  const { findings } = assess({ view, rules: [ruleOf(defect)], frameworks: [], now: world.now, params: {} });
  expect(findings.map((one) => one.verdict)).toEqual(['fires']);
  return findings[0]?.cut;
}

function told(cut: FindingCut | null | undefined): unknown {
  return (
    cut && {
      ...cut,
      // What none of the finding's paths shows brings its own.
      hops: cut.hops.map(
        ({ hop, way }) =>
          `${hop.kind === 'edge' ? hop.edge.id : `${hop.from} =${hop.computed}`}${way === null ? '' : `, shown by ${String(way.hops.length)} hops`}`,
      ),
    }
  );
}

const READ = leg('store', ['read'], SINKS.read);
const CHANGE = leg('store', ['read', 'write'], SINKS.read);
const SEND = leg('way out', ['egress'], SINKS.egress);

describe('the cut of a finding', () => {
  it.each([
    {
      why: 'names every action that the finding is about',
      defect: [{ reaches: { each: true, legs: [CHANGE] } }],
      is: { hops: [`${ROLE} =can-read`, `${ROLE} =can-write`], after: 'settled', stays: [] },
    },
    {
      why: 'closes a second way that shows when the first is closed, and leaves the data alone',
      defect: [{ reaches: { legs: [READ, SEND] } }],
      is: {
        hops: [
          `${TOOL} egresses-to internet:internet`,
          `${OTHER} egresses-to internet:internet, shown by 2 hops`,
        ],
        after: 'settled',
        stays: [],
      },
    },
    {
      why: 'says what was never seen and may be a way of its own',
      unseenTool: true,
      defect: [{ reaches: { legs: [READ] } }],
      is: {
        hops: [`${ROLE} =can-read`],
        after: 'open',
        stays: ['what tool v does was never seen: no code that was handed over declares it'],
      },
    },
    {
      why: 'says what part of the finding no cut of a path ends',
      defect: [{ anyOf: [{ reaches: { legs: [READ] } }, { attribute: 'autonomy', is: 'acts-alone' }] }],
      is: { hops: [`${ROLE} =can-read`], after: 'fires', stays: ['autonomy is acts-alone'] },
    },
    {
      why: 'takes both where either is enough to fire',
      defect: [{ anyOf: [{ reaches: { legs: [READ] } }, { reaches: { legs: [SEND] } }] }],
      is: {
        hops: [
          `${TOOL} egresses-to internet:internet`,
          `${ROLE} =can-read`,
          `${OTHER} egresses-to internet:internet, shown by 2 hops`,
        ],
        after: 'settled',
        stays: [],
      },
    },
    {
      why: 'is none where the finding shows no path',
      defect: [{ attribute: 'autonomy', is: 'acts-alone' }],
      is: null,
    },
  ])('$why', ({ defect, is, unseenTool }) => {
    expect(told(cutOf(defect, unseenTool ?? false))).toEqual(is);
  });
});
