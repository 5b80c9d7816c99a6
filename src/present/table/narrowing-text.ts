import { verbsClause } from '#assess';
import type { NarrowedGrant, PolicyNarrowing } from '../policy-narrowing.ts';
import { listed } from './counted.ts';

/**
 * What of a policy goes and what stays, behind its name; empty where nothing is known of either.
 *
 * @param withLosers Whether the tools that lose something are named: where a log saw them they are told by it.
 */
export function narrowingText({ out, keep }: PolicyNarrowing, withLosers: boolean): string {
  const losers = withLosers ? namesOf(out) : [];
  const parts = [
    ...(out.length === 0
      ? []
      : [`take out ${grantsText(out)}${losers.length === 0 ? '' : `, which ${listed(losers)} will lose`}`]),
    ...(keep.length === 0 ? [] : [`keep only ${grantsText(keep)}`]),
  ];
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}

function namesOf(grants: readonly NarrowedGrant[]): readonly string[] {
  return [...new Set(grants.flatMap(({ tools }) => tools.map(({ name }) => name)))];
}

/** Stores that the same is done to stand together. */
function grantsText(grants: readonly NarrowedGrant[]): string {
  const verbs = new Map<string, string[]>();
  for (const { verb, store } of grants) verbs.set(store.name, [...(verbs.get(store.name) ?? []), verb]);
  const stores = new Map<string, string[]>();
  for (const [name, done] of verbs) {
    const key = verbsClause(done);
    stores.set(key, [...(stores.get(key) ?? []), name]);
  }
  return [...stores].map(([done, names]) => `${done} ${listed(names)}`).join(', and ');
}
