import type { Located, Resolved } from './resolver.ts';

/** Of one value; what is more is left out. */
const MAX_ALTERNATIVES = 500;

/** Equal values are one; an environment variable followed by a text is the variable with a default. */
export function alternatives(options: readonly Resolved[], at: Located): Resolved {
  const byKey = new Map<unknown, Resolved>();
  for (const option of options)
    for (const each of option.kind === 'either' ? option.options : [option]) {
      if (byKey.size >= MAX_ALTERNATIVES) break;
      const key = keyOf(each);
      if (!byKey.has(key)) byKey.set(key, each);
    }
  const distinct = [...byKey.values()];
  const [first, second] = distinct;
  if (first === undefined) return { kind: 'unresolved', why: 'nothing is assigned to it', at };
  if (distinct.length === 1) return first;
  if (distinct.length === 2 && first.kind === 'env' && first.default === null && second?.kind === 'known') {
    return second.value === null ? first : { ...first, default: String(second.value) };
  }
  return { kind: 'either', options: distinct, at };
}

/** What equal values share; where nothing is known of a value, its place. */
function keyOf(value: Resolved): unknown {
  if (value.kind === 'known') return `${typeof value.value} ${String(value.value)}`;
  if (value.kind === 'env') return `env ${value.name} ${value.default ?? ''}`;
  return value.at.expr;
}
