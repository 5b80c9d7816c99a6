import type { Expr } from './ir.ts';

/** In a dotted name: a position or key that was computed. */
export const ANY_KEY = '*';
/** In the target of an assignment: what is put into a dictionary as a whole. */
export const MERGED = '**';

/** `a.b` of `a.b.c`: whose member a qualified name is; the name itself where it has no dot. */
export function withoutMember(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

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

/** Whichever element: `all.*` of `all.0`. */
export function anyElement(dotted: string): string {
  return dotted.replace(/\.\d+(?=\.|$)/g, `.${ANY_KEY}`);
}
