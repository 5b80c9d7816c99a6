import type { CallExpr, Expr } from '../ir.ts';

/** What may hold settings under keys. */
export function isRecord({ kind }: Expr): boolean {
  return kind === 'object' || kind === 'list';
}

/** A call with named arguments, or one that is handed a record. */
export function holdsRecords({ args, named }: CallExpr): boolean {
  return named.length > 0 || args.some(isRecord);
}

/** Errs towards yes: names of many kinds hold the word. */
export function speaksOfModels(name: string): boolean {
  return name.includes('odel') || name.includes('ODEL');
}
