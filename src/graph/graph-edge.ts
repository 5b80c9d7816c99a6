import {
  EDGE_KINDS,
  MAX_SIGHTING_TIMES,
  PLANES,
  WALKED_EDGES,
  type ActsAs,
  type EdgeFact,
  type EdgeKind,
  type Plane,
  type Sightings,
} from '#model';
import type { EdgeOnPlane, GraphEdge } from './graph-view.ts';
import { distinctEvidence } from './merge/attribute-values.ts';
import { edgeFactKey } from './merge/register.ts';
import type { MergedGraph } from './merged-graph.ts';

const WALKED: ReadonlySet<EdgeKind> = new Set(WALKED_EDGES);

/** Facts read directly are certain; each rung of the ladder less so. */
const CONFIDENCE: Readonly<Record<1 | 2 | 3 | 4, number>> = { 1: 1, 2: 0.9, 3: 0.8, 4: 0.3 };

/** Copies of one fact would be counted as sightings of their own. */
function distinctFacts(graph: MergedGraph, edge: number): readonly EdgeFact[] {
  const facts = graph.facts.slice(graph.factStart[edge], graph.factStart[edge + 1]);
  if (facts.length === 1) return facts;
  const byKey = new Map(facts.map((fact) => [edgeFactKey(fact), fact]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
}

/** Counts of a fact belong to the plane that watches, whatever else its evidence says. */
function sightedOn(fact: EdgeFact): Plane | undefined {
  const planes = fact.evidence.map((one) => one.plane);
  return planes.includes('observed') ? 'observed' : planes[0];
}

function onPlane(facts: readonly EdgeFact[], plane: Plane): EdgeOnPlane | null {
  const evidence = facts.flatMap((fact) => fact.evidence.filter((one) => one.plane === plane));
  if (evidence.length === 0) return null;
  const seen = facts.flatMap((fact) =>
    fact.sightings !== null && sightedOn(fact) === plane ? [fact.sightings] : [],
  );
  // ISO 8601 UTC sorts as text.
  const firsts = seen.map((one) => one.firstSeen).sort();
  const lasts = seen.map((one) => one.lastSeen).sort();
  return {
    plane,
    firstSeen: firsts[0] ?? null,
    lastSeen: lasts.at(-1) ?? null,
    count: seen.length === 0 ? null : seen.reduce((sum, one) => sum + one.count, 0),
    times: timesOf(seen),
    evidence: distinctEvidence(evidence),
  };
}

/** All of them or none: of some nothing could be counted. */
function timesOf(seen: readonly Sightings[]): readonly string[] | null {
  const times = seen.flatMap((one) => one.times ?? []);
  const isWhole = seen.length > 0 && seen.every((one) => one.times !== undefined);
  return isWhole && times.length <= MAX_SIGHTING_TIMES ? times.sort() : null;
}

/** The most permissive word counts, since a path exists where any source proves it. */
function effectOf(facts: readonly EdgeFact[]): GraphEdge['effect'] {
  const effects = new Set(facts.map((fact) => fact.effect));
  return effects.has('allow') ? 'allow' : effects.has('conditional') ? 'conditional' : 'unknown';
}

/** The surest fact decides; one that was read directly needs no rung. */
function rungOf(facts: readonly EdgeFact[]): GraphEdge['rung'] {
  return facts.reduce<GraphEdge['rung']>((best, { rung }) => {
    if (best === null || rung === null) return null;
    return rung < best ? rung : best;
  }, 4);
}

const AS_RUNTIME: readonly ActsAs[] = [{ as: 'runtime' }];

/** For a path, and for the blind spot of whoever has such a need. */
export function openDefaultText(variables: readonly string[], files: readonly string[]): string {
  const why =
    files.length > 0 ? `${files.join(' or ')} may set it` : 'what the deployment sets was not handed over';
  return `whether it is this store that is touched was not seen: the code falls back to it where ${variables.join(' or ')} is not set, and ${why}`;
}

/** Another store, perhaps: neither a grant to this one nor its denial answers. */
function saidBy({ actsAs, unlessSet, setBy }: EdgeFact): readonly ActsAs[] {
  return unlessSet === undefined
    ? (actsAs ?? AS_RUNTIME)
    : [{ as: 'unseen', why: openDefaultText(unlessSet, setBy === undefined ? [] : [setBy]) }];
}

/** What was seen of an access says nothing of as whom the code makes it: declared facts do, and without any it is whoever runs it. */
function actsAsOf(facts: readonly EdgeFact[]): readonly ActsAs[] {
  const isPlain = facts.every(({ actsAs, unlessSet }) => actsAs === undefined && unlessSet === undefined);
  if (isPlain) return AS_RUNTIME;
  const declared = facts.filter(
    ({ actsAs, evidence }) => actsAs !== undefined || evidence.some(({ plane }) => plane === 'declared'),
  );
  const byText = new Map(declared.flatMap(saidBy).map((one) => [JSON.stringify(one), one]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Sorted, so that the order in which sources ran shows nowhere. */
function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** Without making the edge: a walk that wants one kind looks at all rows of a node. */
export function edgeKindAt(graph: MergedGraph, edge: number): EdgeKind {
  return EDGE_KINDS[graph.kind[edge] ?? 0] ?? 'trusts';
}

/**
 * Number → edge as rules and reports see it. All facts that say the same (from, edge, to) are this one edge, each plane
 * with its own evidence.
 */
export function graphEdge(graph: MergedGraph, index: number): GraphEdge {
  const facts = distinctFacts(graph, index);
  const edge = edgeKindAt(graph, index);
  const from = graph.assets[graph.from[index] ?? 0]?.id ?? '';
  const to = graph.assets[graph.to[index] ?? 0]?.id ?? '';
  const effect = effectOf(facts);
  const rung = rungOf(facts);
  return {
    id: `${from} ${edge} ${to}`,
    from,
    edge,
    to,
    effect,
    standing: 'permanent',
    // Where one source allows outright, the conditions of another bind nobody.
    guards: effect === 'allow' ? [] : distinct(facts.flatMap((fact) => fact.guards)),
    actions: distinct(facts.flatMap((fact) => fact.actions)),
    actsAs: actsAsOf(facts),
    unlessSet: distinct(facts.flatMap(({ unlessSet }) => unlessSet ?? [])),
    setBy: distinct(facts.flatMap(({ setBy }) => setBy ?? [])),
    rung,
    confidence: rung === null ? 1 : CONFIDENCE[rung],
    walked: WALKED.has(edge) && rung !== 4,
    derived: graph.derived[index] === 1,
    planes: PLANES.flatMap((plane) => onPlane(facts, plane) ?? []),
  };
}
