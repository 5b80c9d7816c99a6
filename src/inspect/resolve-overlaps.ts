import type { Found } from './compiled-detector.ts';
import { decodeEscapes } from './escape-runs.ts';

/**
 * Of matches that overlap, the one whose detector is the most specific; then the one found with fewer layers, the longer,
 * the earlier. Two secrets out of one encoded run have the same place and are both kept.
 *
 * @returns In order of start.
 */
export function resolveOverlaps(found: readonly Found[]): readonly Found[] {
  if (found.length < 2) return found;
  const best = [...found].sort(byWorth);
  const kept: Found[] = [];
  // Kept matches in order of start would allow a binary search; the bound on matches makes this short enough.
  for (const one of best) {
    if (!kept.some((other) => overlaps(one, other) && yieldsTo(one, other))) kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end || byWorth(a, b));
}

function byWorth(a: Found, b: Found): number {
  return (
    a.detector.rank - b.detector.rank ||
    a.layers.length - b.layers.length ||
    b.end - b.start - (a.end - a.start) ||
    a.start - b.start ||
    (a.detector.detector.id < b.detector.detector.id ? -1 : 1)
  );
}

function overlaps(a: Found, b: Found): boolean {
  return a.start < b.end && b.start < a.end;
}

/** A run that was decoded covers more than its secret: another secret of equal rank inside it stands beside it. */
function yieldsTo(one: Found, other: Found): boolean {
  const isDecoded = one.layers.length > 0 || other.layers.length > 0;
  if (!isDecoded) return true;
  // A password with an escape in it is seen twice, as written and as meant.
  if (one.detector === other.detector && decodeEscapes(other.secret) === one.secret) return true;
  return one.secret === other.secret || one.detector.rank > other.detector.rank;
}
