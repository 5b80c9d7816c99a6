import { assetsOf, edgesOf, factsOf, type Draft } from '../merge/draft.ts';

/**
 * A team that the configuration calls `team` and CODEOWNERS calls `@org/team` is one team where two things are seen: CODEOWNERS
 * names teams of one organisation alone, and both are said to own the same (`team` the system, `@org/team` something in it).
 * Either by itself would be a guess: short names are the same in many organisations.
 */
export function joinTeamNames(draft: Draft): void {
  const groups = assetsOf(draft, 'group').map((slot) => ({
    slot,
    name: factsOf(draft, slot)[0]?.name ?? '',
  }));
  const qualified = groups.filter(({ name }) => /^[^/]+\/[^/]+$/.test(name));
  const organisations = new Set(qualified.map(({ name }) => name.split('/')[0]?.toLowerCase()));
  if (organisations.size !== 1) return;
  const owned = assetsOwnedBy(draft);
  for (const { slot, name } of groups.filter((one) => !one.name.includes('/'))) {
    const same = qualified.filter((one) => one.name.split('/')[1]?.toLowerCase() === name.toLowerCase());
    const [team] = same;
    const isShared = [...(owned.get(team?.slot ?? -1) ?? [])].some((asset) => owned.get(slot)?.has(asset));
    if (team !== undefined && same.length === 1 && isShared) draft.sets.join(team.slot, slot);
  }
}

/** By owner: what is said to be its own, and what is part of a system of its own. */
function assetsOwnedBy(draft: Draft): ReadonlyMap<number, ReadonlySet<number>> {
  const parts = new Map<number, number[]>();
  for (const { from, to } of edgesOf(draft, 'contains')) parts.set(from, [...(parts.get(from) ?? []), to]);
  const owned = new Map<number, Set<number>>();
  for (const { from, to } of edgesOf(draft, 'owned-by')) {
    const mine = owned.get(to) ?? new Set<number>();
    for (const asset of [from, ...(parts.get(from) ?? [])]) mine.add(asset);
    owned.set(to, mine);
  }
  return owned;
}
