import type { Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { LocatedCall } from '../recognition/recognition.ts';
import { mentions } from '../values/taint.ts';

interface Inside {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
}

const known = new WeakMap<FunctionIr, Map<string, boolean>>();

/**
 * Whether a function of the target does nothing with what it is handed at one place but to call it, or to hand it to calls in turn:
 * what it does is then seen where it is called. Kept, given back or held by a function inside, it may be called by anybody.
 */
export function followsParameter(
  { module, fn }: Inside,
  { expr }: LocatedCall,
  place: number | string,
): boolean {
  // What is spread moves the places of the others.
  if (expr.spreads.length > 0 || fn.name === '__init__' || fn.name === 'constructor') return false;
  const isMethod = ['self', 'cls'].includes(fn.params[0]?.name ?? '');
  const params = isMethod ? fn.params.slice(1) : fn.params;
  const name =
    typeof place === 'string' ? params.find((one) => one.name === place)?.name : params[place]?.name;
  if (name === undefined) return false;
  const answers = known.get(fn) ?? new Map<string, boolean>();
  known.set(fn, answers);
  const before = answers.get(name);
  if (before !== undefined) return before;
  const follows = isOnlyCalled(module, fn, name);
  answers.set(name, follows);
  return follows;
}

function isOnlyCalled(module: ModuleIr, fn: FunctionIr, name: string): boolean {
  const scope = module.scopes[fn.scope];
  if (scope === undefined || scope.functions.length > 0 || scope.classes.length > 0) return false;
  // A pattern is taken apart into names of their own, which are parameters as much as it is.
  const names = new Set([name, ...patternNames(fn, name)]);
  const kept = fn.assignments.filter(({ value }) => !isPartOf(value, name)).map(({ value }) => value);
  return [...kept, ...fn.returns].every((expr) => !escapes(expr, names));
}

/** Names that a destructured parameter binds: `({ handler })` is `handler`, taken from the parameter `#0`. */
function patternNames(fn: FunctionIr, name: string): readonly string[] {
  return fn.assignments.filter(({ value }) => isPartOf(value, name)).map(({ target }) => target);
}

function isPartOf(value: Expr, name: string): boolean {
  return (
    name.startsWith('#') &&
    value.kind === 'member' &&
    value.object.kind === 'name' &&
    value.object.name === name
  );
}

/** What a call is made on and handed is looked at with the call. */
function escapes(expr: Expr, names: ReadonlySet<string>): boolean {
  if (expr.kind !== 'call') return mentions(expr, names);
  return expr.callee.kind === 'name' ? false : mentions(expr.callee, names);
}
