import type { CallExpr } from '../ir.ts';
import type { Entity, EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';

const CASTS: ReadonlySet<string> = new Set(['typing.cast', 'typing_extensions.cast']);

/** `cast(T, x)` is x, whatever the type says (Python, "typing.cast"). Null for every other call. */
export function castValue(
  entities: EntityFollower,
  at: Located,
  { args }: CallExpr,
  callee: Entity,
): Entity | null {
  const [, value] = args;
  if (at.module.language !== 'python' || callee.kind !== 'package' || value === undefined) return null;
  return CASTS.has(callee.symbol.qualified) ? entities.entity({ ...at, expr: value }) : null;
}
