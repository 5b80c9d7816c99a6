import type { GraphView } from '#graph';
import { listed } from './counted.ts';

/** What was not seen, and of which asset; null where it is of none. */
interface Reason {
  readonly what: string;
  readonly at: string | null;
}

/**
 * Each reason once. What is said of several assets in the same words is said of the first, and the others are named
 * behind it.
 */
export function reasonTexts(reasons: readonly Reason[], view: GraphView): readonly string[] {
  const alike = new Map<string, { readonly what: string; readonly others: Set<string> }>();
  for (const { what, at } of reasons) {
    const name = (at === null ? null : view.node(at)?.name) ?? null;
    const key = name === null ? what : what.replaceAll(name, '\u0000');
    const first = alike.get(key);
    if (first === undefined) alike.set(key, { what, others: new Set() });
    else if (name !== null && first.what !== what) first.others.add(name);
  }
  return [...alike.values()].map(({ what, others }) =>
    others.size === 0 ? what : `${what}; likewise ${listed([...others])}`,
  );
}
