import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLegalEdge } from '#model';
import { buildGraph, type GraphView, type Hop, type ReachPath } from '#graph';
import { answersFrom } from '../../src/graph/testing/grant-list.ts';
import { batchOfCase, type GraphCase } from '../../src/graph/testing/graph-case.ts';
import { plainReach, plainWorld } from './plain-reach.ts';
import { smallWorld, STARTS } from './small-world.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 400);
const DOUBT = { certain: 0, conditional: 1, unknown: 2 } as const;
const QUERY = { modes: ['direct', 'deputy'], verbs: ['read', 'write'], sinks: () => true } as const;

function viewOf(world: GraphCase): GraphView {
  return buildGraph([batchOfCase(world)], { access: () => answersFrom(world.grants) }).view;
}

function bestBySink(paths: readonly ReachPath[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    paths.map((path) => [
      `${path.mode} ${path.verb} ${path.sink}`,
      `doubt ${String(DOUBT[path.certainty])}, ${String(path.hops.length)} hops`,
    ]),
  );
}

describe('reach on small random worlds', () => {
  it('finds exactly the best paths that exhaustive search finds', () => {
    fc.assert(
      fc.property(smallWorld, fc.constantFrom(...STARTS), (world, start) => {
        const view = viewOf(world);
        const kind = view.node(start)?.kind ?? '';
        const plain = [...plainReach(plainWorld(world), start, kind)].map(([key, way]) => [
          key,
          `doubt ${String(way.doubt)}, ${String(way.length)} hops`,
        ]);
        expect(bestBySink(view.reach(start, QUERY).paths)).toEqual(Object.fromEntries(plain));
      }),
      { numRuns: RUNS },
    );
  });

  it('walks only hops that the facts say, one after the other, from the start to the sink', () => {
    fc.assert(
      fc.property(smallWorld, fc.constantFrom(...STARTS), (world, start) => {
        const view = viewOf(world);
        for (const path of view.reach(start, { ...QUERY, limit: 3 }).paths) replay(world, view, path);
      }),
      { numRuns: RUNS },
    );
  });

  it('finds without a cut hop what it finds in the world without its edge', () => {
    fc.assert(
      fc.property(smallWorld, (world) => {
        const view = viewOf(world);
        const [path] = view.reach(STARTS[0], QUERY).paths;
        for (const hop of path?.hops ?? []) {
          if (hop.kind !== 'edge' || hop.edge.derived) continue;
          const line = `${hop.edge.from} | ${hop.edge.edge} | ${hop.edge.to}`;
          const edges = world.edges.filter((one) => !one.startsWith(`${line} |`) && one !== line);
          const left = viewOf({ ...world, edges }).reach(STARTS[0], QUERY).paths;
          const cut = view.without([hop]).reach(STARTS[0], QUERY).paths;
          // Without the need or the workload a path may be told apart as unknown: it must not be proven any more.
          const proven = (paths: readonly ReachPath[]): ReadonlySet<string> =>
            new Set(
              paths.filter((one) => one.certainty !== 'unknown').map((one) => `${one.verb} ${one.sink}`),
            );
          const kept = proven(cut);
          expect([...proven(left)].filter((one) => !kept.has(one))).toEqual([]);
        }
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

/** Each hop is a fact of the world, or follows from two of them; each starts where the one before ended. */
function replay(world: GraphCase, view: GraphView, path: ReachPath): void {
  let at = path.entry;
  for (const hop of path.hops) {
    expect(hop.from).toBe(at);
    expect(isTold(world, view, hop)).toBe(true);
    if (hop.kind === 'edge') expect(directionOf(hop)).not.toBe('neither');
    at = hop.to;
  }
  expect(at).toBe(path.sink);
  expect(path.hops[path.cut.hop]).toBeDefined();
  if (path.certainty === 'unknown') expect(path.missing.length).toBeGreaterThan(0);
  if (path.certainty === 'conditional') expect(path.guards.length).toBeGreaterThan(0);
}

/** Of the edges that small worlds draw: a workload to what runs in it, and the tie of a tool to the process that hosts its code. */
const WALKED_BACK: readonly string[] = ['deployed-as', 'calls-tool'];

function directionOf({ from, to, edge }: Extract<Hop, { kind: 'edge' }>): 'forth' | 'back' | 'neither' {
  if (from === edge.from && to === edge.to) return 'forth';
  return from === edge.to && to === edge.from && WALKED_BACK.includes(edge.edge) ? 'back' : 'neither';
}

function isTold(world: GraphCase, view: GraphView, hop: Hop): boolean {
  if (hop.kind === 'computed') {
    const verb = hop.computed.replace('can-', '');
    return world.grants.some(
      (one) =>
        one.principal === hop.from &&
        one.verb === verb &&
        one.resource === hop.to &&
        one.verdict === hop.verdict.kind,
    );
  }
  const { from, edge, to } = hop.edge;
  const said = (line: string): boolean => world.edges.some((one) => one.startsWith(`${line} |`));
  const kinds = [view.node(from)?.kind ?? 'host', view.node(to)?.kind ?? 'host'] as const;
  if (!isLegalEdge(kinds[0], edge, kinds[1])) return false;
  if (said(`${from} | ${edge} | ${to}`)) return true;
  if (edge !== 'executes-on') return false;
  const callers = world.edges.filter((one) => one.includes(` | calls-tool | ${from} |`));
  return callers.some((one) => said(`${one.split(' | ')[0] ?? ''} | deployed-as | ${to}`));
}
