import type { FunctionIr, ModuleIr } from '../../ir.ts';
import { callsNamed, functionOf } from '../calls/callers.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { givenBack } from './answer-reading.ts';
import type { NameMentions } from './name-mentions.ts';

/** A function that is called by a name of its own and in no other way. */
export interface NamedFunction {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
  readonly name: string;
}

/** Functions that give back what another gives them, one after the other. */
const MAX_STEPS = 3;
const MAX_CALLERS = 50;
/** Python and frameworks call `__call__` and the like without naming them. */
const IDENTIFIER = /^[A-Za-z][A-Za-z\d_]*$/;

function nameOf({ module }: LocatedCall, parent: number | null, fn: FunctionIr): string | null {
  if (fn.name !== null) return fn.name;
  const around = parent === null ? undefined : module.scopes[parent];
  const set = around?.assignments.find(({ value }) => value.kind === 'function' && value.fn === fn);
  return set?.target ?? null;
}

/**
 * The function whose own statements a call stands in. Null for methods, which others may stand in for, for those that a decorator
 * hands on, for those without a name, and at the level of a module, whose names others may read.
 */
export function functionNamed(call: LocatedCall): NamedFunction | null {
  const { module, scope } = call;
  const parent = module.scopes[scope]?.parent ?? null;
  if (parent === null || module.scopes[parent]?.kind === 'class') return null;
  const fn = functionOf(module, parent, scope);
  const name = fn === null || fn.decorators.length > 0 ? null : nameOf(call, parent, fn);
  return fn === null || name === null || !IDENTIFIER.test(name) ? null : { module, fn, name };
}

function callsOf(recognition: Recognition, { fn, name }: NamedFunction): readonly LocatedCall[] {
  return callsNamed(recognition, name).filter(
    (call) => recognition.resolver.fn(within(call, call.expr.callee))?.fn === fn,
  );
}

/** Names of the function and of those that may give back what it does, to be looked for in texts. */
export function callersOfAsking(recognition: Recognition, asks: NamedFunction): ReadonlySet<string> {
  const names = new Set<string>();
  let level: readonly NamedFunction[] = [asks];
  for (let step = 0; step <= MAX_STEPS && level.length > 0; step++) {
    for (const { name } of level) names.add(name);
    const around = level
      .flatMap((one) => callsOf(recognition, one).slice(0, MAX_CALLERS))
      .flatMap((call) => functionNamed(call) ?? []);
    level = [...new Map(around.map((one) => [one.fn, one])).values()].filter(({ name }) => !names.has(name));
  }
  return names;
}

/** How often imports write the name, and files that pass it on from another: both under the same name. */
function importsOf({ program }: Recognition, wanted: string): number {
  let count = 0;
  for (const { imports, exports } of program.modules.values()) {
    count += imports.filter(({ imported, local }) => imported === wanted && local === wanted).length;
    count += exports.filter(
      ({ name, local, from }) => from !== null && name === wanted && local === wanted,
    ).length;
  }
  return count;
}

/**
 * Whether every mention of a function is its declaration, an import or a call, and all who call it only read what it gives back.
 * A mention that is none of these, in a file that was not parsed or in a comment as well, may be anything.
 */
export function isReadByCallers(
  recognition: Recognition,
  mentions: NameMentions,
  asks: NamedFunction,
  seen = new Set<FunctionIr>(),
): boolean {
  if (seen.has(asks.fn)) return true;
  if (seen.add(asks.fn).size > MAX_CALLERS) return false;
  const calls = callsOf(recognition, asks);
  const expected = 1 + importsOf(recognition, asks.name) + calls.length;
  if (calls.length > MAX_CALLERS || mentions.found.get(asks.name)?.length !== expected) return false;
  return calls.every((call) => {
    const around = functionNamed(call);
    const back = around === null ? 'lost' : givenBack(recognition, call, around.fn, 'filled');
    if (around === null || back !== 'filled') return back === 'none';
    return isReadByCallers(recognition, mentions, around, seen);
  });
}
