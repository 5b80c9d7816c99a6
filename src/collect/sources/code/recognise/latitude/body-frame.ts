import type { FunctionIr, ModuleIr } from '../../ir.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { calledBy, isBound, outsideSymbol, symbolOutside, type Called } from '../calls/called-things.ts';
import { memberOf } from '../calls/callers.ts';
import { isPure } from '../harmless/calls.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { dependents, mentions } from '../values/taint.ts';
import {
  constructorOf,
  fieldsFrom,
  handedBy,
  handedFor,
  makerOf,
  ownerOf,
  type Handed,
  type Parameter,
} from './constructed-objects.ts';
import { handedByAll } from './passed-parameters.ts';

/** Calls in calls. Beyond them the reach is told as not followed, never as all there is. */
export const MAX_DEPTH = 6;

/** One call of a function: the same function may be called with what the model chose and without. */
export interface BodyFrame {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
  /** Names whose value depends on what the model gives. */
  readonly chosen: ReadonlySet<string>;
  /** What the caller passed, in the caller's frame: by parameter, or by a member of one where only that is known. */
  readonly passed: ReadonlyMap<string, { readonly at: Located; readonly frame: BodyFrame }>;
  readonly depth: number;
  /** The call that made the object whose method it is, in the frame where that was asked for; left out where it was not found. */
  readonly object?: { readonly made: LocatedCall; readonly frame: BodyFrame } | undefined;
  /** Something that was not read may be passed for what seems left out. */
  readonly isOpen?: boolean;
}

/** Whether the value of an expression depends on what the model gives. */
export function isChosenIn(recognition: Recognition, { chosen }: BodyFrame, at: Located): boolean {
  return mentions(at.expr, chosen) || isLoose(recognition, at, chosen);
}

/** A name that is bound nowhere, in a body with chosen values: the variable of a comprehension over them. */
function isLoose(recognition: Recognition, at: Located, chosen: ReadonlySet<string>): boolean {
  const { expr, module, scope } = at;
  if (expr.kind !== 'name' || chosen.size === 0 || isBound(module, scope, expr.name)) return false;
  // A global that the catalogue knows is itself: `fetch`, `Boolean`.
  const global = `globalThis#${expr.name}`;
  return (
    module.language === 'python' || !(recognition.catalog.sinks.has(global) || isPure(recognition, global))
  );
}

/** Puts what the caller passed in the place of parameters; what the model chose stays open. */
export function valueIn(recognition: Recognition, resolved: Resolved, frame: BodyFrame, depth = 0): Resolved {
  if (depth > MAX_DEPTH) return withoutDefaults(resolved);
  if (resolved.kind === 'parameter') {
    const isNear = isInReach(resolved, frame);
    const passed = isNear ? (frame.passed.get(resolved.name) ?? memberPassed(resolved, frame)) : undefined;
    if (passed === undefined) {
      if (isNear && frame.chosen.has(resolved.name)) return { ...resolved, default: null };
      return resolved.default === null ? resolved : unpassed(recognition, resolved, frame, depth);
    }
    const path = frame.passed.has(resolved.name) ? resolved.path : [];
    const at = within(passed.at, memberOf(passed.at.expr, path));
    return valueIn(recognition, recognition.resolver.value(at), passed.frame, depth + 1);
  }
  if (resolved.kind === 'text')
    return {
      ...resolved,
      parts: resolved.parts.map((part) =>
        typeof part === 'string' ? part : valueIn(recognition, part, frame, depth + 1),
      ),
    };
  if (resolved.kind === 'either')
    return {
      ...resolved,
      options: resolved.options.map((one) => valueIn(recognition, one, frame, depth + 1)),
    };
  return resolved;
}

/** Whether a parameter is of the function that is walked, of one around it, or of one inside: constructors have names of their own. */
function isInReach(parameter: Parameter, { module, fn }: BodyFrame): boolean {
  const owner = ownerOf(parameter);
  if (owner === null) return true;
  if (owner.module !== module) return false;
  const isAround = (outer: number, inner: number): boolean => {
    for (let at: number | null = inner; at !== null; at = module.scopes[at]?.parent ?? null)
      if (at === outer) return true;
    return false;
  };
  return isAround(owner.scope, fn.scope) || isAround(fn.scope, owner.scope);
}

const NOT_READ = 'what is passed for it was not read';

/** A parameter that has a default, and for which nothing was seen to be passed. */
function unpassed(recognition: Recognition, parameter: Parameter, frame: BodyFrame, depth: number): Resolved {
  const owner = ownerOf(parameter);
  if (owner === null) return parameter;
  if (owner.module === frame.module && owner.scope === frame.fn.scope)
    return frame.isOpen === true ? { ...parameter, default: null } : parameter;
  const constructor = constructorOf(owner);
  const { object } = frame;
  const own =
    constructor === null || object === undefined
      ? undefined
      : handedFor(recognition, object.made, constructor, parameter.name);
  if (own !== undefined && object !== undefined)
    return handedValue(recognition, parameter, own.handed, own.isMaker ? object.frame : frame, depth);
  return ofAnyCaller(recognition, parameter, frame, depth);
}

function handedValue(
  recognition: Recognition,
  parameter: Parameter,
  handed: Handed,
  frame: BodyFrame,
  depth: number,
): Resolved {
  if (handed === 'open') return { kind: 'unresolved', why: NOT_READ, at: parameter.at };
  if (handed === null) return parameter.default ?? parameter;
  const at = within(handed, memberOf(handed.expr, parameter.path));
  return valueIn(recognition, recognition.resolver.value(at), frame, depth + 1);
}

/** Which call it was is not known: what any of them passes, and the default where one leaves it out or nobody calls. */
function ofAnyCaller(
  recognition: Recognition,
  parameter: Parameter,
  frame: BodyFrame,
  depth: number,
): Resolved {
  const all = handedByAll(recognition, parameter);
  if (all === 'open') return handedValue(recognition, parameter, all, frame, depth);
  const isLeftOut = all.some((one) => one === null);
  const passed = all
    .filter((one) => one !== null)
    .map((one) => {
      // Whoever calls that may be passed anything in turn: its own defaults are not all.
      return withoutDefaults(handedValue(recognition, parameter, one, frame, depth));
    });
  if (all.length === 0) return parameter;
  // Whoever leaves it out gets what is written there.
  const fallback = parameter.default === null || !isLeftOut ? [] : [parameter.default];
  const options = [...passed, ...fallback];
  return { kind: 'either', options, at: parameter.at };
}

/** Parameters are what callers pass, whatever their defaults. */
function withoutDefaults(resolved: Resolved): Resolved {
  if (resolved.kind === 'parameter') return { ...resolved, default: null };
  if (resolved.kind === 'either') return { ...resolved, options: resolved.options.map(withoutDefaults) };
  if (resolved.kind !== 'text') return resolved;
  const parts = resolved.parts.map((part) => (typeof part === 'string' ? part : withoutDefaults(part)));
  return { ...resolved, parts };
}

/** Of a parameter of which only a member is known. */
function memberPassed({ name, path }: Resolved & { kind: 'parameter' }, { passed }: BodyFrame) {
  return path.length === 0 ? undefined : passed.get([name, ...path].join('.'));
}

/** What an expression names outside the target, also where a caller passed it; null where it names nothing there. */
export function symbolIn(recognition: Recognition, at: Located, frame: BodyFrame): string | null {
  const own = outsideSymbol(recognition, at);
  if (own !== null || frame.passed.size === 0) return own;
  const resolved = recognition.resolver.value(at);
  if (resolved.kind !== 'parameter') return null;
  const passed = valueIn(recognition, resolved, frame);
  return passed.kind === 'package' ? symbolOutside(recognition, passed.symbol) : null;
}

/** What a call calls: a parameter is what the caller passed for it. */
export function calledIn(recognition: Recognition, call: LocatedCall, frame: BodyFrame): Called {
  const called = calledBy(recognition, call);
  if (frame.passed.size === 0 || (called.kind !== 'unknown' && called.kind !== 'handed')) return called;
  const resolved = recognition.resolver.value(within(call, call.expr.callee));
  if (resolved.kind !== 'parameter') return called;
  const passed = valueIn(recognition, resolved, frame);
  if (passed.kind === 'package')
    return { kind: 'outside', symbol: symbolOutside(recognition, passed.symbol), isPartial: false };
  const made = passed.kind === 'definition' ? passed.at : null;
  return made?.expr.kind === 'function' ? { kind: 'inside', module: made.module, fn: made.expr.fn } : called;
}

/** The object on which a method is called: its own, or one whose making was found. */
function objectOf(
  recognition: Recognition,
  { module, fn }: Called & { kind: 'inside' },
  call: LocatedCall,
  frame: BodyFrame,
): BodyFrame['object'] {
  const { callee } = call.expr;
  if (callee.kind !== 'member' || enclosingClass(module, fn.scope) === null) return undefined;
  const { object } = callee;
  if (object.kind === 'name' && object.name === 'self') return frame.object;
  const made = makerOf(recognition, within(call, object));
  return made === null ? undefined : { made, frame };
}

/** Fields that the constructor sets from what the model chose, as `self.x`. */
function chosenFields(recognition: Recognition, object: BodyFrame['object']): readonly string[] {
  if (object === undefined || !mentions(object.made.expr, object.frame.chosen)) return [];
  const { made, frame } = object;
  const called = calledBy(recognition, made);
  const constructor = called.kind === 'inside' ? constructorOf({ ...called, scope: called.fn.scope }) : null;
  if (constructor === null) return [];
  const { module, fn } = constructor;
  const chosen = fn.params
    .map(({ name }) => name)
    .filter((name) => {
      const handed = handedBy(made, fn, name);
      return handed === 'open' || (handed !== null && mentions(handed.expr, frame.chosen));
    });
  const fields = fieldsFrom(constructor, dependents(module, fn, chosen));
  return [...fields].map((field) => `self.${field}`);
}

/** A call of a function of the target: its parameters, each with what stands for it in this call. */
export function frameOf(
  recognition: Recognition,
  called: Called & { kind: 'inside' },
  call: LocatedCall,
  frame: BodyFrame,
): BodyFrame {
  const passed = new Map<string, { at: Located; frame: BodyFrame }>();
  // Its callers do not pass the receiver.
  const isMethod = ['self', 'cls'].includes(called.fn.params[0]?.name ?? '');
  const params = isMethod ? called.fn.params.slice(1) : called.fn.params;
  call.expr.args.forEach((arg, position) => {
    const param = params[position];
    if (param !== undefined) passed.set(param.name, { at: within(call, arg), frame });
  });
  for (const { name, value } of call.expr.named) passed.set(name, { at: within(call, value), frame });
  // What the model chose goes on being its choice in the function that it is passed to.
  const given = [...passed].filter(([, { at }]) => isChosenIn(recognition, frame, at)).map(([name]) => name);
  // What is spread may land in any parameter.
  const hidden = call.expr.spreads.some((spread) => mentions(spread, frame.chosen));
  const names = hidden ? params.map(({ name }) => name) : given;
  const object = objectOf(recognition, called, call, frame);
  const fields = chosenFields(recognition, object);
  return {
    ...{ module: called.module, fn: called.fn, passed, object },
    chosen: dependents(called.module, called.fn, [...names, ...fields]),
    depth: frame.depth + 1,
    isOpen: call.expr.spreads.length > 0 || !call.expr.complete,
  };
}
