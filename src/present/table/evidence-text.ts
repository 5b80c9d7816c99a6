import type { Evidence } from '#model';
import type { Style } from './painter.ts';

/** Where a fact was read, as an editor or a person can follow it: target/path:line, a pointer, or a trace with its time. */
function placeText({ at, target }: Evidence, { place }: Pick<Style, 'place'>): string {
  const file = place(target, at.path);
  if ('startLine' in at) return `${file}:${String(at.startLine)}`;
  if ('pointer' in at) return `${file}#${at.pointer}`;
  // Eight hex digits find a trace in its file; the whole id would fill the line.
  return `${file} trace ${at.trace.slice(0, 8)} span ${at.span.slice(0, 8)} ${at.time}`;
}

/**
 * Distinct places, in order, at most `most`; the rest is counted, never dropped in silence.
 *
 * @param write How a place is told; on a page a long one is written out once.
 */
export function placesText(
  evidence: readonly Evidence[],
  most: number,
  style: Pick<Style, 'place'>,
  write: (place: string) => string = (place) => place,
): string {
  const places = [...new Set(evidence.map((one) => placeText(one, style)))];
  const rest = places.length - most;
  return `${places.slice(0, most).map(write).join(' · ')}${rest > 0 ? ` · and ${String(rest)} more` : ''}`;
}
