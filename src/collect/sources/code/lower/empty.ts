import type { Expr, NamedArgument } from '../ir.ts';

/** Most calls spread nothing and most lists are complete: one empty array serves them all. */
export const NO_EXPRS: readonly Expr[] = Object.freeze([]);
export const NO_NAMED: readonly NamedArgument[] = Object.freeze([]);

/** Frozen and shared, where there is nothing to hold. */
export function orNone(exprs: readonly Expr[]): readonly Expr[] {
  return exprs.length === 0 ? NO_EXPRS : exprs;
}
