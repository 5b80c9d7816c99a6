import type { AttributeValue, EdgeKind } from '#model';

/** Clauses of findings for attributes whose names are ours. */
const CLAUSES: Readonly<Record<string, (value: string) => string>> = {
  pinned: (value) => (value === 'true' ? 'its name pins a version' : 'its name pins no version'),
  deprecatedAt: (value) => `deprecated since ${value}`,
  retiresAt: (value) => `requests fail from ${value}`,
};

/** A date that is not told without the one that follows from it. */
export const FOLLOWED_BY: Readonly<Record<string, string>> = { deprecatedAt: 'retiresAt' };

/** What an attribute says of an asset, as a clause of a sentence about it. */
export function attributeClause(attribute: string, value: AttributeValue): string {
  const text = attributeText(value);
  return CLAUSES[attribute]?.(text) ?? `${attribute} is ${text}`;
}

/** Names that a sentence can carry; the evidence leads to the others. */
const TOLD_NAMES = 6;

/** The far end of an edge, as a clause of a sentence about the near one; the edge's own name where it reads as one. */
export function edgeClause(edge: EdgeKind, direction: 'in' | 'out', names: readonly string[]): string {
  const rest = names.length - TOLD_NAMES;
  const all = `${names.slice(0, TOLD_NAMES).join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}`;
  if (edge === 'uses-model') return direction === 'in' ? `used by ${all}` : `uses ${all}`;
  return direction === 'in' ? `${edge} from ${all}` : `${edge} ${all}`;
}

const VERBS: Readonly<Record<string, string>> = {
  admin: 'administer',
  egress: 'send to',
  execute: 'run code on',
};

/** Verbs behind `can`: `read, write and administer`. A verb may carry a remark behind its first word. */
export function verbsClause(verbs: readonly string[]): string {
  const words = verbs.map((verb) => verb.replace(/^\w+/, (word) => VERBS[word] ?? word));
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** A title behind `whether`: small letters, unless it begins with an abbreviation. */
export function asClause(title: string): string {
  return /^[A-Z](?:[a-z]| )/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

/** An attribute as a person reads it: lists joined by commas, maps as key=value. */
export function attributeText(value: AttributeValue): string {
  if (value === null) return 'none';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.join(', ');
  return Object.entries(value)
    .map(([key, one]) => `${key}=${String(one)}`)
    .join(', ');
}
