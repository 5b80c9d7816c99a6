import type { CallExpr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located, LocatedClass, PackageSymbol, Resolved } from '../../resolve/resolver.ts';
import { canonicalSymbol } from '../catalog/catalog.ts';
import { methodOf } from './methods.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** What a call calls. */
export type Called =
  /** Something outside the target, by its one spelling: `axios#get`, `builtins.eval`, `globalThis#fetch`. */
  | {
      readonly kind: 'outside';
      readonly symbol: string;
      /** Arguments were given before the call: those that it shows are not all. */
      readonly isPartial: boolean;
      /** What it calls in other cases; left out where it always calls the one. */
      readonly others?: readonly string[];
    }
  | { readonly kind: 'inside'; readonly module: ModuleIr; readonly fn: FunctionIr }
  /** A method of something that is itself only data, or of unknown make. */
  | { readonly kind: 'method'; readonly receiver: Expr; readonly name: string }
  /** A function that a callback was handed: `resolve` of a promise, `done`. */
  | { readonly kind: 'handed' }
  | { readonly kind: 'unknown'; readonly text: string };

/** What a chain of members and elements begins with. */
function root(expr: Expr): Expr {
  if (expr.kind === 'member' || expr.kind === 'index') return root(expr.object);
  return expr;
}

/** Null for anything but a chain of names. */
function dottedText(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind !== 'member') return null;
  const object = dottedText(expr.object);
  return object === null ? null : `${object}.${expr.property}`;
}

/** Whether a name is bound anywhere from a scope outwards. A name that is not is the language's own. */
export function isBound(module: ModuleIr, scope: number, name: string): boolean {
  if (module.imports.some((one) => one.local === name)) return true;
  for (let at: number | null = scope; at !== null; at = module.scopes[at]?.parent ?? null) {
    const here = module.scopes[at];
    if (here === undefined) return false;
    const names = [here.params, here.functions, here.classes].some((list) =>
      list.some((one) => one.name === name),
    );
    if (names || here.assignments.some(({ target }) => target === name)) return true;
  }
  return false;
}

/** A global of JavaScript or a builtin of Python; null where the name is bound in the program or is no plain name. */
function languageSymbol(at: Located): string | null {
  const base = root(at.expr);
  const text = dottedText(at.expr);
  if (base.kind !== 'name' || text === null || base.name === 'self') return null;
  if (isBound(at.module, at.scope, base.name)) return null;
  if (at.module.language === 'python') return `builtins.${text}`;
  return `globalThis#${text.replace(/^(globalThis|window|global)\./, '')}`;
}

/** For a gap: names of the program, never its texts. */
function describe(callee: Expr): string {
  return (dottedText(callee) ?? (callee.kind === 'member' ? `….${callee.property}` : callee.kind)).slice(
    0,
    80,
  );
}

/** Whether the code stands in a function that has no name of its own. */
function isAnonymous(at: Located): boolean {
  return at.module.scopes[at.scope]?.symbol === null && at.scope !== 0;
}

/** Where the function stands that takes the parameter; the mention's own place where none is found. */
function takerOf({ at, name }: Resolved & { readonly kind: 'parameter' }): Located {
  const { scopes } = at.module;
  for (let scope: number | null = at.scope; scope !== null; scope = scopes[scope]?.parent ?? null)
    if (scopes[scope]?.params.some((param) => param.name === name) === true) return { ...at, scope };
  return at;
}

/** What `getattr(object, "name")` reads, as a member; null where the name is not written down. */
function namedMember(origin: Located | null): Located | null {
  if (origin?.expr.kind !== 'call') return null;
  const [object, name] = origin.expr.args;
  if (object === undefined || name?.kind !== 'string') return null;
  return within(origin, { kind: 'member', object, property: name.value, span: origin.expr.span });
}

/** What `promisify(f)` and `partial(f)` give back calls f. */
function wrappedFunction(symbol: PackageSymbol): Located | null {
  const wrapped = /^(util#promisify|functools\.partial)\(\)$/.test(canonicalSymbol(symbol.qualified))
    ? symbol.origin
    : null;
  const [inner] = wrapped?.expr.kind === 'call' ? wrapped.expr.args : [];
  return wrapped === null || inner === undefined ? null : within(wrapped, inner);
}

/** `(await import('x')).y` and `require('x').y` are the y of x; what wraps a function is called by its name. */
function imported(recognition: Recognition, symbol: PackageSymbol): string {
  const inner = wrappedFunction(symbol) ?? namedFunction(symbol);
  const found = inner === null ? null : recognition.resolver.symbol(inner);
  if (found !== null && found !== symbol) return canonicalSymbol(found.qualified);
  const member = /^globalThis#(?:import|require)\(\)\.(.+)$/.exec(symbol.qualified)?.[1];
  if (member === undefined || symbol.origin?.expr.kind !== 'call') return canonicalSymbol(symbol.qualified);
  const [name] = symbol.origin.expr.args;
  return name?.kind === 'string' ? canonicalSymbol(`${name.value}#${member}`) : symbol.qualified;
}

function namedFunction(symbol: PackageSymbol): Located | null {
  return symbol.qualified === 'builtins.getattr()' ? namedMember(symbol.origin) : null;
}

/** The one spelling of what an expression names outside the target; null where it names nothing there. */
export function outsideSymbol(recognition: Recognition, at: Located): string | null {
  const symbol = recognition.resolver.symbol(at);
  return symbol === null ? null : imported(recognition, symbol);
}

/** The one spelling of a package's symbol. */
export function symbolOutside(recognition: Recognition, symbol: PackageSymbol): string {
  return imported(recognition, symbol);
}

const called = new WeakMap<Recognition, Map<CallExpr, Called>>();

/** Asked again for every tool whose body leads to the call. */
export function calledBy(recognition: Recognition, call: LocatedCall): Called {
  // What is called may hang on what is put in, and then holds for that alone.
  if (recognition.resolver.isAssuming()) return followed(recognition, call);
  const known = called.get(recognition) ?? new Map<CallExpr, Called>();
  called.set(recognition, known);
  const before = known.get(call.expr);
  if (before !== undefined) return before;
  const found = followed(recognition, call);
  known.set(call.expr, found);
  return found;
}

/** Modules and functions that are found by a name which is not written down may be any. */
const ANY_MODULE = /^globalThis#(?:import|require)\(\)\./;

function outside(recognition: Recognition, symbol: PackageSymbol): Called {
  const found = imported(recognition, symbol);
  if (ANY_MODULE.test(found)) return { kind: 'unknown', text: 'a module that is chosen as it runs' };
  if (found === 'builtins.getattr()') return namedCalled(recognition, symbol);
  const isPartial = symbol.qualified === 'functools.partial()';
  const before = isPartial && symbol.origin?.expr.kind === 'call' ? symbol.origin.expr : null;
  // To a function of the target, or by position: what stands where in the call is then another thing.
  if (isPartial && (found === symbol.qualified || before?.args.length !== 1))
    return { kind: 'unknown', text: 'partial(…)' };
  return { kind: 'outside', symbol: found, isPartial };
}

/** `getattr(object, "name")(…)` calls a function of the target, or a method of something. */
function namedCalled(recognition: Recognition, symbol: PackageSymbol): Called {
  const member = namedMember(symbol.origin);
  if (member?.expr.kind !== 'member') return { kind: 'unknown', text: 'getattr(…)' };
  const inside = recognition.resolver.fn(member);
  if (inside !== null) return { kind: 'inside', ...inside };
  return { kind: 'method', receiver: member.expr.object, name: member.expr.property };
}

/** `op ? GetCommand : DeleteCommand`: each of them. One that is no package's may do anything. */
function withOthers(recognition: Recognition, callee: Located, called: Called): Called {
  if (called.kind !== 'outside' || (callee.expr.kind !== 'name' && callee.expr.kind !== 'either'))
    return called;
  const value = recognition.resolver.value(callee);
  if (value.kind !== 'either') return called;
  const symbols = value.options.map((one) =>
    one.kind === 'package' ? symbolOutside(recognition, one.symbol) : null,
  );
  const others = new Set(symbols.filter((one) => one !== null && one !== called.symbol));
  const isPartial = called.isPartial || symbols.includes(null);
  if (others.size === 0) return isPartial === called.isPartial ? called : { ...called, isPartial };
  return { ...called, isPartial, others: [...others].filter((one) => one !== null) };
}

/**
 * In the order of what is surest: a package's symbol, a function of the target, the language's own, a method, what it
 * was handed.
 */
function followed(recognition: Recognition, call: LocatedCall): Called {
  const callee = within(call, call.expr.callee);
  // Outside before inside: what a package exports is known by the catalogue alone.
  const symbol = recognition.resolver.symbol(callee);
  if (symbol !== null) return withOthers(recognition, callee, outside(recognition, symbol));
  const inside = recognition.resolver.fn(callee);
  if (inside !== null) return { kind: 'inside', ...inside };
  const own = languageSymbol(callee);
  if (own !== null) return { kind: 'outside', symbol: own, isPartial: false };
  const { expr } = callee;
  const made = recognition.resolver.cls(callee);
  if (made !== null && !isClass(recognition, callee)) return instanceCalled(recognition, made, expr);
  if (made === null && expr.kind === 'member')
    return { kind: 'method', receiver: expr.object, name: expr.property };
  const handed = recognition.resolver.value(callee);
  const isHanded = handed.kind === 'parameter' && isAnonymous(takerOf(handed));
  if (isHanded && isAnonymous(callee)) return { kind: 'handed' };
  if (made === null) return { kind: 'unknown', text: describe(expr) };
  const constructor = methodOf(recognition, made, ['__init__', 'constructor']);
  // A class without a constructor only holds what it is given.
  return constructor === null ? { kind: 'handed' } : { kind: 'inside', ...constructor };
}

/** Whether it stands for a class, and not for an object of one. */
function isClass(recognition: Recognition, at: Located): boolean {
  const found = recognition.resolver.value(at);
  const options = found.kind === 'either' ? found.options : [found];
  return options.some((one) => one.kind === 'definition' && one.at.expr.kind === 'class');
}

/** `shell(command)` of a `shell = Shell()` runs its `__call__`. */
function instanceCalled(recognition: Recognition, own: LocatedClass, expr: Expr): Called {
  const method = methodOf(recognition, own, ['__call__']);
  return method === null ? { kind: 'unknown', text: describe(expr) } : { kind: 'inside', ...method };
}
