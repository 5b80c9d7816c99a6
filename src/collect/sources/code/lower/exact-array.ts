/** One frozen array for everything that is empty: most calls spread nothing and name nothing. */
export const NONE: readonly never[] = Object.freeze([]);

/**
 * The same items without room for more. V8 gives an array that was pushed to room for seventeen, which in the arguments of
 * calls would be a third of what the modules of a program take.
 */
export function exactArray<T>(items: readonly T[]): readonly T[] {
  return items.length === 0 ? NONE : items.slice();
}

/** What was set by index alone, with an empty list wherever nothing was. */
export function withoutHoles<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return Array.from(lists, (one) => (one as readonly T[] | undefined) ?? NONE);
}
