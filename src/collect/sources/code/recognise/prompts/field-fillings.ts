import type { CallExpr, Expr, ModuleIr } from '../../ir.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import type { FieldHolders } from './field-holders.ts';
import { mayBeOf } from './reached-objects.ts';

/** A field of an object may be given by these, beside the call of its class. */
const FILLS =
  /^(setattr|__setattr__|__setstate__|replace|evolve|_replace|copy|model_copy|model_construct|construct|model_validate\w*|parse_(obj|raw|file)\w*|from_orm|from_dict|fromdict|validate_(python|json|strings)|structure)$/;
/** Of these only the calls that name what is given. */
const COPIES = /^(replace|evolve|_replace|copy|model_copy)$/;
/** Functions whose first argument is the object. */
const TAKES_OBJECT = /^(setattr|replace|evolve|copy)$/;
/** Sets one field, whose name and value come last. */
const SETS_ONE = /^(setattr|__setattr__)$/;
const FIELDS_UNNAMED =
  'sets fields whose names are computed, of what is not known: taken for classes that are known here, or seen to be handed over, alone';
/** What a class is handed to without being made by it. */
const ASKS_ONLY = /^(isinstance|issubclass|cast|fields|asdict|super)$/;

type NamedCall = LocatedCall & { readonly name: string };

interface Fillings {
  readonly calls: readonly NamedCall[];
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
  const calls: NamedCall[] = [];
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

/** `object.__setattr__(self, name, value)`: the object is handed over, as a function takes it. */
const WITH_OBJECT = 3;

/** The object, or the class, whose fields a call gives; undefined where only what it gives back is of one. */
function filledObject({ expr: { callee, args }, name }: NamedCall): Expr | undefined {
  if (callee.kind !== 'member') return TAKES_OBJECT.test(name) ? args[0] : undefined;
  if (name === '__setattr__' && args.length === WITH_OBJECT) return args[0];
  return callee.object.kind === 'member' && callee.object.property === '__dict__'
    ? callee.object.object
    : callee.object;
}

/** What a call gives under one of the names; null where no name that it writes is one of them. */
function namedIn(
  { expr: { args, named }, name }: NamedCall,
  names: ReadonlySet<string>,
): readonly Expr[] | null {
  if (SETS_ONE.test(name)) {
    const key = args.at(-2);
    const value = args.at(-1);
    return key?.kind === 'string' && names.has(key.value) && value !== undefined ? [value] : null;
  }
  const found = named.filter((one) => names.has(one.name)).map(valueOf);
  for (const expr of [...args, named.find((one) => one.name === 'update')?.value])
    if (expr?.kind === 'object') found.push(...expr.entries.filter(({ key }) => names.has(key)).map(valueOf));
  return found.length === 0 ? null : found;
}

/** Whether a call may give something under names that are not written in it. */
function givesOthers({ expr: { args, named, spreads }, name }: NamedCall): boolean {
  if (SETS_ONE.test(name)) return args.at(-2)?.kind !== 'string';
  return !COPIES.test(name) || spreads.length > 0 || named.some((one) => one.name === 'update');
}

/**
 * What a call gives a field of an object that there is; null where it gives it nothing. By a name that is not written it may give
 * any field something: of the objects that it may be made on. Where that was not found out the call itself is a gap.
 */
function givenBy(
  recognition: Recognition,
  holders: FieldHolders,
  names: ReadonlySet<string>,
  call: NamedCall,
): readonly Located[] | null {
  const object = filledObject(call);
  const own = object === undefined ? null : recognition.resolver.cls(within(call, object));
  // What is known to be of another class gives this field nothing.
  if (own !== null && !holders.classes.has(own.cls)) return null;
  const written = namedIn(call, names);
  if (written === null && !givesOthers(call)) return null;
  if (written === null && own === null && object !== undefined) {
    const reach = mayBeOf(recognition, holders, within(call, object));
    const symbol = recognition.names.enclosing(call);
    const { path } = call.module;
    if (reach === 'unlikely')
      recognition.sink.gap(symbol === null ? path : `${path}#${symbol}`, 'unresolved', FIELDS_UNNAMED);
    if (reach !== 'may be') return null;
  }
  const value = SETS_ONE.test(call.name) ? call.expr.args.at(-1) : undefined;
  return (written ?? (value === undefined ? [] : [value])).map((expr) => within(call, expr));
}
