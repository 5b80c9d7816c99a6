import type { Expr } from '../ir.ts';

/** Some element of a collection, whichever: what a loop variable stands for. */
export function anyOf(collection: Expr): Expr {
  const { span } = collection;
  return { kind: 'index', object: collection, index: { kind: 'unknown', text: '', span }, span };
}
