import type { Expr } from '../../ir.ts';
import { lookUp } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { Called } from '../calls/called-things.ts';
import { symbolIn, type BodyFrame } from './body-frame.ts';
import { appliedCall, isCallback, runnerOf } from './function-runners.ts';
import { followsParameter } from './handed-parameters.ts';
import { isPure } from '../harmless/calls.ts';
import { LOOKERS } from '../harmless/lookers.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** A function from outside the target that a call is handed, and may run. */
interface HandedFunction {
  readonly symbol: string;
  /** The call that the outer one comes to; null where nobody says what the function is called with. */
  readonly applied: LocatedCall | null;
}

/** Objects in lists in objects. */
const MAX_DEPTH = 4;
const ONLY_LOOKS = new RegExp(`^(${LOOKERS})$`);

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

/** What stands inside the literals of an argument, or behind the name of one: a table of functions is handed over with them. */
export function* piecesOf(recognition: Recognition, at: Located, depth = 0): Generator<Located> {
  const { expr } = at;
  if (depth > MAX_DEPTH) return;
  const inner = (one: Expr) => piecesOf(recognition, within(at, one), depth + 1);
  switch (expr.kind) {
    case 'either':
      for (const one of expr.options) yield* inner(one);
      return;
    case 'list':
      for (const one of [...expr.items, ...expr.spreads]) yield* inner(one);
      return;
    case 'object':
      for (const { value } of expr.entries) yield* inner(value);
      for (const one of expr.spreads) yield* inner(one);
      return;
    case 'member':
    case 'call':
      yield at;
      return;
    // Of a table any, by whatever key: which one, nobody says.
    case 'index': {
      const held = recognition.resolver.value(within(at, expr.object)).at;
      if (held.expr.kind === 'list' || held.expr.kind === 'object')
        yield* piecesOf(recognition, held, depth + 1);
      else yield at;
      return;
    }
    case 'name': {
      const held = recognition.resolver.value(at);
      const isTable =
        held.kind === 'definition' && (held.at.expr.kind === 'list' || held.at.expr.kind === 'object');
      if (isTable) yield* piecesOf(recognition, held.at, depth + 1);
      else yield at;
      return;
    }
    default:
  }
}

/** Imported from where nothing was found: whoever runs it runs something that nobody knows. */
function isMissing(recognition: Recognition, at: Located): boolean {
  const { expr, module, scope } = at;
  if (expr.kind !== 'name' || /^[A-Z]/.test(expr.name)) return false;
  if (recognition.resolver.value(at).kind !== 'unresolved') return false;
  return (lookUp(module, scope, expr.name)?.imports.length ?? 0) > 0;
}

/** The functions from outside the target that a call is handed by name, and that are not known to touch nothing. */
export function handedFunctions(
  recognition: Recognition,
  call: LocatedCall,
  called: Called,
  frame: BodyFrame,
): readonly HandedFunction[] {
  if (called.kind === 'outside' && ONLY_LOOKS.test(called.symbol)) return [];
  const runner = runnerOf(call, called);
  const found: HandedFunction[] = [];
  const given: readonly (readonly [number | string, Expr])[] = [
    ...call.expr.args.map((expr, position) => [position, expr] as const),
    ...call.expr.named.map(({ name, value }) => [name, value] as const),
  ];
  for (const [place, whole] of given) {
    if (whole.kind === 'function' || whole.kind === 'string') continue;
    // Where it is called, there it is followed.
    if (called.kind === 'inside' && followsParameter(called, call, place)) continue;
    const isApplied = runner?.at === place;
    const isRun = isApplied || isCallback(call, called, place);
    for (const at of piecesOf(recognition, within(call, whole))) {
      const symbol = symbolIn(recognition, at, frame);
      const isItself = at.expr === whole || whole.kind === 'either' || whole.kind === 'index';
      if (symbol === null) {
        if (isRun && isItself && isMissing(recognition, at))
          found.push({ symbol: 'an import', applied: null });
        else if (isRun && at.expr.kind === 'index')
          found.push({ symbol: 'a function taken by a key', applied: null });
      } else if (mayAct(recognition, symbol, isRun && isItself))
        found.push({
          symbol,
          applied: isApplied && isItself ? appliedCall(call, at.expr, runner) : null,
        });
    }
  }
  // `[f].map((each) => each(x))`: what a list holds is handed to the callback.
  if (called.kind === 'method' && call.expr.args.some(({ kind }) => kind === 'function'))
    for (const at of piecesOf(recognition, within(call, called.receiver))) {
      const symbol = at.expr === called.receiver ? null : symbolIn(recognition, at, frame);
      if (symbol !== null && mayAct(recognition, symbol, false)) found.push({ symbol, applied: null });
    }
  return found;
}
