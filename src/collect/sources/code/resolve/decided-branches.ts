import type { CallExpr, Expr, FunctionIr, Guard, ModuleIr } from '../ir.ts';
import { enclosingClass, lookUp } from './bindings.ts';
import type { Entity, EntityFollower } from './entity.ts';
import type { Assumption, Located } from './resolver.ts';
import { argumentFor, isMet } from './returns-taken.ts';
import { isSettledValue } from './settled-values.ts';

/** Names for names. */
const MAX_NAMES = 4;
/** Why a member of an object that was read whole is none. */
export const NO_SUCH_KEY = 'the object has no such key';

/** The call that a name was set to, and nothing else; null for everything else. */
function callBehind(at: Located): (Located & { readonly expr: Expr & { kind: 'call' } }) | null {
  const { module } = at;
  let { scope, expr } = at;
  for (let steps = 0; expr.kind === 'name' && steps < MAX_NAMES; steps += 1) {
    const [set, ...others] = lookUp(module, scope, expr.name)?.sets ?? [];
    if (set === undefined || others.length > 0) return null;
    ({ scope, value: expr } = set);
  }
  return expr.kind === 'call' ? { module, scope, expr } : null;
}

const deciding = new WeakMap<EntityFollower, ReadonlySet<string>>();

/** Names by which functions are called in which something hangs on a condition, those that modules import them under included. */
function namesOfDeciding({ modules }: EntityFollower): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { scopes } of modules.values())
    for (const { decides, symbol } of scopes)
      if (decides === true) names.add(symbol?.split('.').at(-1) ?? '');
  for (const { imports } of modules.values())
    for (const { imported, local } of imports)
      if (imported === 'default' || names.has(imported)) names.add(local);
  return names;
}

function mayDecide(entities: EntityFollower, callee: Expr): boolean {
  const names = deciding.get(entities) ?? namesOfDeciding(entities);
  deciding.set(entities, names);
  if (callee.kind === 'name') return names.has(callee.name);
  return callee.kind !== 'member' || names.has(callee.property);
}

/**
 * What a call passes for each parameter, defaults included, where it calls a function of the program in which something hangs
 * on a condition on a name. Null for every other expression.
 */
export function handedOver(entities: EntityFollower, at: Located): readonly Assumption[] | null {
  const call = callBehind(at);
  // By its name first: hardly any function decides, and each call is asked about.
  if (call === null || !mayDecide(entities, call.expr.callee)) return null;
  const callee = entities.entity({ ...call, expr: call.expr.callee });
  if (callee.kind !== 'expr' || callee.at.expr.kind !== 'function') return null;
  const { module, expr } = callee.at;
  const { fn } = expr;
  if (fn.params.length === 0 || module.scopes[fn.scope]?.decides !== true) return null;
  // A decorator may hand over more than the call does, and so may what overrides a method.
  if (fn.decorators.length > 0 || mayBeOverridden(entities, call.expr.callee, module, fn)) return null;
  const passed = fn.params.flatMap(({ name }): Assumption[] => {
    const passed = argumentFor(entities, call, call.expr, { module, fn }, name);
    if (passed === null) return [];
    const { value: is, isSettled } = passed;
    // An object that has a name may have been filled since: what it lacks where it is written says nothing.
    if (is.expr.kind === 'object' && !isWrittenIn(call.expr, is.expr)) return [];
    const parameter: Expr = { kind: 'name', name, span: fn.span };
    const at: Located = { module, scope: fn.scope, expr: parameter };
    return [isSettled ? { at, is } : { at, is, isOpen: true }];
  });
  return passed.length === 0 ? null : passed;
}

/** Methods by name, of classes that derive from something. */
type DerivedMethods = ReadonlyMap<string | null, readonly FunctionIr[]>;
const overriding = new WeakMap<EntityFollower['modules'], DerivedMethods>();

/** Whether another class than the method's own may be meant, which derives from something and has a method of that name. */
function mayBeOverridden(
  { modules }: EntityFollower,
  callee: Expr,
  module: ModuleIr,
  fn: FunctionIr,
): boolean {
  // What is made in place is of its own class.
  if (callee.kind !== 'member' || callee.object.kind === 'call') return false;
  const own = enclosingClass(module, fn.scope);
  if (own?.methods.includes(fn) !== true) return false;
  let known = overriding.get(modules);
  if (known === undefined) overriding.set(modules, (known = derivedMethods(modules)));
  return known.get(fn.name)?.some((one) => one !== fn) === true;
}

function derivedMethods(modules: EntityFollower['modules']): DerivedMethods {
  const found = new Map<string | null, FunctionIr[]>();
  for (const { declaring } of modules.values())
    for (const { classes } of declaring)
      for (const { bases, methods } of classes)
        for (const method of bases.length > 0 ? methods : []) {
          const known = found.get(method.name);
          if (known === undefined) found.set(method.name, [method]);
          else known.push(method);
        }
  return found;
}

/** In the call itself. */
function isWrittenIn({ args, named }: CallExpr, expr: Expr): boolean {
  return args.includes(expr) || named.some(({ value }) => value === expr);
}

/** Whether one of the conditions is not met by what is put in for a parameter. */
export function isRuledOut(entities: EntityFollower, at: Located, asks: readonly Guard[]): boolean {
  return asks.some((guard) => {
    if (guard.name === null) return false;
    const expr: Expr = { kind: 'name', name: guard.name, span: at.expr.span };
    if (!isOfFunction(at, guard.name) || !isSettledValue(entities, { ...at, expr })) return false;
    return isMet(guard, worth(entities.entity({ ...at, expr }), at)) === false;
  });
}

/** A key that is not there holds nothing. */
function worth(entity: Entity, at: Located): Located | null {
  if (entity.kind === 'expr') return entity.at;
  const isMissing = entity.kind === 'none' && entity.why === NO_SUCH_KEY;
  return isMissing ? { ...at, expr: { kind: 'null', span: at.expr.span } } : null;
}

/** Names of a module are set from other modules as well. */
function isOfFunction({ module, scope }: Located, name: string): boolean {
  const binding = lookUp(module, scope, name);
  return binding !== null && module.scopes[binding.scope]?.kind === 'function';
}
