import type { Expr } from '../ir.ts';
import { exactArray } from './exact-array.ts';
import type { Lowering } from './lowering.ts';

/**
 * Arrays, lists, tuples and sets alike: order and kind do not matter to what is in them.
 *
 * @param isSpread Whether a node is `...xs` or `*xs`.
 */
export function lowerSequence(
  lowering: Lowering,
  node: number,
  isSpread: (lowering: Lowering, node: number) => boolean,
  lowerSpread: (lowering: Lowering, node: number) => Expr,
): Expr {
  const { tree } = lowering;
  const items: Expr[] = [];
  const spreads: Expr[] = [];
  const end = tree.after(node);
  for (let child = node + 1; child < end; child = tree.after(child)) {
    if (lowering.is(child, 'comment')) continue;
    if (isSpread(lowering, child)) spreads.push(lowerSpread(lowering, child));
    else items.push(lowering.expr(child));
  }
  return {
    kind: 'list',
    items: exactArray(items),
    spreads: exactArray(spreads),
    complete: spreads.length === 0,
    span: lowering.span(node),
  };
}
