import type { CallExpr, Expr, ModuleIr } from '../../ir.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import type { FieldHolders } from './field-holders.ts';

/** A field of an object may be given by these, beside the call of its class. */
const FILLS =
  /^(setattr|__setattr__|__setstate__|replace|evolve|_replace|copy|model_copy|model_construct|construct|model_validate\w*|parse_(obj|raw|file)\w*|from_orm|from_dict|fromdict|validate_(python|json|strings)|structure)$/;
/** Of these only the calls that name what is given. */
const COPIES = /^(replace|evolve|_replace|copy|model_copy)$/;
/** Functions whose first argument is the object. */
const TAKES_OBJECT = /^(setattr|replace|evolve|copy)$/;
/** What a class is handed to without being made by it. */
const ASKS_ONLY = /^(isinstance|issubclass|cast|fields|asdict|super)$/;

interface Fillings {
  readonly calls: readonly (LocatedCall & { readonly name: string })[];
  /** Of `cls`, of `type(self)`, of what a table holds: by what else the class goes is not known. */
  readonly unnamed: readonly LocatedCall[];
  /** Last names of what stands as a value: a class that does may be called by whoever gets it. */
  readonly values: ReadonlySet<string>;
}

const kept = new WeakMap<Recognition, Fillings>();

/** Read once for all fields: every call of the program's Python is passed. */
function fillingsOf(recognition: Recognition): Fillings {
  const known = kept.get(recognition);
  if (known !== undefined) return known;
  const calls: (LocatedCall & { readonly name: string })[] = [];
  const unnamed: LocatedCall[] = [];
  const values = new Set<string>();
  for (const module of recognition.program.modules.values()) {
    if (module.language !== 'python') continue;
    addValues(module, values);
    for (const { call, name, scope } of module.callSites) {
      const at = { module, scope, expr: call };
      if (name === null || call.callee.kind === 'call') unnamed.push(at);
      else if (name === 'self' || name === '__class__') unnamed.push(at);
      else if (FILLS.test(name) || isOfDict(call)) calls.push({ ...at, name });
      if (name === null || !ASKS_ONLY.test(name))
        addNames([...call.args, ...call.named.map(valueOf)], values);
    }
  }
  const made = { calls, unnamed, values };
  kept.set(recognition, made);
  return made;
}

function valueOf({ value }: { readonly value: Expr }): Expr {
  return value;
}

/** `x.__dict__.update(…)`. */
function isOfDict({ callee }: CallExpr): boolean {
  return callee.kind === 'member' && callee.object.kind === 'member' && callee.object.property === '__dict__';
}

function addValues({ scopes }: ModuleIr, values: Set<string>): void {
  for (const { assignments, functions, params } of scopes) {
    addNames(assignments.map(valueOf), values);
    for (const { returns } of functions) addNames(returns, values);
    for (const { defaultValue } of params) if (defaultValue !== null) addNames([defaultValue], values);
  }
}

/** Names in place, and in the lists, tables and choices that stand in place. */
function addNames(exprs: readonly Expr[], values: Set<string>): void {
  for (const expr of exprs) {
    if (expr.kind === 'name') values.add(expr.name);
    else if (expr.kind === 'member') values.add(expr.property);
    else if (expr.kind === 'list') addNames(expr.items, values);
    else if (expr.kind === 'object') addNames(expr.entries.map(valueOf), values);
    else if (expr.kind === 'either') addNames(expr.options, values);
  }
}

/** What may be put into a field beside what the calls of its classes name. */
interface Filled {
  readonly values: readonly Located[];
  /** Nothing puts anything in. */
  readonly isNone: boolean;
}

/** @param names Under which the field is given: its own, and its aliases. */
export function filledBeside(
  recognition: Recognition,
  holders: FieldHolders,
  names: ReadonlySet<string>,
): Filled {
  const { calls, unnamed, values } = fillingsOf(recognition);
  const found: Located[] = [];
  let isNone = ![...holders.names].some((name) => values.has(name));
  for (const call of calls) {
    const given = givenBy(recognition, holders, names, call);
    if (given === null) continue;
    found.push(...given);
    isNone = false;
  }
  for (const call of unnamed) {
    if (!isOfHolders(holders, call)) continue;
    const given = call.expr.named.filter(({ name }) => names.has(name));
    found.push(...given.map(({ value }) => within(call, value)));
    const { args, spreads, complete } = call.expr;
    if (given.length > 0 || args.length > 0 || spreads.length > 0 || !complete) isNone = false;
  }
  for (const module of recognition.program.modules.values())
    for (const { target, value, scope } of module.memberSets) {
      if (module.language !== 'python' || !names.has(target.slice(target.lastIndexOf('.') + 1))) continue;
      found.push({ module, scope, expr: value });
      isNone = false;
    }
  return { values: found, isNone };
}

/** `cls(…)` makes an object of the class it stands in, or of one below; what is called without a name, of any. */
function isOfHolders({ classes }: FieldHolders, { module, scope, expr }: LocatedCall): boolean {
  if (expr.callee.kind !== 'name' && expr.callee.kind !== 'member') return true;
  const cls = enclosingClass(module, scope);
  return cls === null || classes.has(cls);
}

/** What a call gives a field of an object that there is; null where it gives it nothing. */
function givenBy(
  { resolver }: Recognition,
  { classes }: FieldHolders,
  names: ReadonlySet<string>,
  call: LocatedCall & { readonly name: string },
): readonly Located[] | null {
  const { callee, args, named, spreads } = call.expr;
  const at = (expr: Expr): Located => within(call, expr);
  // What is known to be of another class gives this field nothing.
  const of = callee.kind === 'name' && TAKES_OBJECT.test(call.name) ? args[0] : undefined;
  const object = callee.kind === 'member' ? callee.object : of;
  const own = object === undefined ? null : resolver.cls(at(object));
  if (own !== null && !classes.has(own.cls)) return null;
  if (call.name === 'setattr' || call.name === '__setattr__') {
    const keys = args.flatMap((arg) => (arg.kind === 'string' ? [arg.value] : []));
    const value = args.at(-1);
    if (keys.length > 0 && !keys.some((key) => names.has(key))) return null;
    return value === undefined ? [] : [at(value)];
  }
  const given = named.filter(({ name }) => names.has(name)).map(({ value }) => at(value));
  const update = named.find(({ name }) => name === 'update')?.value;
  if (COPIES.test(call.name) && given.length === 0 && update === undefined && spreads.length === 0)
    return null;
  for (const expr of [...args, update])
    if (expr?.kind === 'object')
      given.push(...expr.entries.filter(({ key }) => names.has(key)).map(({ value }) => at(value)));
  return given;
}
