import type { CallExpr, FunctionIr } from '../../ir.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import type { Located, LocatedClass } from '../../resolve/resolver.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { putsInto } from '../harmless/lists.ts';
import { callsIn, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { constructorOf, isBaseCall } from '../values/base-constructors.ts';
import { subclassesOf } from '../values/derived-classes.ts';
import { isPutInto, membersBehind } from '../values/own-members.ts';
import { changesItself } from '../values/self-changes.ts';

/** Classes below one that makes an agent; more of them are generated, and a gap says so. */
const MAX_FAMILY = 60;

/** A method of a class of the program in which a call stands. */
interface Method {
  readonly of: LocatedClass;
  readonly fn: FunctionIr;
}

function methodAround({ module, scope, expr }: LocatedCall): Method | null {
  const cls = enclosingClass(module, scope);
  const fn = cls?.methods.find((method) => callsIn(module, method).some((call) => call.expr === expr));
  return cls === null || fn === undefined ? null : { of: { module, cls }, fn };
}

/** Whether a class runs a method of one above it: its own of that name, if it has one, calls it. */
function runsInherited({ module, cls }: LocatedClass, { name }: FunctionIr): boolean {
  const own = cls.methods.find((method) => method.name === name);
  if (own === undefined) return true;
  return callsIn(module, own).some((call) => {
    const { callee } = call.expr;
    if (isBaseCall(call)) return own === constructorOf(cls);
    if (callee.kind !== 'member' || callee.property !== name) return false;
    const { object } = callee;
    const on = object.kind === 'call' ? object.callee : object;
    return on.kind === 'name' && on.name === 'super';
  });
}

/** Whether a class says itself something that is read where the agent is made: a member, or what the class above is handed. */
function fills({ module, cls }: LocatedClass, read: ReadonlySet<string>): boolean {
  const isRead = (name: string): boolean => read.has(name.replace(/^self\./, ''));
  if (cls.assignments.some(({ target }) => isRead(target))) return true;
  if (cls.methods.some(({ name }) => name !== null && isRead(name))) return true;
  const own = constructorOf(cls);
  if (own === null) return false;
  const params = new Set(own.params.map(({ name }) => name));
  // What is only passed on is said by whoever makes the instance.
  return callsIn(module, own)
    .filter(isBaseCall)
    .some(({ expr: { args, named } }) =>
      [...args, ...named.map(({ value }) => value)].some(
        (value) => value.kind !== 'name' || !params.has(value.name),
      ),
    );
}

/** Whether a list that an object of a class keeps for its agent is changed by what the class inherits, where that is not read. */
export function changesFields(recognition: Recognition, call: LocatedCall, receiver: LocatedClass): boolean {
  const around = methodAround(call);
  if (around === null) return false;
  const read = membersBehind(recognition, around.of, around.fn, call);
  return isPutInto(recognition.resolver.lineage(receiver), read, putsInto);
}

/** Whether the classes of an object may change what it keeps for its agent in a way that is not read. */
export function mayChangeItself(
  recognition: Recognition,
  call: LocatedCall,
  receiver: LocatedClass,
): boolean {
  const around = methodAround(call);
  if (around === null) return false;
  const read = membersBehind(recognition, around.of, around.fn, call);
  return read.size > 0 && changesItself(recognition, recognition.resolver.lineage(receiver), read);
}

const receivers = new WeakMap<Recognition, Map<CallExpr, readonly LocatedClass[]>>();

/**
 * The classes of the program that inherit the method in which a call makes an agent, and say themselves what of it: of each there
 * is an agent of its own.
 */
export function receiversOf(recognition: Recognition, call: LocatedCall): readonly LocatedClass[] {
  const known = receivers.get(recognition) ?? new Map<CallExpr, readonly LocatedClass[]>();
  receivers.set(recognition, known);
  const before = known.get(call.expr);
  if (before !== undefined) return before;
  // Asked as if of any object: what is put in at present says nothing of the others.
  const found = recognition.resolver.asReceiver(null, () => findReceivers(recognition, call));
  known.set(call.expr, found);
  return found;
}

function findReceivers(recognition: Recognition, call: LocatedCall): readonly LocatedClass[] {
  const around = methodAround(call);
  if (around === null) return [];
  const below = subclassesOf(recognition, around.of, MAX_FAMILY);
  if (below.length === 0) return [];
  if (below.length >= MAX_FAMILY)
    recognition.sink.gap(
      around.of.module.path,
      'too-many',
      `agents of classes below ${around.of.cls.symbol}, beyond ${String(MAX_FAMILY)} of them`,
    );
  const read = membersBehind(recognition, around.of, around.fn, call);
  return below.filter((one) => {
    const line = recognition.resolver.lineage(one);
    const place = line.findIndex(({ cls }) => cls === around.of.cls);
    const between = line.slice(0, Math.max(place, 0));
    return (
      between.every((each) => runsInherited(each, around.fn)) && between.some((each) => fills(each, read))
    );
  });
}

/** The class of an object in whose inherited methods a call makes an agent of the object's own; null where any object's is meant. */
export function receiverAt(
  recognition: Recognition,
  call: LocatedCall,
  object: Located,
): LocatedClass | null {
  const cls = recognition.resolver.cls(object)?.cls;
  return receiversOf(recognition, call).find((one) => one.cls === cls) ?? null;
}

/**
 * Whether what is put into an agent of a family is put into that of one class: what a method puts into what its own object makes
 * is that class's, and those' below it.
 *
 * @param object The object on which the agent was made, where the put names one: `desk` of `desk.build()`.
 * @param receiver Left out for the class that makes it.
 */
export function isPutForOne(
  recognition: Recognition,
  call: LocatedCall,
  receiver: LocatedClass | undefined,
  put: Located,
  object: Located | null,
): boolean {
  const around = receiversOf(recognition, call).length === 0 ? null : methodAround(call);
  if (around === null) return true;
  const cls = enclosingClass(put.module, put.scope);
  if (object === null ? cls === around.of.cls : isOwnObject(object)) {
    const line = recognition.resolver.lineage(receiver ?? around.of);
    return line.some((one) => one.cls === cls);
  }
  if (object === null || recognition.resolver.cls(object) === null) return false;
  return receiverAt(recognition, call, object)?.cls === receiver?.cls;
}

/** `this`, `super`, `super()`. */
function isOwnObject({ expr }: Located): boolean {
  const name = expr.kind === 'call' ? expr.callee : expr;
  return name.kind === 'name' && /^(self|super)$/.test(name.name);
}

/** A call in a method of a class that makes an agent, or runs one. */
export interface Making {
  readonly call: LocatedCall;
  readonly symbol: string;
  /** The classes below that have agents of their own made there. */
  readonly receivers: readonly LocatedClass[];
}

const makings = new WeakMap<Recognition, readonly Making[]>();

/** All such calls of the program, in path and source order. */
export function makingsInClasses(recognition: Recognition): readonly Making[] {
  const known = makings.get(recognition);
  if (known !== undefined) return known;
  const { agents, executors } = recognition.catalog;
  const found = knownCalls(recognition).flatMap(({ call, symbol }): Making[] => {
    if (!agents.has(symbol) && !executors.has(symbol)) return [];
    return enclosingClass(call.module, call.scope) === null
      ? []
      : [{ call, symbol, receivers: receiversOf(recognition, call) }];
  });
  makings.set(recognition, found);
  return found;
}

/**
 * The calls by which an object of a class makes its agents: those in its own methods and in those that it inherits. Each with the
 * class whose agent it is; null for that of the class in which the call stands.
 */
export function makingsOf(
  recognition: Recognition,
  cls: LocatedClass,
): readonly { readonly making: Making; readonly receiver: LocatedClass | null }[] {
  const all = makingsInClasses(recognition);
  if (all.length === 0) return [];
  for (const one of recognition.resolver.lineage(cls)) {
    const found = all.flatMap((making) => {
      const receiver = making.receivers.find((each) => each.cls === one.cls) ?? null;
      const isIn = enclosingClass(making.call.module, making.call.scope) === one.cls;
      return receiver !== null || isIn ? [{ making, receiver }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}
