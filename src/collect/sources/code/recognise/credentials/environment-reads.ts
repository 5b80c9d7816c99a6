import type { Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { calledBy } from '../calls/called-things.ts';
import { callsIn, isCall, within, type Recognition } from '../recognition/recognition.ts';

/** The parts of a value that could read the environment. */
function leaves(expr: Expr): readonly Expr[] {
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

/** One variable, and the place that reads it. */
export interface EnvironmentRead {
  readonly name: string;
  readonly at: Located;
}

/** Environment variables that a value is made of. */
export function environmentReads(resolved: Resolved): readonly EnvironmentRead[] {
  if (resolved.kind === 'env') return [{ name: resolved.name, at: resolved.at }];
  if (resolved.kind === 'either') return resolved.options.flatMap(environmentReads);
  if (resolved.kind !== 'text') return [];
  return resolved.parts.flatMap((part) => (typeof part === 'string' ? [] : environmentReads(part)));
}

/** What the function was given or set itself: what that reads of the environment is read where it is set. */
function isOwn(fn: FunctionIr, expr: Expr): boolean {
  if (expr.kind === 'member' || expr.kind === 'index') return isOwn(fn, expr.object);
  return (
    expr.kind === 'name' &&
    (fn.params.some(({ name }) => name === expr.name) ||
      fn.assignments.some(({ target }) => target === expr.name))
  );
}

const byFunction = new WeakMap<FunctionIr, readonly EnvironmentRead[]>();

/**
 * What a function's body reads of the environment; kept, since many tools lead to one function. What the functions that it
 * calls read is theirs to say: they are walked too.
 */
export function environmentOf(
  recognition: Recognition,
  { module, fn }: { readonly module: ModuleIr; readonly fn: FunctionIr },
): readonly EnvironmentRead[] {
  const known = byFunction.get(fn);
  if (known !== undefined) return known;
  const own = [...fn.assignments.map(({ value }) => value), ...fn.returns].map((expr) => {
    return { module, scope: fn.scope, expr };
  });
  // Arguments too: `connect(os.environ["KEY"])` reads it where it calls.
  const called = callsIn(module, fn).flatMap((call) =>
    [call.expr, ...call.expr.args, ...call.expr.named.map(({ value }) => value)].map((expr) =>
      within(call, expr),
    ),
  );
  const reads = [...own, ...called]
    .flatMap((at) => leaves(at.expr).map((expr) => within(at, expr)))
    .filter((at) => !isOwn(fn, at.expr) && (!isCall(at) || calledBy(recognition, at).kind !== 'inside'))
    .flatMap((at) => environmentReads(recognition.resolver.value(at)));
  if (!recognition.resolver.isAssuming()) byFunction.set(fn, reads);
  return reads;
}
