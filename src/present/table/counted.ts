import { counted, kindText, type NodeKind } from '#model';

/** `8 agents and 6 prompts`, in the order in which the kinds first come. */
export function countedKinds(kinds: readonly NodeKind[]): string {
  const counts = new Map<NodeKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return listed([...counts].map(([kind, count]) => counted(count, kindText(kind))));
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined || items.length === 1) return last ?? '';
  return `${items.slice(0, -1).join(', ')} and ${last}`;
}
