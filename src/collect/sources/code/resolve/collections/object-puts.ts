import type { EntityFollower } from '../entity.ts';
import type { Put } from '../mutations/scope-mutations.ts';
import type { Located } from '../resolver.ts';
import { forget, isSameValue, isSure, takeIn, type Parts } from './object-parts.ts';

/** Another function may not be run, or later than what asks. */
export function isAlways({ branch, module, scope }: Put, made: Located): boolean {
  return branch === null && module === made.module && scope === made.scope;
}

/** In the function of what asks, and below it: what stood there before was read, unless nothing did. */
export function isAfter({ module, scope, expr }: Put, from: Located): boolean {
  return module === from.module && scope === from.scope && expr.span.startLine > from.expr.span.endLine;
}

/** What was put there, each under its key; in some cases only, and then what was there before may be there still. */
export function takeInPut(
  entities: EntityFollower,
  parts: Parts,
  own: Parts,
  { module, branch }: Put,
  always: boolean,
): void {
  const before = new Map<string, Located>();
  for (const key of own.entries.keys()) {
    if (always && isSure(own, key)) {
      forget(parts, key);
      continue;
    }
    const old = parts.entries.get(key);
    if (old !== undefined) before.set(key, old);
    if (!isSure(parts, key)) parts.mayLack.add(key);
  }
  takeIn(parts, own);
  for (const [key, value] of own.entries) {
    const old = before.get(key);
    if (old !== undefined && !isSameValue(entities, old, value)) parts.alternatives.push({ key, value: old });
    parts.entries.set(key, value);
    if (branch === null && !own.replaceable.has(key)) parts.replaceable.delete(key);
  }
  if (branch === null) return;
  for (const value of [...own.entries.values(), ...own.others])
    if (!parts.maybe.has(value)) parts.maybe.set(value, { module, span: branch, isBranch: true });
}
