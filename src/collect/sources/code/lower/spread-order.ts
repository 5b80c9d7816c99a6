import type { ObjectExpr } from '../ir.ts';

/**
 * An object with where its spreads stand among its entries; as it is where they come first, as in most objects.
 *
 * @param after How many entries were written before each spread.
 */
export function withSpreadOrder(object: ObjectExpr, after: readonly number[]): ObjectExpr {
  return after.some((count) => count > 0) ? { ...object, spreadsAfter: after.slice() } : object;
}
