import { lookUp } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { chainSteps } from '../calls/chains.ts';
import { modelsOf } from '../models/models.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** A model, alone or in a chain, that a node holds as a thing of its own. */
export interface Runnable {
  /** The call that makes it: a chain, `model.bind_tools(…)`, or of a function of the program that gives one back. */
  readonly made: LocatedCall;
  /** Where it is said what it is. */
  readonly said: LocatedCall;
  /** What `made` passes to the function in which that is said. */
  readonly passed: (at: Located) => Located;
}

const PARTIAL = /^functools\.partial$/;

/** The call that is assigned to a name of the same module; the call itself for a call. */
function assignedCall({ module, scope, expr }: Located): LocatedCall | null {
  if (expr.kind === 'call') return { module, scope, expr };
  if (expr.kind !== 'name') return null;
  const sets = lookUp(module, scope, expr.name)?.sets ?? [];
  const [only] = sets;
  return only?.value.kind !== 'call' || sets.length > 1
    ? null
    : { module, scope: only.scope, expr: only.value };
}

/** What a call passes for the parameters of a function of the program, where one of them is asked for. */
export function passedBy(recognition: Recognition, call: LocatedCall): Runnable['passed'] {
  const made = recognition.resolver.fn(within(call, call.expr.callee));
  if (made === null) return (at) => at;
  const { fn, module } = made;
  const own = fn.params[0]?.name === 'self' || fn.params[0]?.name === 'cls' ? fn.params.slice(1) : fn.params;
  return (at) => {
    const { expr } = at;
    if (expr.kind !== 'name' || at.module !== module || at.scope !== fn.scope) return at;
    const place = own.findIndex(({ name }) => name === expr.name);
    const given = call.expr.named.find(({ name }) => name === expr.name)?.value ?? call.expr.args[place];
    return place < 0 || given === undefined ? at : within(call, given);
  };
}

/** The runnable that an expression stands for; null where it asks no model. */
function runnableAt(
  recognition: Recognition,
  { framework }: InFramework<'graphs'>,
  at: Located,
): Runnable | null {
  const value = isCall(at) && chainSteps(recognition, at) !== null ? at : recognition.resolver.value(at).at;
  if (!isCall(value)) return null;
  const { callee } = value.expr;
  const isBound = callee.kind === 'member' && framework.bindTools.includes(callee.property);
  if (!isBound && chainSteps(recognition, value) === null) return null;
  const made = assignedCall(at) ?? value;
  const passed = passedBy(recognition, made);
  const asked = isBound ? passed(within(value, callee.object)) : value;
  const { models, makers } = modelsOf(recognition, asked, framework.modelStrings ?? 'id');
  if (models.length === 0 && makers.length === 0) return null;
  return { made, said: value, passed };
}

/**
 * The runnables that a node is made of: it is one itself, or it is made of one: an instance of a class of the program, a function
 * of which some arguments are given.
 */
export function runnablesOf(
  recognition: Recognition,
  entry: InFramework<'graphs'>,
  at: Located,
): readonly Runnable[] {
  const own = runnableAt(recognition, entry, at);
  if (own !== null) return [own];
  return heldBy(recognition, at).flatMap((held) => runnableAt(recognition, entry, held) ?? []);
}

/** What is handed to the making of a node that is no function: of an instance, of `partial(…)`; empty for everything else. */
export function heldBy(recognition: Recognition, at: Located): readonly Located[] {
  const value = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(value)) return [];
  const callee = within(value, value.expr.callee);
  const symbol = recognition.resolver.symbol(callee);
  const isPartial = symbol !== null && PARTIAL.test(canonicalSymbol(symbol.qualified));
  if (!isPartial && recognition.resolver.cls(callee) === null) return [];
  return [...value.expr.args, ...value.expr.named.map((one) => one.value)].map((expr) => within(value, expr));
}
