import type { AttributeValue, Evidence, NodeFact } from '#model';

/** One value of one attribute, as one source gave it. */
export interface SourcedValue {
  readonly value: AttributeValue;
  readonly evidence: readonly Evidence[];
}

/** Equal for equal values: keys in order; a list counts as a set. */
export function valueKey(value: AttributeValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return JSON.stringify([...(value as readonly string[])].sort());
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A missing property was never seen; null is a value. */
export function attributeOf(fact: NodeFact, name: string): AttributeValue | undefined {
  const bag = fact.attributes as Readonly<Record<string, AttributeValue | undefined>>;
  return Object.hasOwn(bag, name) ? bag[name] : undefined;
}

/** Sorts by plane, source, target and place; lines are padded so that 9 stands before 10. */
export function evidenceKey(evidence: Evidence): string {
  const { at } = evidence;
  const where =
    'pointer' in at
      ? `${at.path} ${at.pointer}`
      : 'trace' in at
        ? `${at.path} ${at.time} ${at.trace} ${at.span}`
        : `${at.path} ${String(at.startLine).padStart(9, '0')} ${String(at.endLine)}`;
  return `${evidence.plane} ${evidence.source} ${evidence.target} ${where} ${evidence.note ?? ''}`;
}

/** Evidence kept per asset, edge and plane; more of the same convinces nobody and would cost memory without bound. */
const MAX_EVIDENCE = 100;

/** Each piece once, in a stable order, at most MAX_EVIDENCE. */
export function distinctEvidence(all: Iterable<Evidence>): readonly Evidence[] {
  const byKey = new Map<string, Evidence>();
  for (const evidence of all) byKey.set(evidenceKey(evidence), evidence);
  return [...byKey.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX_EVIDENCE)
    .map(([, evidence]) => evidence);
}
