import type { Guard } from '#model';

/**
 * Three values: a statement that may or may not apply says what it hangs on. `guards` are conditions of single requests;
 * `missing` is evidence that was not handed over. Combining follows Kleene, so a `yes` or `no` holds in every completion.
 */
export type Truth =
  | { readonly is: 'yes' }
  | { readonly is: 'no' }
  | { readonly is: 'maybe'; readonly guards: readonly Guard[]; readonly missing: readonly Missing[] };

/** Evidence that was not handed over: `what` of `of` was not seen, or (with `because`) could not be used. */
export interface Missing {
  readonly what: string;
  readonly of: string;
  readonly because?: string;
}

export const YES: Truth = { is: 'yes' };
export const NO: Truth = { is: 'no' };

/** Holds under these conditions of the request. */
export function guarded(...guards: readonly Guard[]): Truth {
  return { is: 'maybe', guards, missing: [] };
}

/** Cannot be told without this evidence. */
export function unseen(...missing: readonly Missing[]): Truth {
  return { is: 'maybe', guards: [], missing };
}

export function truthOf(flag: boolean): Truth {
  return flag ? YES : NO;
}

/** A guard is turned round with its sense; missing evidence stays missing either way. */
export function not(truth: Truth): Truth {
  switch (truth.is) {
    case 'yes':
      return NO;
    case 'no':
      return YES;
    case 'maybe':
      return { ...truth, guards: truth.guards.map((guard) => ({ ...guard, mustHold: !guard.mustHold })) };
    default:
      return truth;
  }
}

/** All that each open part hangs on: every guard must hold and every piece of evidence is wanted. */
export function and(...truths: readonly Truth[]): Truth {
  let guards: Guard[] = [];
  let missing: Missing[] = [];
  let open = false;
  for (const truth of truths) {
    if (truth.is === 'no') return NO;
    if (truth.is === 'yes') continue;
    open = true;
    guards = guards.concat(truth.guards);
    missing = missing.concat(truth.missing);
  }
  return open ? { is: 'maybe', guards: distinct(guards), missing: distinct(missing) } : YES;
}

/** Of several ways that are each open, the one that asks least is kept: fewest missing, then fewest guards. */
export function or(...truths: readonly Truth[]): Truth {
  let best: Truth = NO;
  for (const truth of truths) {
    if (truth.is === 'yes') return YES;
    if (truth.is === 'maybe' && (best.is !== 'maybe' || cost(truth) < cost(best))) best = truth;
  }
  return best;
}

function cost(truth: Extract<Truth, { is: 'maybe' }>): number {
  return truth.missing.length * 1_000 + truth.guards.length;
}

function distinct<T>(items: readonly T[]): T[] {
  if (items.length < 2) return [...items];
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
