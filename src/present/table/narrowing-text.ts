import { verbsClause } from '#assess';
import type { NarrowedGrant, PolicyNarrowing } from '../policy-narrowing.ts';
import { listed } from './counted.ts';

/**
 * What of a policy stays and what goes, behind its name; empty where nothing is known of either.
 *
 * @param withLosers Whether the tools that lose something are named: where a log saw them they are told by it.
 */
export function narrowingText({ out, keep, hasUnused }: PolicyNarrowing, withLosers: boolean): string {
  const losers = withLosers ? namesOf(out) : [];
  const lost = losers.length === 0 ? '' : `, which ${listed(losers)} will lose`;
  if (keep.length === 0) return out.length === 0 ? '' : `: take out ${grantsText(out)}${lost}`;
  const users = namesOf(keep);
  const needed = users.length === 0 ? 'which is in use' : `for ${listed(users)}`;
  const stays = `: leave only ${grantsText(keep)}, ${needed}`;
  if (out.length === 0) return stays;
  return `${stays}; out goes ${grantsText(out)}${lost}${hasUnused ? ', and what nothing uses' : ''}`;
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
