import type { CallExpr, Expr } from '../../ir.ts';
import { outsideSymbol, type Called } from '../calls/called-things.ts';
import { isPure } from '../harmless/calls.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** A function from outside the target that a call is handed, and may run. */
interface HandedFunction {
  readonly symbol: string;
  /** The call that the outer one comes to; null where nobody says what the function is called with. */
  readonly applied: LocatedCall | null;
}

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

/** They look at what they are handed, and never call it. */
const ONLY_LOOKS =
  /^(builtins\.(isinstance|issubclass|callable|hasattr|print|repr|str|type|id|hash|dir|vars)|globalThis#console\.\w+)$/;

function runnerOf({ module, expr: { callee } }: LocatedCall, called: Called): Runner | undefined {
  // Functions of the target are followed themselves.
  if (called.kind !== 'outside' && called.kind !== 'method') return undefined;
  const tail = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  const runners = module.language === 'python' ? PYTHON_RUNNERS : TYPESCRIPT_RUNNERS;
  // Under another name: `from functools import partial as p`.
  const name = called.kind === 'outside' ? (/\w+$/.exec(called.symbol)?.[0] ?? tail) : tail;
  return Object.hasOwn(runners, name) ? runners[name] : undefined;
}

/** Whichever element of a list. */
function anyOf(object: Expr): Expr {
  const { span } = object;
  return { kind: 'index', object, index: { kind: 'unknown', text: '', span }, span };
}

/** The call that the function is run with; null where that is not plain. */
function appliedCall(call: LocatedCall, fn: Expr, runner: Runner): LocatedCall | null {
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

/**
 * Whether the symbol may be a function that does something. Of those that no catalogue knows only what is surely run counts: a
 * constant, a schema or a table that is handed over looks no different.
 */
function mayAct(recognition: Recognition, symbol: string, isRun: boolean): boolean {
  const { sinks } = recognition.catalog;
  if (sinks.has(symbol)) return true;
  if (!isRun || isPure(recognition, symbol)) return false;
  // What a call gave back, a class, and names that are bound nowhere.
  return !/\(\)$|(^|[.#])[A-Z]\w*$|^(builtins\.|globalThis#)/.test(symbol);
}

/** The functions from outside the target that a call is handed by name, and that are not known to touch nothing. */
export function handedFunctions(
  recognition: Recognition,
  call: LocatedCall,
  called: Called,
): readonly HandedFunction[] {
  if (called.kind === 'outside' && ONLY_LOOKS.test(called.symbol)) return [];
  const runner = runnerOf(call, called);
  const run = runner === undefined ? undefined : call.expr.args[runner.at];
  const found: HandedFunction[] = [];
  const given = [...call.expr.args, ...call.expr.named.map(({ value }) => value)];
  for (const whole of given)
    for (const arg of whole.kind === 'either' ? whole.options : [whole]) {
      if (arg.kind !== 'name' && arg.kind !== 'member' && arg.kind !== 'call') continue;
      const symbol = outsideSymbol(recognition, within(call, arg));
      if (symbol === null || !mayAct(recognition, symbol, whole === run)) continue;
      const isApplied = runner !== undefined && whole === run;
      found.push({ symbol, applied: isApplied ? appliedCall(call, arg, runner) : null });
    }
  return found;
}
