import type { CallExpr, Expr } from '../../ir.ts';
import type { Called } from '../calls/called-things.ts';
import type { LocatedCall } from '../recognition/recognition.ts';

/** How a call passes on what it is handed: its other arguments, each element of something, or a list of arguments. */
interface Runner {
  /** Position of the function. */
  readonly at: number;
  readonly passes: 'rest' | 'elements' | 'receiver' | 'list' | 'unknown';
}

/** By the last name of the callee; https://docs.python.org/3/library/asyncio-eventloop.html, concurrent.futures, anyio. */
const PYTHON_RUNNERS: Readonly<Record<string, Runner>> = {
  to_thread: { at: 0, passes: 'rest' },
  run_in_executor: { at: 1, passes: 'rest' },
  run_sync: { at: 0, passes: 'rest' },
  run_in_threadpool: { at: 0, passes: 'rest' },
  submit: { at: 0, passes: 'rest' },
  call_soon: { at: 0, passes: 'rest' },
  call_soon_threadsafe: { at: 0, passes: 'rest' },
  map: { at: 0, passes: 'elements' },
  filter: { at: 0, passes: 'elements' },
  reduce: { at: 0, passes: 'unknown' },
  starmap: { at: 0, passes: 'unknown' },
  partial: { at: 0, passes: 'unknown' },
  call_later: { at: 1, passes: 'unknown' },
};

/** Of arrays and promises, and `Reflect`. */
const TYPESCRIPT_RUNNERS: Readonly<Record<string, Runner>> = {
  map: { at: 0, passes: 'receiver' },
  flatMap: { at: 0, passes: 'receiver' },
  forEach: { at: 0, passes: 'receiver' },
  filter: { at: 0, passes: 'receiver' },
  some: { at: 0, passes: 'receiver' },
  every: { at: 0, passes: 'receiver' },
  find: { at: 0, passes: 'receiver' },
  reduce: { at: 0, passes: 'unknown' },
  then: { at: 0, passes: 'unknown' },
  apply: { at: 0, passes: 'list' },
};

/**
 * Further places, by position or keyword, at which a call is handed a function that it runs, by the last name of the callee. What it
 * is then called with is not said. https://docs.python.org/3/library/functions.html, json, re, collections, itertools, heapq
 */
const PYTHON_CALLBACKS: Readonly<Record<string, readonly (number | string)[]>> = {
  ...Object.fromEntries(
    ['sorted', 'min', 'max', 'sort', 'nlargest', 'nsmallest', 'groupby', 'merge'].map((name) => [
      name,
      ['key'],
    ]),
  ),
  ...{ bisect: ['key'], bisect_left: ['key'], bisect_right: ['key'], insort: ['key'] },
  ...{ dump: ['default'], dumps: ['default'] },
  ...{ load: ['object_hook', 'object_pairs_hook', 'parse_float', 'parse_int', 'parse_constant'] },
  ...{ loads: ['object_hook', 'object_pairs_hook', 'parse_float', 'parse_int', 'parse_constant'] },
  ...{ 're.sub': [1, 'repl'], 're.subn': [1, 'repl'], sub: [0, 'repl'], subn: [0, 'repl'] },
  ...{ defaultdict: [0], field: ['default_factory'], Field: ['default_factory'] },
  ...{ accumulate: [1, 'func'], takewhile: [0], dropwhile: [0], filterfalse: [0], iter: [0] },
  ...{ cmp_to_key: [0], callback: [0], add_done_callback: [0] },
  ...{ Thread: ['target'], Process: ['target'], Timer: [1, 'function'] },
  ...{ vectorize: [0], frompyfunc: [0], fromfunction: [0], apply_along_axis: [0] },
};

/** Of arrays, texts, promises, timers and zod's schemas. https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference */
const TYPESCRIPT_CALLBACKS: Readonly<Record<string, readonly (number | string)[]>> = {
  ...{ sort: [0], toSorted: [0], findIndex: [0], findLast: [0], findLastIndex: [0], reduceRight: [0] },
  ...{ replace: [1], replaceAll: [1], from: [1], fromAsync: [1] },
  ...{ then: [1], catch: [0], finally: [0], queueMicrotask: [0], nextTick: [0] },
  ...{ setTimeout: [0], setInterval: [0], setImmediate: [0] },
  ...{ on: [1], once: [1], addEventListener: [1], each: [0] },
  ...{ transform: [0], refine: [0], superRefine: [0], preprocess: [0] },
};
/** Functions of which any argument may be one that is run: `_.sortBy(xs, f)`. */
const RUNS_ANY = /^lodash(-es|\/[\w/]+)?(#|$)/;
const JSON_CALLBACKS = /^globalThis#JSON\.(parse|stringify)$/;

/** Under another name: `from functools import partial as p`. */
function lastName({ expr: { callee } }: LocatedCall, called: Called): string {
  const tail = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  return called.kind === 'outside' ? (/\w+$/.exec(called.symbol)?.[0] ?? tail) : tail;
}

/** How a call runs the function that it is handed; undefined where it runs none, or one that is followed itself. */
export function runnerOf(call: LocatedCall, called: Called): Runner | undefined {
  // Functions of the target are followed themselves.
  if (called.kind !== 'outside' && called.kind !== 'method') return undefined;
  const runners = call.module.language === 'python' ? PYTHON_RUNNERS : TYPESCRIPT_RUNNERS;
  const name = lastName(call, called);
  return Object.hasOwn(runners, name) ? runners[name] : undefined;
}

/** Whichever element of a list. */
function anyOf(object: Expr): Expr {
  const { span } = object;
  return { kind: 'index', object, index: { kind: 'unknown', text: '', span }, span };
}

/** The call that the function is run with; null where that is not plain. */
export function appliedCall(call: LocatedCall, fn: Expr, runner: Runner): LocatedCall | null {
  const { expr } = call;
  const rest = expr.args.slice(runner.at + 1);
  const made = (args: readonly Expr[], more: Partial<CallExpr> = {}): LocatedCall => ({
    ...call,
    expr: { ...expr, callee: fn, args, named: [], spreads: [], isNew: false, ...more },
  });
  switch (runner.passes) {
    case 'rest':
      return made(rest, { named: expr.named, spreads: expr.spreads });
    case 'elements':
      return expr.spreads.length > 0 ? null : made(rest.map(anyOf));
    case 'receiver':
      return expr.callee.kind === 'member' ? made([anyOf(expr.callee.object)]) : null;
    case 'list': {
      const list = rest[1];
      if (list === undefined) return null;
      return made(list.kind === 'list' && list.complete ? list.items : [anyOf(list)]);
    }
    case 'unknown':
      return null;
    default:
      return runner.passes satisfies never;
  }
}

/** Whether a call runs what stands at one of its arguments, whatever it does with the others. */
export function isCallback(call: LocatedCall, called: Called, place: number | string): boolean {
  if (called.kind !== 'outside' && called.kind !== 'method') return false;
  if (called.kind === 'outside' && RUNS_ANY.test(called.symbol)) return true;
  if (called.kind === 'outside' && JSON_CALLBACKS.test(called.symbol)) return place === 1;
  const callbacks = call.module.language === 'python' ? PYTHON_CALLBACKS : TYPESCRIPT_CALLBACKS;
  const whole = called.kind === 'outside' ? called.symbol : '';
  const name = Object.hasOwn(callbacks, whole) ? whole : lastName(call, called);
  return Object.hasOwn(callbacks, name) && callbacks[name]?.includes(place) === true;
}
