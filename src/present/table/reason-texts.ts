import type { GraphView } from '#graph';
import { listed } from './counted.ts';

/** What was not seen, and of which asset; null where it is of none. */
interface Reason {
  readonly what: string;
  readonly at: string | null;
}

/** One text, and every reason that it stands for. */
interface MergedReason {
  readonly what: string;
  readonly of: readonly string[];
}

/**
 * Each reason once. What is said of several assets in the same words is said of the first, and the others are named
 * behind it.
 */
export function mergedReasons(reasons: readonly Reason[], view: GraphView): readonly MergedReason[] {
  const alike = new Map<
    string,
    { readonly what: string; readonly others: Set<string>; readonly of: Set<string> }
  >();
  for (const { what, at } of reasons) {
    const name = (at === null ? null : view.node(at)?.name) ?? null;
    const key = name === null ? what : what.replaceAll(name, '\u0000');
    const first = alike.get(key) ?? { what, others: new Set(), of: new Set() };
    if (name !== null && first.what !== what) first.others.add(name);
    first.of.add(what);
    alike.set(key, first);
  }
  return [...alike.values()].map(({ what, others, of }) => ({
    what: others.size === 0 ? what : `${what}; likewise ${listed([...others])}`,
    of: [...of],
  }));
}

export function reasonTexts(reasons: readonly Reason[], view: GraphView): readonly string[] {
  return mergedReasons(reasons, view).map(({ what }) => what);
}
