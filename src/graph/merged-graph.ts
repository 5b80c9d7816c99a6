import { EDGE_KINDS, type EdgeFact, type NodeFact, type NodeKind } from '#model';
import { kindOf, type AssignedValue, type Draft } from './merge/draft.ts';
import { canonicalId } from './merge/identity-keys.ts';

/**
 * One asset when all joins are made. Facts in a stable order. `aliases` are sorted and hold `id`; `assigned` is what
 * the configuration says of it, whatever sources say.
 */
export interface MergedAsset {
  readonly id: string;
  readonly kind: NodeKind;
  readonly aliases: readonly string[];
  readonly facts: readonly NodeFact[];
  readonly assigned: readonly AssignedValue[];
}

/**
 * The finished graph by column. Assets and edges are numbered in a stable order: assets by id, edges by (from, kind,
 * to). `outStart[a]..outStart[a+1]` are the edges that leave a; `inEdges[inStart[a]..]` those that arrive.
 * `factStart[e]..factStart[e+1]` index `facts`: what the sources said of edge e.
 *
 * An edge costs about 18 bytes here, beside the facts that say it. `kind` indexes EDGE_KINDS and `derived` is 0 or 1;
 * both fit a byte. The `start` arrays have one place more than there are keys, so that the last key needs no case of
 * its own. `indexOf` knows every alias.
 */
export interface MergedGraph {
  readonly assets: readonly MergedAsset[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly edgeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
  readonly outStart: Int32Array;
  readonly inStart: Int32Array;
  readonly inEdges: Int32Array;
  readonly factStart: Int32Array;
  readonly facts: readonly EdgeFact[];
  readonly derived: Uint8Array;
}

/** By content, so that the order of batches leaves no trace. */
function compareFacts(a: NodeFact, b: NodeFact): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function assetAt(draft: Draft, root: number): MergedAsset {
  const members = draft.sets.members(root);
  const aliases = members.map((slot) => draft.ids[slot] ?? '').sort();
  const facts = members.flatMap((slot) => draft.facts[slot] ?? []);
  return {
    id: canonicalId(aliases),
    kind: kindOf(draft, root),
    aliases,
    facts: facts.length > 1 ? facts.sort(compareFacts) : facts,
    assigned: members.flatMap((slot) => draft.assigned.get(slot) ?? []),
  };
}

/** Stable counting sort of rows by a small key: linear, which a sort by comparison is not. */
function sortByKey(rows: Int32Array, keyOf: (row: number) => number, keys: number): Int32Array {
  const start = new Int32Array(keys + 1);
  for (const row of rows) start[keyOf(row) + 1] = (start[keyOf(row) + 1] ?? 0) + 1;
  // Counts become the first place of each key.
  for (let key = 0; key < keys; key += 1) start[key + 1] = (start[key + 1] ?? 0) + (start[key] ?? 0);
  const sorted = new Int32Array(rows.length);
  for (const row of rows) {
    const at = start[keyOf(row)] ?? 0;
    sorted[at] = row;
    start[keyOf(row)] = at + 1;
  }
  return sorted;
}

interface SortedRows {
  readonly rows: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Rows in (from, kind, to) order, with both ends as asset numbers. An edge whose ends became one asset is dropped. */
function sortRows(draft: Draft, assetOf: Int32Array, assets: number): SortedRows {
  const { edges } = draft;
  const from = Int32Array.from(edges.from, (slot) => assetOf[slot] ?? 0);
  const to = Int32Array.from(edges.to, (slot) => assetOf[slot] ?? 0);
  const kept: number[] = [];
  for (let row = 0; row < edges.from.length; row += 1)
    // An edge of an asset to itself is kept where a source said so.
    if (from[row] !== to[row] || edges.from[row] === edges.to[row]) kept.push(row);
  // Least significant key first: the sort is stable.
  let rows = sortByKey(Int32Array.from(kept), (row) => to[row] ?? 0, assets);
  rows = sortByKey(rows, (row) => edges.kind[row] ?? 0, EDGE_KINDS.length);
  return { rows: sortByKey(rows, (row) => from[row] ?? 0, assets), from, to };
}

/** The row at which each key begins, and one more for the end of the last. */
function startsOf(count: number, keys: Int32Array): Int32Array {
  const start = new Int32Array(count + 1);
  for (const key of keys) start[key + 1] = (start[key + 1] ?? 0) + 1;
  for (let at = 0; at < count; at += 1) start[at + 1] = (start[at + 1] ?? 0) + (start[at] ?? 0);
  return start;
}

/** Rows of one edge lie together; each first row opens an edge. */
function firstRows(draft: Draft, { rows, from, to }: SortedRows): readonly number[] {
  const { kind } = draft.edges;
  const firsts: number[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const [row, before] = [rows[at] ?? 0, at === 0 ? -1 : (rows[at - 1] ?? 0)];
    const same =
      before >= 0 && from[row] === from[before] && to[row] === to[before] && kind[row] === kind[before];
    if (!same) firsts.push(at);
  }
  return firsts;
}

/** 1 where nobody said the edge: every fact of it was derived. */
function derivedOf(draft: Draft, rows: Int32Array, firsts: readonly number[]): Uint8Array {
  const derived = new Uint8Array(firsts.length).fill(1);
  firsts.forEach((first, edge) => {
    const end = firsts[edge + 1] ?? rows.length;
    for (let at = first; at < end; at += 1)
      if (draft.edges.derived[rows[at] ?? 0] !== true) derived[edge] = 0;
  });
  return derived;
}

function factsInOrder(draft: Draft, rows: Int32Array): readonly EdgeFact[] {
  const facts: EdgeFact[] = [];
  for (const row of rows) {
    const fact = draft.edges.facts[row];
    if (fact !== undefined) facts.push(fact);
  }
  return facts;
}

/** Rows that agree in (from, kind, to) become one edge here; until now each row is one fact's word. */
function edgeColumns(
  draft: Draft,
  assetOf: Int32Array,
  assets: number,
): Omit<MergedGraph, 'assets' | 'indexOf'> {
  const sorted = sortRows(draft, assetOf, assets);
  const firsts = firstRows(draft, sorted);
  const rowAt = (edge: number): number => sorted.rows[firsts[edge] ?? 0] ?? 0;
  const from = Int32Array.from(firsts, (_, edge) => sorted.from[rowAt(edge)] ?? 0);
  const to = Int32Array.from(firsts, (_, edge) => sorted.to[rowAt(edge)] ?? 0);
  const everyEdge = Int32Array.from(firsts, (_, edge) => edge);
  const derived = derivedOf(draft, sorted.rows, firsts);
  return {
    edgeCount: firsts.length,
    from,
    to,
    kind: Uint8Array.from(firsts, (_, edge) => draft.edges.kind[rowAt(edge)] ?? 0),
    outStart: startsOf(assets, from),
    inStart: startsOf(assets, to),
    inEdges: sortByKey(everyEdge, (edge) => to[edge] ?? 0, assets),
    factStart: Int32Array.from([...firsts, sorted.rows.length]),
    facts: factsInOrder(draft, sorted.rows),
    derived,
  };
}

/** Freezes the draft: no join happens after this. Linear in facts and edges but for the sort of the ids. */
export function freezeGraph(draft: Draft): MergedGraph {
  // Numbered by id, not by slot: slots are given in the order in which facts arrived.
  const roots = [...new Set(draft.ids.map((_, slot) => draft.sets.find(slot)))];
  const built = roots.map((root) => ({ root, asset: assetAt(draft, root) }));
  built.sort((a, b) => (a.asset.id < b.asset.id ? -1 : 1));
  const numberOf = new Int32Array(draft.ids.length);
  const indexOf = new Map<string, number>();
  built.forEach(({ root, asset }, index) => {
    numberOf[root] = index;
    for (const alias of asset.aliases) indexOf.set(alias, index);
  });
  const assetOf = Int32Array.from(draft.ids, (_, slot) => numberOf[draft.sets.find(slot)] ?? 0);
  const assets = built.map(({ asset }) => asset);
  return { assets, indexOf, ...edgeColumns(draft, assetOf, assets.length) };
}
