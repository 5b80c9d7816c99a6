import type { Expr, ModuleIr, ObjectExpr } from '../ir.ts';
import { lookUp, type Binding } from './bindings.ts';
import type { EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';

/** Names for names, and alternatives in alternatives. */
const MAX_DEPTH = 6;

/**
 * Whether an expression is always what it is seen to be: a literal, or a name that is set once, to one. A member of anything that
 * has a name may be set by whoever holds it, a field by whoever makes the object, and what a call gives hangs on more than is read.
 */
export function isSettledValue(entities: EntityFollower, at: Located, depth = 0): boolean {
  const { expr } = at;
  if (depth > MAX_DEPTH) return false;
  switch (expr.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'template':
    case 'list':
    case 'object':
    case 'function':
      return true;
    case 'name':
      return isSettledName(entities, at, expr.name, depth);
    case 'member':
      return isSettledPart(entities, { ...at, expr: expr.object }, expr.property, depth);
    case 'either':
      return expr.options.every(
        (option, place) =>
          entities.isRuledOut(at, expr.asks?.[place]) ||
          isSettledValue(entities, { ...at, expr: option }, depth + 1),
      );
    default:
      return false;
  }
}

function isSettledName(entities: EntityFollower, at: Located, name: string, depth: number): boolean {
  const { module, scope } = at;
  const binding = lookUp(module, scope, name);
  if (binding === null || binding.imports.length > 0) return false;
  if (binding.param !== null) return binding.sets.length === 0 && !entities.isOpen(binding);
  const [set, ...others] = binding.sets;
  if (set === undefined || others.length > 0 || set.op !== 'set') return false;
  const isAlways = set.branch === null && set.loop === null;
  if (!isAlways || !isItsOwn(entities, module, binding, name, set.value)) return false;
  return isSettledValue(entities, { module, scope: set.scope, expr: set.value }, depth + 1);
}

/** Names of a function are nobody else's; those of a module are set from other modules as well. */
function isItsOwn(
  { modules }: EntityFollower,
  module: ModuleIr,
  binding: Binding,
  name: string,
  value: Expr,
): boolean {
  const kind = module.scopes[binding.scope]?.kind;
  if (kind === 'function') return binding.appends.length === 0;
  if (kind !== 'module' || value.kind === 'name') return false;
  for (const { memberSets } of modules.values())
    if (memberSets.some(({ target }) => target.endsWith(`.${name}`) || target.endsWith('.*'))) return false;
  return true;
}

/** A part of a destructured parameter: nobody else holds what is written in the call. */
function isSettledPart(entities: EntityFollower, of: Located, key: string, depth: number): boolean {
  if (of.expr.kind !== 'name' || !of.expr.name.startsWith('#')) return false;
  const passed = entities.entity(of);
  // Where nothing is put in nothing is known either.
  if (passed.kind !== 'expr' || passed.at.expr.kind !== 'object') return passed.kind === 'param';
  const value = partOf(passed.at.expr, key);
  // A part that is not there is given by nobody.
  if (value === null) return true;
  return value !== undefined && isSettledValue(entities, { ...passed.at, expr: value }, depth + 1);
}

/** Undefined where it cannot be told, null where the object has no such part. */
function partOf(
  { entries, spreads, spreadsAfter, complete }: ObjectExpr,
  key: string,
): Expr | null | undefined {
  const entry = entries.findLast((one) => one.key === key);
  // Spreads that come first are written over.
  if (entry !== undefined && (spreads.length === 0 || spreadsAfter === undefined)) return entry.value;
  return entry === undefined && complete ? null : undefined;
}
