import type { FunctionIr } from '../../ir.ts';
import { constructorIn } from '../../resolve/receivers.ts';
import { callersOf, callsNamed, ALL_CALLERS } from '../calls/callers.ts';
import { callsIn, stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { subclassesOf } from '../values/derived-classes.ts';
import { fillsItself, isSetBelow, isSetFromOutside } from '../values/filled-objects.ts';
import {
  constructingCall,
  constructorOf,
  fieldsFrom,
  handedBy,
  ownerOf,
  type Constructor,
  type Handed,
  type Parameter,
} from './constructed-objects.ts';

/** Classes below one that are asked for what they hand up. */
const MAX_SUBCLASSES = 32;

/** By function and parameter: asked for each tool that reads the field. */
const kept = new WeakMap<Recognition, Map<FunctionIr, Map<string, readonly Handed[] | 'open'>>>();

/**
 * What each call of the program hands to a parameter of a function that is not being walked; empty where none calls it.
 *
 * @returns Open where something that was not read may be handed over.
 */
export function handedByAll(recognition: Recognition, parameter: Parameter): readonly Handed[] | 'open' {
  const owner = ownerOf(parameter);
  const constructor = owner === null ? null : constructorOf(owner);
  const named = constructor === null ? callersOf(recognition, parameter) : null;
  const fn = constructor?.fn ?? named?.fn;
  if (fn === undefined || recognition.resolver.isAssuming())
    return constructor === null ? passedIn(named?.calls ?? [], fn, parameter) : 'open';
  const functions = kept.get(recognition) ?? new Map<FunctionIr, Map<string, readonly Handed[] | 'open'>>();
  kept.set(recognition, functions);
  const known = functions.get(fn) ?? new Map<string, readonly Handed[] | 'open'>();
  functions.set(fn, known);
  const before = known.get(parameter.name);
  if (before !== undefined) return before;
  const found =
    constructor === null
      ? passedIn(named?.calls ?? [], fn, parameter)
      : handedToConstructor(recognition, constructor, parameter);
  known.set(parameter.name, found);
  return found;
}

function passedIn(
  calls: readonly LocatedCall[],
  fn: FunctionIr | undefined,
  { at, name }: Parameter,
): readonly Handed[] | 'open' {
  if (fn === undefined) return [];
  // What tests hand over stands in for what is real.
  const own = calls.filter(({ module }) => stateOf(module) !== 'test' || stateOf(at.module) === 'test');
  return own.length > ALL_CALLERS ? 'open' : own.map((call) => handedBy(call, fn, name));
}

function handedToConstructor(
  recognition: Recognition,
  constructor: Constructor,
  parameter: Parameter,
): readonly Handed[] | 'open' {
  const fields = fieldsFrom(constructor, new Set([parameter.name]));
  const isOther =
    fillsItself(constructor) ||
    isSetBelow(recognition, constructor.cls, fields) ||
    isSetFromOutside(recognition, [constructor], fields);
  if (isOther) return 'open';
  return passedIn(constructorCalls(recognition, constructor), constructor.fn, parameter);
}

/** Calls of the class, of those below that inherit its constructor, of its own kind in its methods, and from constructors below. */
function constructorCalls(recognition: Recognition, { module, cls }: Constructor): readonly LocatedCall[] {
  const { resolver } = recognition;
  const below = subclassesOf(recognition, { cls }, MAX_SUBCLASSES);
  const found: LocatedCall[] = [];
  for (const one of [{ module, cls }, ...below]) {
    const line = resolver.lineage(one);
    const calls = callsNamed(recognition, one.cls.name).filter(
      (call) => resolver.cls(within(call, call.expr.callee))?.cls === one.cls,
    );
    // `cls(…)` in a method of the class makes another of its kind.
    const ownKind = one.cls.methods.flatMap((fn) =>
      callsIn(one.module, fn).filter(
        ({ expr: { callee } }) => callee.kind === 'name' && callee.name === 'self',
      ),
    );
    const isInherited = line.find((each) => constructorIn(each) !== null)?.cls === cls;
    if (isInherited) found.push(...calls, ...ownKind);
    else {
      const fn = constructorIn(one);
      const any = calls[0] ?? (fn === null ? undefined : callsIn(one.module, fn)[0]);
      const run = fn === null || any === undefined ? null : constructingCall(line, cls, any);
      if (run !== null) found.push(run.call);
    }
  }
  return found;
}
