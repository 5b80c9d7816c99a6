import type { ClassIr, FunctionIr, ModuleIr } from '../../ir.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** A function of the program that is handed something. */
export interface Taker {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
}

/** The function that is called, or the constructor. */
export function functionTaking({ resolver }: Recognition, call: LocatedCall): Taker | null {
  const callee = within(call, call.expr.callee);
  const fn = resolver.fn(callee);
  if (fn !== null) return fn;
  const made = resolver.cls(callee);
  const own = made?.cls.methods.find(({ name }) => name === '__init__' || name === 'constructor');
  return made === null || own === undefined ? null : { module: made.module, fn: own };
}

/** The class whose method a function is; null where it is none. */
export function classAround(module: ModuleIr, fn: FunctionIr): ClassIr | null {
  const around = module.scopes[fn.scope]?.parent ?? null;
  return module.declaring.flatMap((scope) => scope.classes).find((cls) => cls.scope === around) ?? null;
}

/** Those of the function and, for what it sets on `self`, those of its class. */
export function assignmentsOf(module: ModuleIr, fn: FunctionIr) {
  const fields = classAround(module, fn)?.assignments ?? [];
  return [...fn.assignments, ...fields].filter(({ scope }) => isInside(module, scope, fn.scope));
}

/** Whether one scope stands in another, or is it. */
export function isInside(module: ModuleIr, scope: number, outer: number): boolean {
  for (let at: number | null = scope; at !== null; at = module.scopes[at]?.parent ?? null)
    if (at === outer) return true;
  return false;
}
