import type { Expr } from '../../ir.ts';
import type { Lowering } from '../lowering.ts';

/** What is spread: `x` of `...x`. */
export function lowerSpread(lowering: Lowering, node: number): Expr {
  const inner = lowering.tree.children(node).find((child) => !lowering.is(child, 'comment'));
  return inner === undefined ? lowering.unknown(node) : lowering.expr(inner);
}
