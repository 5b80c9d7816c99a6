import type { Coverage } from '#model';

/** What was watched: both ends as ISO 8601 UTC. */
export interface WatchedWindow {
  readonly from: string;
  readonly to: string;
}

/** From the first to the last moment that any source watched; null where none did. */
export function watchedWindow(coverage: readonly Coverage[]): WatchedWindow | null {
  const windows = coverage.flatMap((one) => one.window ?? []);
  // ISO 8601 in UTC sorts as text.
  const [from] = windows.map((one) => one.from).sort();
  const to = windows
    .map((one) => one.to)
    .sort()
    .at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}

/** Where what one source watched ends. */
export interface WatchedEnd {
  readonly source: string;
  /** ISO 8601 UTC. */
  readonly to: string;
}

/** The end of each source that watched anything, over all targets; the newest first. */
export function watchedUntil(coverage: readonly Coverage[]): readonly WatchedEnd[] {
  const ends = new Map<string, string>();
  for (const { source, window } of coverage) {
    const known = ends.get(source) ?? '';
    if (window !== null && window.to > known) ends.set(source, window.to);
  }
  return [...ends]
    .map(([source, to]) => ({ source, to }))
    .sort((a, b) => (a.to === b.to ? 0 : a.to < b.to ? 1 : -1));
}
