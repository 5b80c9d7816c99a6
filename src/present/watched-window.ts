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
