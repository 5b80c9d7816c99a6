import { ANY_KEY } from '../../dotted-name.ts';
import { identityOf } from '../choices.ts';
import { alternativesOf, type EntityFollower } from '../entity.ts';
import type { Condition, Located } from '../resolver.ts';

/** An object while its parts are being put together. */
export interface Parts {
  readonly entries: Map<string, Located>;
  readonly others: Located[];
  alternatives: { readonly key: string; readonly value: Located }[];
  readonly maybe: Map<Located, Condition>;
  readonly sources: Located[];
  readonly replaceable: Set<string>;
  readonly mayLack: Set<string>;
  /** False where there may be values that are in none of these. */
  allValues: boolean;
  steps: number;
}

export function noParts(steps: number): Parts {
  return {
    entries: new Map(),
    others: [],
    alternatives: [],
    maybe: new Map(),
    sources: [],
    replaceable: new Set(),
    mayLack: new Set(),
    allValues: true,
    steps,
  };
}

export function isSure({ entries, mayLack }: Parts, key: string): boolean {
  return entries.has(key) && !mayLack.has(key);
}

/** What a key held before, but for its entry: it is given a value in all cases. */
export function forget(parts: Parts, key: string): void {
  parts.replaceable.delete(key);
  parts.mayLack.delete(key);
  if (parts.alternatives.some((one) => one.key === key))
    parts.alternatives = parts.alternatives.filter((one) => one.key !== key);
}

/** Everything but the entries, which are told apart by their keys. What was not read may hold any of the keys that are known. */
export function takeIn(parts: Parts, own: Parts): void {
  parts.sources.push(...own.sources);
  parts.alternatives.push(...own.alternatives);
  parts.others.push(...own.others);
  for (const [value, why] of own.maybe) parts.maybe.set(value, why);
  for (const key of own.replaceable) parts.replaceable.add(key);
  if (own.others.length > 0) mayReplace(parts);
  if (!own.allValues) leaveUnread(parts);
}

/** Something was put in that is not known: it may hold more keys, and other values for those that are. */
export function leaveUnread(parts: Parts): void {
  parts.allValues = false;
  mayReplace(parts);
}

function mayReplace({ entries, replaceable }: Parts): void {
  for (const key of entries.keys()) replaceable.add(key);
}

/** Under a key that is computed there may be one of several, as a loop gives them. */
export function setKey(entities: EntityFollower, parts: Parts, key: string, value: Located): void {
  if (key !== ANY_KEY) {
    forget(parts, key);
    parts.entries.set(key, value);
    return;
  }
  mayReplace(parts);
  if (value.expr.kind !== 'index') parts.others.push(value);
  else {
    const options = alternativesOf(entities.entity(value));
    parts.others.push(...(options ?? [value]).map((one) => ({ ...one })));
  }
}

/** Keys that every alternative gives: what they held before is gone. Those that only some give may be lacking. */
export function replacedBy(parts: Parts, each: readonly Parts[]): Set<string> {
  const replaced = new Set<string>();
  for (const key of new Set(each.flatMap(({ entries }) => [...entries.keys()])))
    if (each.every((own) => isSure(own, key))) {
      forget(parts, key);
      replaced.add(key);
    } else if (!isSure(parts, key)) parts.mayLack.add(key);
  return replaced;
}

/** Known to be one and the same, however it is written. */
export function isSameValue(entities: EntityFollower, one: Located | undefined, other: Located): boolean {
  if (one === undefined) return false;
  const identity = identityOf(entities.entity(one));
  return identity !== null && identity === identityOf(entities.entity(other));
}
