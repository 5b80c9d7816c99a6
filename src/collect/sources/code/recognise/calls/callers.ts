import type { CallExpr, ClassIr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import { anyOf } from '../../lower/any-of.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

type Parameter = Resolved & { readonly kind: 'parameter' };

/** Enough to see what is passed; a function called a thousand times is a library's. */
const MAX_CALLERS = 8;
/** Where it matters what none of them passes. */
export const ALL_CALLERS = 64;
/** Methods that hand each element of a list to a callback. */
const EACH = /^(map|forEach|flatMap|filter|reduce)$/;
/** Calls by the scope of the function that they are handed. */
const callbacks = new WeakMap<ModuleIr, Map<number, LocatedCall>>();
const byName = new WeakMap<Recognition, ReadonlyMap<string, readonly LocatedCall[]>>();

/** By the last name of what is called: a cheap index, which the resolver confirms for each call. */
function callsByName(recognition: Recognition): ReadonlyMap<string, readonly LocatedCall[]> {
  const known = byName.get(recognition);
  if (known !== undefined) return known;
  const modules = [...recognition.program.modules.values()];
  const index = new Map<string, LocatedCall[]>();
  // What has no name of its own is called by none that is asked for.
  for (const { declared } of modules) for (const name of declared) addName(index, name);
  for (const name of methodsAsked(recognition)) addName(index, name);
  const renamed = renamedFrom(modules);
  for (const [other, names] of renamed) if (names.some((name) => index.has(name))) addName(index, other);
  // What the program itself passes comes before what its tests do: only so many callers are asked.
  const own = modules.filter((module) => stateOf(module) === 'active');
  for (const module of new Set([...own, ...modules])) addCalls(index, renamed, module);
  byName.set(recognition, index);
  return index;
}

/** Calls of whatever is declared under a name somewhere in the program, or gives a model tools; whose is meant, the resolver says. */
export function callsNamed(recognition: Recognition, name: string): readonly LocatedCall[] {
  return callsByName(recognition).get(name) ?? [];
}

/** Methods of frameworks that are looked for by name alone: what gives a model tools, joins chains, and joins nodes. */
function methodsAsked({ catalog }: Recognition): readonly string[] {
  const bindTools = catalog.frameworks.flatMap((framework) => framework.bindTools);
  const addEdge = [...catalog.graphs.values()].flatMap(({ row }) => row.addEdge);
  return [...bindTools, ...addEdge, 'pipe', 'from'];
}

function addName(index: Map<string, LocatedCall[]>, name: string): void {
  if (!index.has(name)) index.set(name, []);
}

/** Without a generator and copies: every call of the program passes here. */
function addCalls(
  index: Map<string, LocatedCall[]>,
  renamed: ReadonlyMap<string, readonly string[]>,
  module: ModuleIr,
): void {
  let imported: ReadonlySet<string> | null = null;
  for (const { call, name, scope } of module.callSites) {
    if (name === null) continue;
    index.get(name)?.push({ module, scope, expr: call });
    const names = renamed.get(name);
    if (names === undefined) continue;
    imported ??= new Set(module.imports.map(({ local }) => local));
    if (!imported.has(rootOf(call.callee))) continue;
    for (const one of names) index.get(one)?.push({ module, scope, expr: call });
  }
}

/** `register` of `register(server)`, `tools` of `tools.register(server)`; empty for what begins otherwise. */
function rootOf(callee: Expr): string {
  const root = callee.kind === 'member' ? callee.object : callee;
  return root.kind === 'name' ? root.name : '';
}

/** Renamings one after the other: more are a circle, or written to be one. */
const MAX_RENAMED = 16;

/** By each name under which something is imported or passed on, the names that it has where it comes from, over any of them. */
function renamedFrom(modules: readonly ModuleIr[]): ReadonlyMap<string, readonly string[]> {
  const before = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    // Everybody's default export has the same name.
    if (from === to || from === '*' || from === 'default' || to === '' || to === 'default') return;
    const known = before.get(to);
    if (known === undefined) before.set(to, new Set([from]));
    else known.add(from);
  };
  for (const { imports, exports } of modules) {
    for (const { imported, local } of imports) add(imported, local);
    for (const { local, name } of exports) add(local, name);
  }
  const all = new Map<string, readonly string[]>();
  for (const [other, from] of before) {
    const names = new Set(from);
    for (const name of names)
      for (const one of names.size < MAX_RENAMED ? (before.get(name) ?? []) : []) names.add(one);
    names.delete(other);
    all.set(other, [...names]);
  }
  return all;
}

/** The function with the scope `inner`: declared in its parent scope, or the value of a name there; null for others. */
export function functionOf(module: ModuleIr, parent: number | null, inner: number): FunctionIr | null {
  const around = parent === null ? undefined : module.scopes[parent];
  const declared = around?.functions.find((fn) => fn.scope === inner);
  if (declared !== undefined) return declared;
  for (const { value } of around?.assignments ?? [])
    if (value.kind === 'function' && value.fn.scope === inner) return value.fn;
  return null;
}

/** The function whose parameter a name is; null for functions without a name. */
function owner(module: ModuleIr, scope: number, name: string): FunctionIr | null {
  for (let at: number | null = scope; at !== null; at = module.scopes[at]?.parent ?? null) {
    const here = module.scopes[at];
    if (here === undefined) return null;
    if (here.params.some((param) => param.name === name)) return functionOf(module, here.parent, at);
  }
  return null;
}

/**
 * The calls of the program that call a function by its name, its tests' included.
 *
 * @param parameter One that the function itself was seen to take.
 */
export function callersOf(
  recognition: Recognition,
  { at, name }: Parameter,
): { readonly fn: FunctionIr; readonly calls: readonly LocatedCall[] } | null {
  const fn = owner(at.module, at.scope, name);
  if (fn?.name == null) return null;
  const named = callsByName(recognition).get(fn.name) ?? [];
  const calls = named.filter((call) => functionCalled(recognition, call) === fn);
  return { fn, calls };
}

/** Which function of the program each call runs, kept: thousands are called by one name, and all of them are asked again and again. */
const called = new WeakMap<Recognition, Map<CallExpr, FunctionIr | null>>();

function functionCalled(recognition: Recognition, call: LocatedCall): FunctionIr | null {
  const { resolver } = recognition;
  if (resolver.isAssuming()) return resolver.fn(within(call, call.expr.callee))?.fn ?? null;
  const known = called.get(recognition) ?? new Map<CallExpr, FunctionIr | null>();
  called.set(recognition, known);
  const before = known.get(call.expr);
  if (before !== undefined) return before;
  const found = resolver.fn(within(call, call.expr.callee))?.fn ?? null;
  known.set(call.expr, found);
  return found;
}

/** The class whose constructor the function is; null for every other function. */
function constructed(module: ModuleIr, fn: FunctionIr): ClassIr | null {
  if (fn.name !== '__init__' && fn.name !== 'constructor') return null;
  const cls = enclosingClass(module, fn.scope);
  return cls?.methods.includes(fn) === true ? cls : null;
}

/** Of a constructor that a class inherits: the class, where its objects alone are asked about. */
function ownerConstructed({ resolver }: Recognition, cls: ClassIr | null): ClassIr | null {
  const receiver = cls === null ? null : resolver.receiver();
  const place = receiver?.lineage.findIndex((one) => one.cls === cls) ?? -1;
  if (receiver === null || place < 0) return cls;
  // One with a constructor of its own hands up what that says.
  const isOwn = receiver.lineage
    .slice(0, place)
    .some((one) => one.cls.methods.some(({ name }) => name === '__init__' || name === 'constructor'));
  return isOwn ? cls : receiver.own.cls;
}

/** `xs.map((x) => …)`: what a callback without a name is handed is each of the list. */
function elementHanded(recognition: Recognition, at: Located): Located | null {
  const { module, scope } = at;
  let index = callbacks.get(module);
  if (index === undefined) {
    index = new Map();
    for (const site of module.callSites)
      for (const arg of site.call.args)
        if (arg.kind === 'function') index.set(arg.fn.scope, { module, scope: site.scope, expr: site.call });
    callbacks.set(module, index);
  }
  const call = index.get(scope);
  if (call?.expr.callee.kind !== 'member' || !EACH.test(call.expr.callee.property)) return null;
  const list = within(call, call.expr.callee.object);
  return recognition.resolver.list(list) === null ? null : within(call, anyOf(list.expr));
}

/**
 * What a callback without a name is handed of a list's elements, which is all that it is ever handed; null for parameters of
 * other functions.
 */
export function handedElement(recognition: Recognition, parameter: Parameter): Located | null {
  const { at, name, path } = parameter;
  if (owner(at.module, at.scope, name)?.name != null) return null;
  const element = elementHanded(recognition, at);
  return element === null ? null : within(element, memberOf(element.expr, path));
}

/**
 * What the program passes for a parameter, call by call. A library's caller may pass something else, so what is found is
 * what can stand there and never all of it.
 *
 * @param isAsked Calls that are left out where it says so.
 */
export function passedFor(
  recognition: Recognition,
  parameter: Parameter,
  limit = MAX_CALLERS,
  isAsked: ((call: LocatedCall) => boolean) | null = null,
): readonly Located[] {
  const { module, scope } = parameter.at;
  const member = (passed: Located): Located => within(passed, memberOf(passed.expr, parameter.path));
  const fn = owner(module, scope, parameter.name);
  if (fn?.name == null) {
    const element = elementHanded(recognition, parameter.at);
    return element === null ? [] : [member(element)];
  }
  const cls = ownerConstructed(recognition, constructed(module, fn));
  // The receiver is not passed by its callers.
  const isMethod = ['self', 'cls'].includes(fn.params[0]?.name ?? '');
  const position = fn.params.findIndex(({ name }) => name === parameter.name) - (isMethod ? 1 : 0);
  const found: Located[] = [];
  for (const call of callsByName(recognition).get(cls?.name ?? fn.name) ?? []) {
    if (found.length >= limit) break;
    // What tests hand over stands in for what is real.
    if (stateOf(call.module) === 'test' && stateOf(module) !== 'test') continue;
    // The name alone brought it here: many functions are called run.
    const isMeant =
      cls === null
        ? functionCalled(recognition, call) === fn
        : recognition.resolver.cls(within(call, call.expr.callee))?.cls === cls;
    if (!isMeant || isAsked?.(call) === false) continue;
    const named = call.expr.named.find(({ name }) => name === parameter.name)?.value;
    const passed = named ?? call.expr.args[position];
    if (passed !== undefined) found.push(member(within(call, passed)));
    // `render(**{ 'key': KEY })`.
    else
      for (const spread of call.expr.spreads) {
        const entry = recognition.resolver.object(within(call, spread))?.entries.get(parameter.name);
        if (entry !== undefined) found.push(member(entry));
      }
  }
  return found;
}

/** `passed.a.b`, as an expression where it was passed. */
export function memberOf(passed: Expr, path: readonly string[]): Expr {
  let expr = passed;
  const { span } = passed;
  for (const property of path)
    expr = /^\d+$/.test(property)
      ? { kind: 'index', object: expr, index: { kind: 'number', value: Number(property), span }, span }
      : { kind: 'member', object: expr, property, span };
  return expr;
}
