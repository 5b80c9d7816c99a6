import {
  isLegalEdge,
  type EdgeFact,
  type FactBatch,
  type MarkOnPlane,
  type NodeFact,
  type NodeKind,
  type Plane,
} from '#model';
import { kindFamily, mostSpecific } from './asset-kinds.ts';
import { evidenceKey } from './attribute-values.ts';
import { noteGap, pushEdge, refuseEdge, type Draft } from './draft.ts';
import { identityKeys } from './identity-keys.ts';

/** Facts kept of one id; a source that says more of one asset is broken, and is told so by a gap. */
const MAX_FACTS_PER_ID = 5_000;
/** From here on facts of one id are compared before they are kept, so that a million copies cost one. */
const COMPARE_FROM = 8;

/** Most believed first. */
const PLANE_RANK: Readonly<Record<Plane, number>> = { granted: 0, declared: 1, observed: 2 };

function planeRank(fact: NodeFact): number {
  return Math.min(...fact.evidence.map((one) => PLANE_RANK[one.plane]));
}

/** Kinds claimed for one id: the platform is believed before code, code before telemetry; then the name decides. */
function believedKind(facts: readonly NodeFact[]): NodeKind | undefined {
  const claims = facts.map((fact) => `${String(planeRank(fact))} ${fact.kind}`).sort();
  return claims[0]?.slice(2) as NodeKind | undefined;
}

function collectByKey(batches: readonly FactBatch[], draft: Draft): void {
  const seen = new Map<number, Set<string>>();
  for (const batch of batches)
    for (const fact of batch.facts) {
      if (fact.fact !== 'node') continue;
      let slot = draft.slotOf.get(fact.id);
      if (slot === undefined) {
        slot = draft.sets.add();
        draft.slotOf.set(fact.id, slot);
        draft.ids.push(fact.id);
        draft.kinds.push(fact.kind);
        draft.facts.push([]);
      }
      const kept = draft.facts[slot] ?? [];
      if (kept.length >= COMPARE_FROM && isRepeat(seen, slot, kept, fact)) continue;
      // Told once; what follows is dropped in silence.
      if (kept.length === MAX_FACTS_PER_ID)
        noteGap(draft, {
          where: fact.id,
          reason: 'too-many',
          detail: 'more facts of one asset than are kept',
        });
      if (kept.length <= MAX_FACTS_PER_ID) kept.push(fact);
    }
}

/** Keys are made when the first comparison is needed: most ids never come to it. */
function isRepeat(
  seen: Map<number, Set<string>>,
  slot: number,
  kept: readonly NodeFact[],
  fact: NodeFact,
): boolean {
  let keys = seen.get(slot);
  if (keys === undefined) {
    keys = new Set(kept.map((one) => JSON.stringify(one)));
    seen.set(slot, keys);
  }
  const key = JSON.stringify(fact);
  if (keys.has(key)) return true;
  keys.add(key);
  return false;
}

/** One id is one asset, so facts that call it something else altogether are given up, and a gap says which. */
function settleKinds(draft: Draft): void {
  draft.facts.forEach((facts, slot) => {
    const kinds = new Set(facts.map((fact) => kindFamily(fact.kind)));
    const believed = kinds.size > 1 ? believedKind(facts) : undefined;
    if (believed !== undefined) {
      const family = kindFamily(believed);
      draft.facts[slot] = facts.filter((fact) => kindFamily(fact.kind) === family);
      noteGap(draft, {
        where: draft.ids[slot] ?? '',
        reason: 'wrong-shape',
        detail: `sources disagree on its kind: ${[...kinds].sort().join(', ')}; taken as ${believed}`,
      });
    }
    draft.kinds[slot] = mostSpecific((draft.facts[slot] ?? []).map((fact) => fact.kind)) ?? 'host';
  });
}

/** Slots with a strong identifier in common become one asset. Linear in identifiers. */
function joinByIdentifiers(draft: Draft): void {
  const holder = new Map<string, number>();
  draft.facts.forEach((facts, slot) => {
    for (const fact of facts)
      for (const key of identityKeys(fact.kind, fact.id, fact.identifiers)) {
        const other = holder.get(key);
        if (other === undefined) holder.set(key, slot);
        else draft.sets.join(other, slot);
      }
  });
}

/**
 * Kinds are settled before anything joins: some identifiers count for certain kinds only, and facts of a kind that was
 * not believed must not join anything.
 */
export function registerNodes(batches: readonly FactBatch[], draft: Draft): void {
  collectByKey(batches, draft);
  settleKinds(draft);
  joinByIdentifiers(draft);
}

/** Adds the edge, or refuses it with the reason. True where it was added. */
export function addEdge(draft: Draft, fact: EdgeFact, derived = false): boolean {
  const from = draft.slotOf.get(fact.from);
  const to = draft.slotOf.get(fact.to);
  if (from === undefined || to === undefined) {
    refuseEdge(draft, fact, `no source describes ${from === undefined ? fact.from : fact.to}`);
    return false;
  }
  // Of the ids as written: a join later on only makes kinds more specific.
  const [fromKind, toKind] = [draft.kinds[from] ?? 'host', draft.kinds[to] ?? 'host'];
  if (!isLegalEdge(fromKind, fact.edge, toKind)) {
    refuseEdge(draft, fact, `${fromKind} ${fact.edge} ${toKind} is no legal edge`);
    return false;
  }
  pushEdge(draft, from, to, fact, derived);
  return true;
}

/** Edges by the rules of addEdge; policies as they are, since only access/ understands them. */
export function registerEdges(batches: readonly FactBatch[], draft: Draft): void {
  for (const batch of batches)
    for (const fact of batch.facts) {
      // Where it leads is known when it is known what the deployment sets: ladder/environment-defaults.ts.
      if (fact.fact === 'edge' && fact.unlessSet !== undefined) draft.unsettled.push(fact);
      else if (fact.fact === 'edge') addEdge(draft, fact);
      else if (fact.fact === 'policy') draft.policies.push(fact);
    }
}

export function registerMarks(batches: readonly FactBatch[], draft: Draft): void {
  const marks = batches.flatMap((batch) =>
    batch.coverage.flatMap(({ complete, plane }) =>
      complete.map((mark): MarkOnPlane => ({ ...mark, plane })),
    ),
  );
  const byKey = new Map(marks.map((mark) => [JSON.stringify(mark), mark]));
  const sorted = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  // One by one: there is a mark for every principal of a large estate, and a call takes no list of any length.
  for (const [, mark] of sorted) draft.marks.push(mark);
}

/** A stable key of an edge fact, by which copies are told. */
export function edgeFactKey(fact: EdgeFact): string {
  const { sightings: seen } = fact;
  const sighted = seen === null ? '' : `${seen.firstSeen} ${seen.lastSeen} ${String(seen.count)}`;
  const evidence = fact.evidence.map(evidenceKey).join('|');
  return [
    fact.effect,
    fact.guards.join('|'),
    String(fact.rung),
    fact.actions.join('|'),
    fact.actsAs === undefined ? '' : JSON.stringify(fact.actsAs),
    fact.unlessSet?.join('|') ?? '',
    fact.setBy ?? '',
    sighted,
    evidence,
  ].join('\n');
}
