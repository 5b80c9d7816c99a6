import { describe, expect, it } from 'vitest';
import { edgeFact, nodeFact, type EdgeKind, type Evidence, type Fact, type NodeKind } from '#model';
import { buildGraph } from './index.ts';

function at(path: string): Evidence[] {
  return [{ plane: 'declared', source: 'case', target: 'w', at: { path, startLine: 1, endLine: 1 } }];
}

function node(id: string, kind: NodeKind): Fact {
  return nodeFact({ id, kind, name: id, attributes: {}, evidence: at(id) });
}

function edge(from: string, kind: EdgeKind, to: string): Fact {
  return edgeFact({ from, edge: kind, to, evidence: at(`${from}-${to}`) });
}

function build(facts: readonly Fact[]): ReturnType<typeof buildGraph> {
  return buildGraph([{ facts, coverage: [] }]);
}

const EVERYTHING = {
  modes: ['direct', 'deputy'],
  verbs: ['read', 'execute', 'egress'],
  sinks: () => true,
} as const;

describe('facts that were made to break the graph', () => {
  it('ends on systems that contain each other and roles that are assumed in a ring', () => {
    const roles = Array.from({ length: 50 }, (_, index) => `role:${String(index)}`);
    const { view, gaps } = build([
      node('system:a', 'system'),
      node('system:b', 'system'),
      edge('system:a', 'contains', 'system:b'),
      edge('system:b', 'contains', 'system:a'),
      edge('system:a', 'contains', 'system:a'),
      ...roles.map((id) => node(id, 'cloud-role')),
      ...roles.map((id, index) => edge(id, 'can-assume', roles[(index + 1) % 10] ?? id)),
    ]);
    expect(gaps).toEqual([]);
    expect(view.reach('role:0', EVERYTHING)).toEqual({ paths: [], unknown: [] });
    expect(view.out('system:a').map((one) => one.to)).toEqual(['system:a', 'system:b']);
  });

  it('takes the marks of an estate in which every principal has its own', () => {
    const complete = Array.from({ length: 150_000 }, (_, index) => ({
      kind: 'policy' as const,
      edge: null,
      policyType: 'identity' as const,
      scope: `node:role:${String(index)}`,
      from: null,
      to: null,
    }));
    const files = { seen: 0, read: 0, bytes: 0 };
    const said = { source: 'case', plane: 'granted' as const, target: 'w', window: null, files, gaps: [] };
    expect(buildGraph([{ facts: [], coverage: [{ ...said, complete }] }]).gaps).toEqual([]);
  });

  it('says so when a chain is longer than it follows, instead of ending in silence', () => {
    const roles = Array.from({ length: 40 }, (_, index) => `role:${String(index)}`);
    const { view } = build([
      ...roles.map((id) => node(id, 'cloud-role')),
      ...roles.slice(1).map((id, index) => edge(roles[index] ?? '', 'can-assume', id)),
      node('bucket:b', 'bucket'),
      edge('role:39', 'can-read', 'bucket:b'),
    ]);
    const { paths, unknown } = view.reach('role:0', EVERYTHING);
    expect(paths).toEqual([]);
    expect(unknown).toEqual([{ at: 'role:25', why: 'paths longer than 24 hops', kind: 'other' }]);
    expect(view.reach('role:30', EVERYTHING).paths).toHaveLength(1);
  });

  it('ends where deployments point at each other', () => {
    const { view } = build([
      node('image:a', 'image'),
      node('image:b', 'image'),
      node('agent:a', 'agent'),
      edge('agent:a', 'deployed-as', 'image:a'),
      edge('image:a', 'deployed-as', 'image:b'),
      edge('image:b', 'deployed-as', 'image:a'),
    ]);
    expect(view.runtimeIdentities('agent:a')).toEqual([]);
    expect(view.reach('image:a', EVERYTHING).paths).toEqual([]);
  });

  it('keeps one of a million copies of a fact', () => {
    const copy = node('agent:a', 'agent');
    const call = edge('agent:a', 'calls-tool', 'tool:t');
    const facts: Fact[] = [node('tool:t', 'tool')];
    for (let index = 0; index < 500_000; index += 1) facts.push(copy, call);
    const { view } = build(facts);
    expect(view.nodes().map((one) => [one.id, one.evidence.length])).toEqual([
      ['agent:a', 1],
      ['tool:t', 1],
    ]);
    expect(view.edges().map((one) => one.planes.map((plane) => plane.evidence.length))).toEqual([[1]]);
  });

  it('bounds what many different facts say of one asset, and says that it did', () => {
    const facts = Array.from({ length: 6_000 }, (_, index) =>
      nodeFact({
        id: 'agent:a',
        kind: 'agent',
        name: `name ${String(index)}`,
        attributes: {},
        evidence: at(`${String(index)}`),
      }),
    );
    const { view, gaps } = build(facts);
    expect(view.nodes()[0]?.evidence).toHaveLength(100);
    expect(gaps).toEqual([
      { where: 'agent:a', reason: 'too-many', detail: 'more facts of one asset than are kept' },
    ]);
  });

  it('counts refused edges only up to a bound', () => {
    const facts = Array.from({ length: 5_000 }, (_, index) =>
      edge(`a${String(index)}`, 'calls-tool', 'nobody'),
    );
    const { view, gaps, rejectedEdges } = build(facts);
    expect(view.edges()).toEqual([]);
    expect(rejectedEdges).toHaveLength(1_000);
    expect(gaps).toHaveLength(1_001);
    expect(gaps.some((gap) => gap.reason === 'too-many')).toBe(true);
  });

  it.each([
    { why: 'a word of the language', id: '__proto__' },
    { why: 'a line break', id: 'a\nb' },
    { why: 'half a surrogate pair', id: 'a\ud800' },
    { why: 'nothing but a space', id: ' ' },
  ])('takes an id that is $why as it is', ({ id }) => {
    const { view, gaps } = build([
      node(id, 'agent'),
      node('tool:t', 'tool'),
      edge(id, 'calls-tool', 'tool:t'),
    ]);
    expect(view.node(id)?.id).toBe(id);
    expect(view.out(id).map((one) => one.to)).toEqual(['tool:t']);
    expect(gaps).toEqual([]);
  });

  it('answers questions about what is not there', () => {
    const { view } = build([]);
    expect(view.node('agent:none')).toBeNull();
    expect(view.out('agent:none')).toEqual([]);
    expect(view.runtimeIdentities('agent:none')).toEqual([]);
    expect(view.reach('agent:none', EVERYTHING)).toEqual({ paths: [], unknown: [] });
    expect(view.access('agent:none', 'read', 'bucket:none').kind).toBe('unknown');
  });
});
