import type { ObjectExpr } from '../ir.ts';

const SPREADS_FIRST: Pick<ObjectExpr, 'spreadsAfter'> = {};

/**
 * Where the spreads of an object stand among its entries; nothing where they come first, as in most objects.
 *
 * @param after How many entries were written before each.
 */
export function spreadOrder(after: readonly number[]): Pick<ObjectExpr, 'spreadsAfter'> {
  return after.some((count) => count > 0) ? { spreadsAfter: after.slice() } : SPREADS_FIRST;
}
