import { STORE_KINDS } from '#model';
import type { GraphView } from '#graph';

/**
 * Classes of the configuration that count as sensitive. An undeclared store is not: it would make a percentage of
 * guesses.
 */
const SENSITIVE: readonly unknown[] = ['confidential', 'restricted'];

/** The counts stand beside the percentage, since 1 of 2 and 50 of 100 are different news. */
export interface Exposure {
  /** Stores with at least one path that is certain or conditional. */
  readonly reached: number;
  readonly sensitive: number;
  /** Sensitive stores of which neither could be shown: at most so many more are reached. */
  readonly undecided: number;
  /** 0–100, one decimal; at least so much where some are undecided. Null where none is shown and some are undecided. */
  readonly percent: number | null;
  /** Every sensitive store, so that the counts can be checked by name. */
  readonly stores: readonly {
    readonly name: string;
    readonly reached: boolean;
    readonly undecided: boolean;
  }[];
  /** Why it could not be told of those that are undecided; each reason once. */
  readonly because: readonly string[];
}

/**
 * Sensitive stores that an untrusted entry reaches through an AI asset ÷ all sensitive stores, in percent.
 *
 * Null where no store is declared sensitive: nothing to count is not zero exposure. Unknown paths do not count as reached,
 * nor as kept out: what stopped the search may hide a way to any store.
 *
 * @param lost Traces that were handed over and could not be read, one clause each: they may show a way to any store.
 */
export function exposureOf(view: GraphView, lost: readonly string[] = []): Exposure | null {
  const sensitive = STORE_KINDS.flatMap((kind) => view.nodes(kind)).filter((node) => {
    const reading = view.attribute(node, 'sensitivity');
    return reading.kind === 'known' && SENSITIVE.includes(reading.value);
  });
  if (sensitive.length === 0) return null;
  const wanted = new Set(sensitive.map((node) => node.id));
  const reached = new Set<string>();
  const doubtful = new Set<string>();
  const stopped = new Set<string>(lost);
  const missing = new Set<string>();
  for (const entry of [
    ...view.nodes('internet'),
    ...view.nodes('untrusted-content'),
    ...view.nodes('third-party'),
  ]) {
    const { paths, unknown } = view.reach(entry.id, {
      // Through an AI asset only: an identity's own grants are told by who-can, not here.
      modes: ['deputy'],
      verbs: ['read', 'write', 'admin'],
      sinks: (node) => wanted.has(node.id),
    });
    for (const path of paths) {
      (path.certainty === 'unknown' ? doubtful : reached).add(path.sink);
      for (const one of path.missing) missing.add(one);
    }
    for (const one of unknown) stopped.add(one.why);
  }
  const isUndecided = (id: string): boolean => !reached.has(id) && (stopped.size > 0 || doubtful.has(id));
  const undecided = [...wanted].filter(isUndecided).length;
  return {
    reached: reached.size,
    sensitive: wanted.size,
    undecided,
    // Nothing shown and something open is no zero.
    percent:
      reached.size === 0 && undecided > 0 ? null : Math.round((1000 * reached.size) / wanted.size) / 10,
    stores: sensitive.map(({ id, name }) => ({ name, reached: reached.has(id), undecided: isUndecided(id) })),
    because: undecided === 0 ? [] : [...new Set([...stopped, ...missing])],
  };
}
