import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildGraph, type BuiltGraph, type GraphOptions } from './index.ts';
import { answersFrom } from './testing/grant-list.ts';
import { connectedEnds, describePath, endsOf } from './testing/describe-path.ts';
import { batchOfCase, GraphCase } from './testing/graph-case.ts';

const folder = new URL('./cases/', import.meta.url);
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, world: GraphCase.parse(parse(readFileSync(new URL(name, folder), 'utf8'))) }));

function build(world: GraphCase): BuiltGraph {
  return buildGraph([batchOfCase(world)], optionsOf(world));
}

function optionsOf({ grants, now }: GraphCase): GraphOptions {
  return { access: () => answersFrom(grants), ...(now === undefined ? {} : { now }) };
}

type ExpectedReach = GraphCase['expect']['reach'][number];

function checkReach({ view }: BuiltGraph, expected: ExpectedReach): void {
  const { from, modes, verbs, planes, withoutGuards, limit } = expected;
  const answer = view.reach(from, {
    modes,
    verbs,
    sinks: () => true,
    ...(planes === undefined ? {} : { planes }),
    ...(withoutGuards === undefined ? {} : { withoutGuards }),
    ...(limit === undefined ? {} : { limit }),
  });
  for (const path of answer.paths) expect(endsOf(path)).toEqual(connectedEnds(path));
  expect(answer.paths.map(describePath).sort()).toEqual([...expected.paths].sort());
  expect(answer.unknown.map((one) => `${one.at}: ${one.why}`)).toEqual(expected.unknown);
  if (expected.cuts !== undefined)
    expect(
      answer.paths.map((path) => {
        const hop = path.hops[path.cut.hop];
        const edge = hop?.kind === 'edge' ? hop.edge.edge : hop?.computed;
        return `${path.verb} ${path.sink}: ${edge ?? 'none'}, ${path.cut.why}${path.cut.stops === undefined ? '' : ` | stops ${path.cut.stops}`}`;
      }),
    ).toEqual(expected.cuts);
  if (expected.guards !== undefined)
    expect(answer.paths.flatMap((path) => path.guards)).toEqual(expected.guards);
  if (expected.missing !== undefined)
    expect(answer.paths.flatMap((path) => path.missing)).toEqual(expected.missing);
}

describe.each(cases)('$name', ({ world }) => {
  it(world.why, () => {
    const built = build(world);
    const { view } = built;
    const { expect: wanted } = world;
    for (const [id, aliases] of Object.entries(wanted.assets)) {
      expect(view.node(id)?.id, id).toBe(id);
      expect([...(view.node(id)?.aliases ?? [])].sort(), id).toEqual([...aliases].sort());
    }
    for (const [a, b] of wanted.apart) expect(view.node(a)?.id, `${a} and ${b}`).not.toBe(view.node(b)?.id);
    const edges = view.edges().map((edge) => `${edge.id}${edge.walked ? '' : ' (not walked)'}`);
    for (const edge of wanted.edges) expect(edges).toContain(edge);
    for (const edge of wanted.noEdges) {
      expect(edges).not.toContain(edge);
      expect(edges).not.toContain(`${edge} (not walked)`);
    }
    for (const { of, name, reads } of wanted.attributes) {
      const node = view.node(of);
      const reading = node === null ? null : view.attribute(node, name);
      expect(reading?.kind === 'known' ? JSON.stringify(reading.value) : reading?.kind, `${of} ${name}`).toBe(
        reads,
      );
    }
    for (const { of, edge, is } of wanted.complete) {
      const node = view.node(of);
      expect(node !== null && view.complete(node, { edge }).length > 0, `${of} ${edge}`).toBe(is);
    }
    const gaps = built.gaps.map((gap) => `${gap.reason} ${gap.where}: ${gap.detail}`);
    expect(gaps).toEqual(wanted.gaps);
    expect(built.rejectedEdges.map((edge) => `${edge.from} ${edge.edge} ${edge.to}`)).toEqual(
      wanted.rejected,
    );
    for (const [id, identities] of Object.entries(wanted.runsAs))
      expect(
        view.runtimeIdentities(id).map((one) => one.identity.id),
        id,
      ).toEqual(identities);
    for (const one of wanted.reach) checkReach(built, one);
  });

  it('comes out the same whatever the order of the facts', () => {
    const told = (reversed: boolean): unknown => {
      const batch = batchOfCase(world);
      const facts = reversed ? [...batch.facts].reverse() : batch.facts;
      const { view, gaps, rejectedEdges } = buildGraph([{ ...batch, facts }], optionsOf(world));
      const reach = world.expect.reach.map((one) =>
        view.reach(one.from, { modes: one.modes, verbs: one.verbs, sinks: () => true }),
      );
      return { nodes: view.nodes(), edges: view.edges(), gaps, rejectedEdges, reach };
    };
    expect(told(true)).toEqual(told(false));
  });
});
