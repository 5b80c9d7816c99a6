import type { CallExpr, Expr } from '../ir.ts';
import { enclosingClass } from './bindings.ts';
import type { Entity, EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';

/** By the call that asks for it: what is kept by expression is then found again. */
const made = new WeakMap<CallExpr, CallExpr>();

/** Whether nothing that is written goes into an object: what is spread comes from elsewhere. */
function isBare(entities: EntityFollower, at: Located, { args, named, spreads }: CallExpr): boolean {
  if (args.length > 0 || named.length > 0) return false;
  return spreads.every((expr) => (entities.object({ ...at, expr })?.entries.size ?? 0) === 0);
}

/**
 * `Derived.load(…)`, where a class above it says `return cls(**values)`: an object of the class that is asked, and not of the one
 * that says so. Only where nothing written is handed over, which would be looked up in another place than the class. What is spread is kept as
 * unknown: it may set each of the fields.
 *
 * @param found What the method was seen to return.
 * @returns Null for all that is made in another way.
 */
export function objectOfAsked(
  entities: EntityFollower,
  at: Located,
  call: CallExpr,
  found: Entity,
): Entity | null {
  if (found.kind !== 'expr' || found.at.expr.kind !== 'call' || call.callee.kind !== 'member') return null;
  const { callee } = found.at.expr;
  if (callee.kind !== 'name' || callee.name !== 'self') return null;
  const asked = entities.entity({ ...at, expr: call.callee.object });
  if (asked.kind !== 'expr' || asked.at.expr.kind !== 'class') return null;
  const said = enclosingClass(found.at.module, found.at.scope);
  if (said === null || said === asked.at.expr.cls || !isBare(entities, found.at, found.at.expr)) return null;
  // Where it is looked up now its names mean nothing: it stays something that was not read.
  const spreads = found.at.expr.spreads.map(({ span }): Expr => ({ kind: 'unknown', text: '', span }));
  const expr: CallExpr = made.get(call) ?? { ...found.at.expr, callee: call.callee.object, spreads };
  made.set(call, expr);
  return { kind: 'expr', at: { ...at, expr }, symbol: null };
}
