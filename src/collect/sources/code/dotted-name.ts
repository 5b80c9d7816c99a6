import type { Expr } from './ir.ts';

/** In a dotted name: a position or key that was computed. */
export const ANY_KEY = '*';
/** In the target of an assignment: what is put into a dictionary as a whole. */
export const MERGED = '**';

/** `a.b.c` of names and members, `a.0.c` of a written position, `a.*.c` of one that is not; null for anything else. */
export function dottedName(expr: Expr): string | null {
  const parts: string[] = [];
  let at = expr;
  while (at.kind === 'member' || at.kind === 'index') {
    if (at.kind === 'member') parts.push(at.property);
    else parts.push(at.index.kind === 'number' && at.index.value >= 0 ? String(at.index.value) : ANY_KEY);
    at = at.object;
  }
  if (at.kind !== 'name') return null;
  parts.push(at.name);
  return parts.reverse().join('.');
}
