import type { Located, Resolved } from '../../resolve/resolver.ts';
import { textOf, textsOf } from '../calls/arguments.ts';
import { callersOf, passedFor } from '../calls/callers.ts';
import { fieldDefault } from '../calls/field-defaults.ts';
import { isCall, within, type Recognition } from '../recognition/recognition.ts';
import { valueAt } from '../values/overwritten.ts';

/** `settings.get("model", "gpt-4.1")`: what is taken where nobody says another; null for every other call. */
export function defaultOfRead({ expr }: Located): string | null {
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.property !== 'get') return null;
  const [, fallback] = expr.args;
  return fallback?.kind === 'string' && expr.args.length === 2 ? fallback.value : null;
}

/** Every text that can stand there, each once, where it is written. */
export function textsAt(resolved: Resolved): readonly { readonly text: string; readonly at: Located }[] {
  if (resolved.kind === 'either') {
    const all = resolved.options.flatMap(textsAt);
    return all.filter(({ text }, index) => all.findIndex((other) => other.text === text) === index);
  }
  if (resolved.kind === 'parameter' && resolved.default !== null) return textsAt(resolved.default);
  const left = defaultOfRead(resolved.at);
  if (left !== null) return [{ text: left, at: resolved.at }];
  const text = textOf(resolved);
  return text === null ? [] : [{ text, at: resolved.at }];
}

/** A field that is declared with a default stands for it: whoever makes the settings may say another. */
function withDefaults(recognition: Recognition, resolved: Resolved): Resolved {
  if (resolved.kind === 'either')
    return { ...resolved, options: resolved.options.map((option) => withDefaults(recognition, option)) };
  if (resolved.kind !== 'definition' || !isCall(resolved.at)) return resolved;
  const written = fieldDefault(recognition, resolved.at);
  return written === null ? resolved : valueAt(recognition, written);
}

/** Functions that hand a name on. */
const MAX_HANDED_ON = 3;

/** Whether each call of the program that was found hands something over for the parameter: its default is then taken by none. */
export function isAlwaysPassed(
  recognition: Recognition,
  parameter: Resolved & { readonly kind: 'parameter' },
  passed: readonly Located[],
): boolean {
  return passed.length > 0 && callersOf(recognition, parameter)?.calls.length === passed.length;
}

/** Whether an expression reads a field of an object that is made with nothing, and so with the field's default. */
function isOfDefaults(recognition: Recognition, at: Located): boolean {
  if (at.expr.kind !== 'member') return false;
  const made = recognition.resolver.value(within(at, at.expr.object)).at;
  if (!isCall(made)) return false;
  const { args, named, spreads } = made.expr;
  return args.length + named.length + spreads.length === 0;
}

/**
 * The same without the default of a parameter that each call hands something else for.
 *
 * @param at What was resolved, as it is written.
 */
export function textsOwn(
  recognition: Recognition,
  resolved: Resolved,
  at: Located,
): ReturnType<typeof textsAt> {
  const isTaken =
    resolved.kind !== 'parameter' || !isAlwaysPassed(recognition, resolved, passedFor(recognition, resolved));
  if (!isTaken) return [];
  return textsAt(isOfDefaults(recognition, at) ? withDefaults(recognition, resolved) : resolved);
}

/** The same, with what the program's callers pass for a parameter. */
export function textsPassed(
  recognition: Recognition,
  resolved: Resolved,
  depth = 0,
): readonly { readonly text: string; readonly at: Located }[] {
  if (resolved.kind === 'either')
    return resolved.options.flatMap((option) => textsPassed(recognition, option, depth));
  if (resolved.kind !== 'parameter' || depth > MAX_HANDED_ON)
    return textsAt(withDefaults(recognition, resolved));
  const passed = passedFor(recognition, resolved);
  const fallback = isAlwaysPassed(recognition, resolved, passed) ? [] : textsAt(resolved);
  const given = passed.flatMap((one) => textsPassed(recognition, valueAt(recognition, one), depth + 1));
  return [...fallback, ...given];
}

/** Whether every alternative has a text. */
export function isWhole(resolved: Resolved): boolean {
  return resolved.kind === 'either' ? resolved.options.every(isWhole) : textsOf(resolved).length > 0;
}
