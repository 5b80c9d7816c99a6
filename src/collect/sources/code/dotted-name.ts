import type { Expr } from './ir.ts';

/** `a.b.c` of names and members; null for anything else. */
export function dottedName(expr: Expr): string | null {
  const parts: string[] = [];
  let at = expr;
  while (at.kind === 'member') {
    parts.push(at.property);
    at = at.object;
  }
  if (at.kind !== 'name') return null;
  parts.push(at.name);
  return parts.reverse().join('.');
}
