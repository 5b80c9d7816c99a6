import {
  EDGE_KINDS,
  type AttributeValue,
  type EdgeFact,
  type EdgeKind,
  type Evidence,
  type Gap,
  type Identifier,
  type MarkOnPlane,
  type NodeFact,
  type NodeKind,
  type PolicyFact,
} from '#model';
import { mostSpecific } from './asset-kinds.ts';
import { attributeOf, valueKey, type SourcedValue } from './attribute-values.ts';
import { canonicalId } from './identity-keys.ts';
import { createDisjointSets, type DisjointSets } from './disjoint-sets.ts';

/** An edge that the builder refused, with the reason. */
export interface RejectedEdge {
  readonly from: string;
  readonly edge: EdgeKind;
  readonly to: string;
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/** What the configuration assigned to one asset. */
export interface AssignedValue extends SourcedValue {
  readonly attribute: string;
  readonly precedence: number;
}

/** Stored edges by column: a million of them are a handful of arrays. `from` and `to` are slots. */
interface EdgeColumns {
  readonly from: number[];
  readonly kind: number[];
  readonly to: number[];
  readonly facts: EdgeFact[];
  /** Made here from other edges, rather than said by a source. */
  readonly derived: boolean[];
  readonly byKind: Map<EdgeKind, number[]>;
}

/**
 * The graph while it is being built. A slot is one id that a source used; slots join into assets. `root` of a slot
 * stands for its asset until the next join. `ids`, `kinds` and `facts` are by slot and grow together. Only this folder
 * and the ladder write to it.
 */
export interface Draft {
  readonly sets: DisjointSets;
  /** Id as a source wrote it → slot. */
  readonly slotOf: Map<string, number>;
  readonly ids: string[];
  readonly kinds: NodeKind[];
  readonly facts: NodeFact[][];
  readonly assigned: Map<number, AssignedValue[]>;
  readonly edges: EdgeColumns;
  /** Edges whose far end is the default of a variable, until the ladder settles them. */
  readonly unsettled: EdgeFact[];
  readonly policies: PolicyFact[];
  readonly marks: MarkOnPlane[];
  readonly gaps: Gap[];
  readonly rejected: RejectedEdge[];
}

/** Kinds as numbers: a million strings would cost more than the edges. */
const KIND_INDEX: ReadonlyMap<EdgeKind, number> = new Map(EDGE_KINDS.map((kind, index) => [kind, index]));

const MAX_GAPS = 1_000;

export function createDraft(): Draft {
  return {
    sets: createDisjointSets(),
    slotOf: new Map(),
    ids: [],
    kinds: [],
    facts: [],
    assigned: new Map(),
    edges: { from: [], kind: [], to: [], facts: [], derived: [], byKind: new Map() },
    unsettled: [],
    policies: [],
    marks: [],
    gaps: [],
    rejected: [],
  };
}

/** One more than the bound says that there were more. */
export function noteGap(draft: Draft, gap: Gap): void {
  if (draft.gaps.length < MAX_GAPS) draft.gaps.push(gap);
  else if (draft.gaps.length === MAX_GAPS)
    draft.gaps.push({
      where: 'graph',
      reason: 'too-many',
      detail: `more than ${String(MAX_GAPS)} gaps in the join`,
    });
}

/** Refusals are listed with their evidence and told as gaps: a source that draws illegal edges is broken. */
export function refuseEdge(draft: Draft, fact: EdgeFact, why: string): void {
  if (draft.rejected.length < MAX_GAPS)
    draft.rejected.push({ from: fact.from, edge: fact.edge, to: fact.to, why, evidence: fact.evidence });
  noteGap(draft, { where: `${fact.from} ${fact.edge} ${fact.to}`, reason: 'wrong-shape', detail: why });
}

/** Not checked: callers go through addEdge. */
export function pushEdge(draft: Draft, from: number, to: number, fact: EdgeFact, derived: boolean): void {
  const { edges } = draft;
  const row = edges.from.push(from) - 1;
  edges.to.push(to);
  edges.kind.push(KIND_INDEX.get(fact.edge) ?? 0);
  edges.facts.push(fact);
  edges.derived.push(derived);
  const rows = edges.byKind.get(fact.edge);
  if (rows === undefined) edges.byKind.set(fact.edge, [row]);
  else rows.push(row);
}

/** An edge between assets of the draft, with the asset at each end. */
export interface DraftEdge {
  readonly from: number;
  readonly to: number;
  readonly fact: EdgeFact;
}

interface EdgeList {
  readonly joins: number;
  readonly rows: number;
  readonly edges: readonly DraftEdge[];
}

const edgeLists = new WeakMap<Draft, Map<EdgeKind, EdgeList>>();

/** All edges of a kind with their assets as they are joined by now. Kept until something joins or is added. */
function edgesOfKind(draft: Draft, kind: EdgeKind): readonly DraftEdge[] {
  const { edges, sets } = draft;
  const rows = edges.byKind.get(kind) ?? [];
  const lists = edgeLists.get(draft) ?? new Map<EdgeKind, EdgeList>();
  edgeLists.set(draft, lists);
  const known = lists.get(kind);
  if (known?.joins === sets.joins() && known.rows === rows.length) return known.edges;
  const found: DraftEdge[] = [];
  for (const row of rows) {
    const fact = edges.facts[row];
    if (fact === undefined) continue;
    found.push({ from: sets.find(edges.from[row] ?? 0), to: sets.find(edges.to[row] ?? 0), fact });
  }
  lists.set(kind, { joins: sets.joins(), rows: rows.length, edges: found });
  return found;
}

/**
 * A snapshot, with ends that are roots of the moment: what is added while it is read is not in it, so that a rung may
 * add edges of a kind that it is reading.
 */
export function edgesOf(draft: Draft, ...kinds: readonly EdgeKind[]): readonly DraftEdge[] {
  const [only] = kinds;
  return only !== undefined && kinds.length === 1
    ? edgesOfKind(draft, only)
    : kinds.flatMap((kind) => edgesOfKind(draft, kind));
}

/** Of all ids that have joined with this one. */
export function factsOf(draft: Draft, slot: number): readonly NodeFact[] {
  if (draft.sets.isAlone(slot)) return draft.facts[slot] ?? [];
  return draft.sets.members(slot).flatMap((member) => draft.facts[member] ?? []);
}

/** The id under which the asset is known best by now: the same whatever the order of the facts. */
export function idOf(draft: Draft, slot: number): string {
  return canonicalId(draft.sets.members(slot).map((member) => draft.ids[member] ?? ''));
}

/**
 * The most specific of what sources call it. `host` stands in for what the types cannot rule out, a slot without a
 * kind.
 */
export function kindOf(draft: Draft, slot: number): NodeKind {
  if (draft.sets.isAlone(slot)) return draft.kinds[slot] ?? 'host';
  const kinds = draft.sets.members(slot).flatMap((member) => draft.kinds[member] ?? []);
  return mostSpecific(kinds) ?? 'host';
}

/** Every asset of these kinds, one slot each, in the order of the smallest id so that input order does not matter. */
export function assetsOf(draft: Draft, ...kinds: readonly NodeKind[]): readonly number[] {
  const wanted: ReadonlySet<NodeKind> = new Set(kinds);
  const roots = new Map<number, string>();
  draft.kinds.forEach((kind, slot) => {
    if (!wanted.has(kind)) return;
    const root = draft.sets.find(slot);
    const id = draft.ids[slot] ?? '';
    const known = roots.get(root);
    if (known === undefined || id < known) roots.set(root, id);
  });
  return [...roots.entries()].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([root]) => root);
}

/** Of all ids that have joined, distinct and sorted; as sources wrote them, not in canonical form. */
export function identifiersOf(draft: Draft, slot: number, scheme: Identifier['scheme']): readonly string[] {
  const values = factsOf(draft, slot).flatMap((fact) =>
    fact.identifiers.filter((one) => one.scheme === scheme).map((one) => one.value),
  );
  return [...new Set(values)].sort();
}

/** Distinct values of an attribute, assignments first where there are any; null and missing left out. */
export function valuesOf(draft: Draft, slot: number, attribute: string): readonly AttributeValue[] {
  const assigned = draft.sets
    .members(slot)
    .flatMap((member) => draft.assigned.get(member) ?? [])
    .filter((one) => one.attribute === attribute);
  // -Infinity where nothing is assigned, which is then not read.
  const top = Math.max(...assigned.map((one) => one.precedence));
  const values =
    assigned.length > 0
      ? assigned.filter((one) => one.precedence === top).map((one) => one.value)
      : factsOf(draft, slot).map((fact) => attributeOf(fact, attribute));
  const byKey = new Map(
    values.filter((one) => one !== undefined && one !== null).map((one) => [valueKey(one), one]),
  );
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** The value where all sources agree on one; null where none is known or they disagree. */
export function agreedText(draft: Draft, slot: number, attribute: string): string | null {
  const values = valuesOf(draft, slot, attribute);
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : null;
}
