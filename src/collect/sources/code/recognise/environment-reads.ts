import type { Expr } from '../ir.ts';
import type { Located, Resolved } from '../resolve/resolver.ts';

/** The parts of a value that could read the environment. */
export function leaves(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'object':
      return expr.entries.flatMap(({ value }) => leaves(value));
    case 'list':
      return expr.items.flatMap(leaves);
    case 'template':
      return expr.parts.flatMap((part) => (typeof part === 'string' ? [] : leaves(part)));
    case 'either':
      return expr.options.flatMap(leaves);
    case 'name':
    case 'member':
    case 'call':
    case 'index':
      return [expr];
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'function':
    case 'class':
    case 'unknown':
      return [];
    default:
      return expr satisfies never;
  }
}

/** Environment variables that a value is made of. */
export function environmentReads(
  resolved: Resolved,
): readonly { readonly name: string; readonly at: Located }[] {
  if (resolved.kind === 'env') return [{ name: resolved.name, at: resolved.at }];
  if (resolved.kind === 'either') return resolved.options.flatMap(environmentReads);
  if (resolved.kind !== 'text') return [];
  return resolved.parts.flatMap((part) => (typeof part === 'string' ? [] : environmentReads(part)));
}
