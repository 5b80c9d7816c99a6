import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { calledBy, isBound, outsideSymbol, symbolOutside, type Called } from '../calls/called-things.ts';
import { memberOf } from '../calls/callers.ts';
import { isPure } from '../harmless/calls.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { dependents, mentions } from '../values/taint.ts';

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
  if (depth > MAX_DEPTH) return resolved;
  if (resolved.kind === 'parameter') {
    const passed = frame.passed.get(resolved.name) ?? memberPassed(resolved, frame);
    if (passed === undefined)
      return frame.chosen.has(resolved.name) ? { ...resolved, default: null } : resolved;
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
  return { ...called, chosen: dependents(called.module, called.fn, names), passed, depth: frame.depth + 1 };
}
