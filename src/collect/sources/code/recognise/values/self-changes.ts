import type { CallExpr, Expr, FunctionIr } from '../../ir.ts';
import { ANY_KEY } from '../../dotted-name.ts';
import type { LocatedClass } from '../../resolve/resolver.ts';
import {
  calledSymbol,
  callsIn,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Functions of the languages that set members of an object under names that they are handed. */
const SETTERS: ReadonlySet<string> = new Set([
  'builtins.setattr',
  'builtins.object.__setattr__',
  'globalThis#Object.assign',
  'globalThis#Object.defineProperty',
  'globalThis#Object.defineProperties',
  'globalThis#Reflect.set',
]);

/**
 * Whether classes may change members of their own objects where nobody reads it: a decorator of the program's own, a hook for
 * classes below, a member that is set under a name that is computed, an object that is handed to a function of the program.
 *
 * @param read The members that matter.
 */
export function changesItself(
  recognition: Recognition,
  line: readonly LocatedClass[],
  read: ReadonlySet<string>,
): boolean {
  return line.some(
    (one) =>
      isDecorated(recognition, one) ||
      one.cls.assignments.some(({ target }) => isComputed(target)) ||
      one.cls.methods.some((method) => changesIn(recognition, line, one, method, read)),
  );
}

/** A decorator that is a library's registers the class, or makes a constructor of its fields. */
function isDecorated({ resolver }: Recognition, { module, cls }: LocatedClass): boolean {
  const scope = module.scopes[cls.scope]?.parent ?? 0;
  return cls.decorators.some(({ expr }) => {
    const maker = expr.kind === 'call' ? expr.callee : expr;
    return resolver.symbol({ module, scope, expr: maker }) === null;
  });
}

/** `this[key] = value`, `self.__dict__[key] = value`. */
function isComputed(target: string): boolean {
  return target === `self.${ANY_KEY}` || target.startsWith('self.__dict__');
}

function changesIn(
  recognition: Recognition,
  line: readonly LocatedClass[],
  { module }: LocatedClass,
  method: FunctionIr,
  read: ReadonlySet<string>,
): boolean {
  if (method.name === '__init_subclass__') return true;
  if (method.assignments.some(({ target, value }) => isComputed(target) || isDict(value))) return true;
  return callsIn(module, method).some((call) => changesBy(recognition, line, call, read));
}

function isSelf(expr: Expr): boolean {
  return expr.kind === 'name' && expr.name === 'self';
}

/** `self.__dict__`, `vars(self)`. */
function isDict(expr: Expr): boolean {
  if (expr.kind === 'member') return expr.property === '__dict__' && isSelf(expr.object);
  return (
    expr.kind === 'call' &&
    expr.callee.kind === 'name' &&
    expr.callee.name === 'vars' &&
    expr.args.some(isSelf)
  );
}

function changesBy(
  recognition: Recognition,
  line: readonly LocatedClass[],
  call: LocatedCall,
  read: ReadonlySet<string>,
): boolean {
  const { callee, args, named } = call.expr;
  if (callee.kind === 'member' && isDict(callee.object))
    return !/^(get|items|keys|values|copy)$/.test(callee.property);
  const symbol = calledSymbol(recognition, call)?.symbol ?? null;
  // `super().__setattr__(name, value)` and `object.__setattr__(self, name, value)`.
  const isOwnSetter = callee.kind === 'member' && callee.property === '__setattr__';
  if (isOwnSetter) return !namesNone(args.slice(args[0] !== undefined && isSelf(args[0]) ? 1 : 0, 2), read);
  if (symbol !== null && SETTERS.has(symbol))
    return args[0] !== undefined && isSelf(args[0]) && setsAny(call.expr, symbol, read);
  const isHanded = args.some(isSelf) || named.some(({ value }) => isSelf(value));
  // What libraries do with an object is not to change what agents of its own may call.
  if (!isHanded || symbol !== null) return false;
  // `Base.__init__(self)`: a method of its own line, which is looked into as such.
  const fn = recognition.resolver.fn(within(call, callee))?.fn;
  return !line.some(({ cls }) => cls.methods.some((method) => method === fn));
}

/** Whether one of the members that matter may be among those that a call sets. */
function setsAny({ args }: CallExpr, symbol: string, read: ReadonlySet<string>): boolean {
  if (!symbol.endsWith('assign') && !symbol.endsWith('Properties')) return !namesNone(args.slice(1, 2), read);
  return !args
    .slice(1)
    .every(
      (one) =>
        one.kind === 'object' &&
        one.complete &&
        one.spreads.length === 0 &&
        one.entries.every(({ key }) => key !== ANY_KEY && !read.has(key)),
    );
}

/** Whether a name is written that is none of those that matter. */
function namesNone([name]: readonly Expr[], read: ReadonlySet<string>): boolean {
  return name?.kind === 'string' && !read.has(name.value) && !name.value.startsWith('__');
}
