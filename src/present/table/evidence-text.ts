import type { Evidence } from '#model';

/** Where a fact was read, as an editor or a person can follow it: target/path:line, a pointer, or a trace with its time. */
export function placeText(evidence: Evidence): string {
  const { at, target } = evidence;
  if ('startLine' in at) return `${target}/${at.path}:${String(at.startLine)}`;
  if ('pointer' in at) return `${target}/${at.path}#${at.pointer}`;
  return `${target}/${at.path} trace ${at.trace.slice(0, 8)} span ${at.span.slice(0, 8)} ${at.time}`;
}

export function evidenceText(evidence: Evidence): string {
  const note = evidence.note === undefined ? '' : ` (${evidence.note})`;
  return `${placeText(evidence)}${note}`;
}

/** Distinct places, in order, at most `most`; the rest is counted, never dropped in silence. */
export function placesText(evidence: readonly Evidence[], most: number): string {
  const places = [...new Set(evidence.map(placeText))];
  const rest = places.length - most;
  return `${places.slice(0, most).join(' · ')}${rest > 0 ? ` · and ${String(rest)} more` : ''}`;
}
