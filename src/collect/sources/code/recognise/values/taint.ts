import type { Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import { callsIn } from '../recognition/recognition.ts';
/** Assignments may stand in any order; each pass follows one more step, and longer chains are not written. */
const MAX_PASSES = 6;

/** What an expression is made of. A class is not: its methods run elsewhere. */
export function pieces(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'template':
      return expr.parts.filter((part) => typeof part !== 'string');
    case 'member':
      return [expr.object];
    case 'index':
      return [expr.object, expr.index];
    case 'call':
      return [expr.callee, ...expr.args, ...expr.named.map(({ value }) => value), ...expr.spreads];
    case 'list':
      return [...expr.items, ...expr.spreads];
    case 'object':
      return [...expr.entries.map(({ value }) => value), ...expr.spreads];
    case 'either':
      return expr.options;
    case 'function':
      return expr.fn.returns;
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'name':
    case 'class':
    case 'unknown':
      return [];
    default:
      return expr satisfies never;
  }
}

/**
 * Whether anything in the expression comes from one of the names. True is the safe answer: what is taken for the
 * model's choice widens what a tool can do.
 */
export function mentions(expr: Expr, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  if (expr.kind === 'name') return names.has(expr.name);
  if (isOwnField(expr) && names.has(`self.${expr.property}`)) return true;
  // What was not lowered is searched as text; a loop variable stands there too, whose values come from what is looped over.
  if (expr.kind === 'unknown') return expr.text.split(/\W+/).some((word) => names.has(word));
  return pieces(expr).some((piece) => mentions(piece, names));
}

/** A field of the object whose method it stands in. */
function isOwnField(expr: Expr): expr is Expr & { kind: 'member' } {
  return expr.kind === 'member' && expr.object.kind === 'name' && expr.object.name === 'self';
}

/** One pass; false where nothing was added. */
function spread(module: ModuleIr, fn: FunctionIr, names: Set<string>): boolean {
  const before = names.size;
  for (const { target, value } of fn.assignments)
    if (mentions(value, names) || (names.size > 0 && value.kind === 'unknown'))
      names.add(target.split('.')[0] === 'self' ? target : (target.split('.')[0] ?? target));
  for (const { expr: call } of callsIn(module, fn)) {
    // `items.map((item) => …)`: what is handed over with the callback is handed to it.
    const callbacks = call.args.filter((arg) => arg.kind === 'function');
    const others = [call.callee, ...call.args.filter((arg) => arg.kind !== 'function')];
    if (callbacks.length === 0 || !others.some((expr) => mentions(expr, names))) continue;
    for (const callback of callbacks)
      if (callback.kind === 'function') for (const param of callback.fn.params) names.add(param.name);
  }
  return names.size > before;
}

/**
 * Names inside a function whose value depends on the given ones: assigned from them, or handed to a callback with them.
 * By name alone, so it may say too much where a name is used twice; never too little within one function.
 */
export function dependents(module: ModuleIr, fn: FunctionIr, given: Iterable<string>): ReadonlySet<string> {
  const names = new Set(given);
  for (let pass = 0; pass < MAX_PASSES && spread(module, fn, names); pass += 1);
  return names;
}
