import {
  PLANES,
  STATES,
  type AttributeValue,
  type Evidence,
  type Identifier,
  type Plane,
  type State,
} from '#model';
import type { AttributeReading, GraphNode } from './graph-view.ts';
import { attributeOf, distinctEvidence, valueKey, type SourcedValue } from './merge/attribute-values.ts';
import { hostOf } from './merge/identity-keys.ts';
import type { MergedAsset } from './merged-graph.ts';

/** Which state holds where sources differ: in use anywhere is in use; switched off says more than a test or template. */
const STATE_PRECEDENCE: readonly State[] = ['active', 'disabled', 'test', 'template'];

function stateOf(asset: MergedAsset): State {
  const seen = new Set(asset.facts.map((fact) => fact.state));
  return STATE_PRECEDENCE.find((state) => seen.has(state)) ?? STATES[0];
}

const PLANE_ORDER: Readonly<Record<Plane, number>> = { declared: 0, granted: 1, observed: 2 };

/**
 * The name that code gave, then the platform, then telemetry; under the canonical id where several did. A host is what a
 * client calls a server whose name it does not know: any other name is better.
 */
function nameOf(asset: MergedAsset): string {
  const urls = asset.facts.flatMap((fact) => fact.identifiers.filter((one) => one.scheme === 'url'));
  const hosts = new Set(urls.map((one) => hostOf(one.value)));
  const ranked = asset.facts.map((fact) => {
    const plane = Math.min(...fact.evidence.map((one) => PLANE_ORDER[one.plane]));
    // Compared as text, criterion by criterion; the name itself last, so that no tie is left.
    const rank = [hosts.has(fact.name), plane, fact.id !== asset.id, fact.name].map(String).join(' ');
    return { name: fact.name, rank };
  });
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked[0]?.name ?? asset.id;
}

function identifiersOf(asset: MergedAsset): readonly Identifier[] {
  const all = asset.facts.flatMap((fact) => fact.identifiers);
  const byKey = new Map(all.map((one) => [`${one.scheme} ${one.value}`, one]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Names that any source said something of, a known none included. */
function attributeNamesOf(asset: MergedAsset): readonly string[] {
  const named = asset.facts.flatMap((fact) =>
    Object.entries(fact.attributes).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  );
  return [...new Set([...named, ...asset.assigned.map((one) => one.attribute)])].sort();
}

export function graphNode(asset: MergedAsset): GraphNode {
  const evidence = distinctEvidence(asset.facts.flatMap((fact) => fact.evidence));
  const planes = new Set(evidence.map((one) => one.plane));
  return {
    id: asset.id,
    kind: asset.kind,
    name: nameOf(asset),
    state: stateOf(asset),
    aliases: asset.aliases,
    identifiers: identifiersOf(asset),
    planes: PLANES.filter((plane) => planes.has(plane)),
    evidence,
    attributeNames: attributeNamesOf(asset),
  };
}

function onPlane(evidence: readonly Evidence[], plane: Plane | undefined): readonly Evidence[] {
  return plane === undefined ? evidence : evidence.filter((one) => one.plane === plane);
}

function sourcedValues(asset: MergedAsset, name: string, plane: Plane | undefined): readonly SourcedValue[] {
  const assigned = asset.assigned.filter(
    (one) => one.attribute === name && onPlane(one.evidence, plane).length > 0,
  );
  if (assigned.length > 0) {
    const top = assigned.reduce((best, one) => Math.max(best, one.precedence), -Infinity);
    // Several of one precedence stay, and conflict where they differ.
    return assigned.filter((one) => one.precedence === top);
  }
  return asset.facts.flatMap((fact) => {
    const value = attributeOf(fact, name);
    const evidence = onPlane(fact.evidence, plane);
    return value === undefined || evidence.length === 0 ? [] : [{ value, evidence }];
  });
}

interface ValueOfSource {
  readonly value: AttributeValue;
  readonly source: string;
  readonly plane: Plane;
}

/** For a person who has to settle it: who says what, on which plane. */
function perSource(values: readonly SourcedValue[]): readonly ValueOfSource[] {
  const byKey = new Map<string, ValueOfSource>();
  for (const { value, evidence } of values)
    for (const { source, plane } of evidence)
      byKey.set(`${plane} ${source} ${valueKey(value)}`, { value, source, plane });
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/**
 * What all sources together say. An assignment of the configuration settles the matter: the highest precedence holds,
 * and two of equal precedence conflict. A source that says null (known to be none) conflicts with one that names a value.
 */
export function attributeReading(asset: MergedAsset, name: string, plane?: Plane): AttributeReading {
  const values = sourcedValues(asset, name, plane);
  const first = values[0];
  if (first === undefined) return { kind: 'unknown' };
  if (new Set(values.map((one) => valueKey(one.value))).size > 1)
    return { kind: 'conflicting', values: perSource(values) };
  return {
    kind: 'known',
    value: first.value,
    evidence: distinctEvidence(values.flatMap((one) => one.evidence)),
  };
}
