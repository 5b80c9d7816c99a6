import { ANY_KEY } from '../../dotted-name.ts';
import type { Expr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import {
  ABSENT,
  mayBeAbsent,
  orElse,
  replaceable,
  UNKNOWN,
  unsureWithin,
  withoutNull,
  type Argument,
  type Given,
} from './possible-arguments.ts';

/** One key of an object: absent only where the object is known to its last key. */
function entry(recognition: Recognition, at: Located, key: string): Argument {
  const inPlace = writtenEntry(at, key);
  if (inPlace !== null) return inPlace;
  const object = recognition.resolver.object(at);
  if (object === null) return UNKNOWN;
  const found = object.entries.get(key);
  if (found === undefined) return object.complete ? ABSENT : UNKNOWN;
  const when = object.maybe.get(found);
  const isOpen = object.replaceable.has(key);
  const mayLack = object.mayLack.has(key);
  const others = object.alternatives
    .filter((one) => one.key === key)
    .map(({ value }) => ({ at: value, when: object.maybe.get(value) ?? when }));
  if (when === undefined && !isOpen && !mayLack && others.length === 0) return { kind: 'given', at: found };
  return { kind: 'given', at: found, unsure: { when, others, isOpen, mayLack } };
}

/** Of an object that is written in place, without spreads and computed keys: nearly all are, and nothing is put together for them. */
function writtenEntry(at: Located, key: string): Argument | null {
  const { expr } = at;
  if (expr.kind !== 'object' || expr.spreads.length > 0) return null;
  let found: Expr | null = null;
  for (const { key: own, value } of expr.entries) {
    if (own === ANY_KEY) return null;
    // What is written later wins.
    if (own === key) found = value;
  }
  if (found !== null) return { kind: 'given', at: within(at, found) };
  return expr.complete ? ABSENT : UNKNOWN;
}

/** What is spread is known to give arguments by name: none of them stands at a position. */
function isOneRecord({ module, expr }: LocatedCall, path: string): boolean {
  const { args, spreads } = expr;
  return (
    module.language === 'python' &&
    /^\d+$/.test(path) &&
    spreads.length === 1 &&
    args[Number(path)] === undefined
  );
}

/** A number is a position, anything else a keyword. */
function head(recognition: Recognition, call: LocatedCall, name: string): Argument {
  const { args, named, spreads } = call.expr;
  const value = /^\d+$/.test(name)
    ? args[Number(name)]
    : named.find((argument) => argument.name === name)?.value;
  if (value !== undefined) return { kind: 'given', at: within(call, value) };
  let given: Given | null = null;
  for (const spread of spreads) {
    // What is spread by position may stand anywhere.
    const found = /^\d+$/.test(name) ? UNKNOWN : entry(recognition, within(call, spread), name);
    if (found.kind === 'absent') continue;
    const joined = orElse(given, found);
    if (!mayBeAbsent(found) || joined.kind !== 'given') return joined;
    given = joined;
  }
  return given ?? (call.expr.complete || spreads.length > 0 ? ABSENT : UNKNOWN);
}

/** `0.tools.model`: an argument, then keys of objects. */
function one(recognition: Recognition, call: LocatedCall, path: string): Argument {
  const [first = '', ...rest] = path.split('.');
  let found = head(recognition, call, first);
  for (const key of rest) {
    if (found.kind !== 'given') return found;
    found = unsureWithin(entry(recognition, found.at, key), found);
  }
  return found;
}

/** The call that made what a call is made on: 1 the nearest, 2 the one before it; `root` the first. */
function origin(recognition: Recognition, call: LocatedCall, steps: number | 'root'): LocatedCall | null {
  let current: LocatedCall = call;
  // A chain of calls that is longer than this is no builder that people write.
  for (let step = 0; step < (steps === 'root' ? 8 : steps); step += 1) {
    const made = recognition.resolver.symbol(within(current, current.expr.callee))?.origin ?? null;
    if (made === null || !isCall(made)) return steps === 'root' && step > 0 ? current : null;
    current = made;
  }
  return current;
}

/**
 * First of several paths that is given, with those after it where it may be left out; unknown where none is and one was hidden.
 * Paths: catalog-schema.ts.
 */
export function argument(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): Argument {
  let hidden = false;
  let given: Given | null = null;
  for (const path of paths ?? []) {
    const prefix = /^(origin2|origin|root):(.*)$/.exec(path);
    const steps = prefix?.[1] === 'root' ? 'root' : prefix?.[1] === 'origin2' ? 2 : 1;
    const on = prefix === null ? call : origin(recognition, call, steps);
    // What it was made of was not found: it may have been given there.
    hidden ||= on === null && prefix !== null && call.expr.callee.kind === 'member';
    if (on === null || (given !== null && isOneRecord(on, path))) continue;
    const found = withoutNull(one(recognition, on, prefix?.[2] ?? path));
    hidden ||= found.kind === 'unknown';
    if (found.kind !== 'given') continue;
    // What a copy is told may hide in what is handed to it: then it is not as what it was copied from.
    const own = hidden && prefix !== null ? replaceable(found) : found;
    const joined = orElse(given, own);
    if (!mayBeAbsent(own) || joined.kind !== 'given') return joined;
    given = joined;
  }
  if (given !== null) return hidden ? replaceable(given) : given;
  return hidden ? UNKNOWN : ABSENT;
}

/** Place of an argument; null where it is left out or hidden. */
export function argumentAt(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): Located | null {
  const found = argument(recognition, call, paths);
  return found.kind === 'given' ? found.at : null;
}

/** The text that a value stands for, environment defaults taken; null where a piece is missing. */
export function textOf(resolved: Resolved): string | null {
  switch (resolved.kind) {
    case 'known':
      return resolved.value === null ? null : String(resolved.value);
    case 'env':
      return resolved.default;
    case 'parameter':
      return resolved.default === null ? null : textOf(resolved.default);
    case 'text': {
      const parts = resolved.parts.map((part) => (typeof part === 'string' ? part : textOf(part)));
      return parts.some((part) => part === null) ? null : parts.join('');
    }
    // Any of them is a text that can stand there.
    case 'either':
      return resolved.options.map(textOf).find((text) => text !== null) ?? null;
    case 'definition':
    case 'package':
    case 'unresolved':
      return null;
    default:
      return resolved satisfies never;
  }
}

/** Variables whose default is taken where the value is read as text. */
export function defaultedIn(resolved: Resolved): readonly string[] {
  switch (resolved.kind) {
    case 'env':
      return resolved.default === null ? [] : [resolved.name];
    case 'parameter':
      return resolved.default === null ? [] : defaultedIn(resolved.default);
    case 'text':
      return resolved.parts.flatMap((part) => (typeof part === 'string' ? [] : defaultedIn(part)));
    case 'either':
      return resolved.options.flatMap(defaultedIn);
    case 'known':
    case 'definition':
    case 'package':
    case 'unresolved':
      return [];
    default:
      return resolved satisfies never;
  }
}

/** Texts that one value may stand for: pieces that are each one of several multiply. */
const MAX_TEXTS = 32;

/** Every text that a value may stand for; none where they are too many. */
export function textsOf(resolved: Resolved): readonly string[] {
  switch (resolved.kind) {
    case 'either':
      return [...new Set(resolved.options.flatMap(textsOf))];
    case 'parameter':
      return resolved.default === null ? [] : textsOf(resolved.default);
    case 'text': {
      let texts: readonly string[] = [''];
      for (const part of resolved.parts) {
        const pieces = typeof part === 'string' ? [part] : textsOf(part);
        if (texts.length * pieces.length > MAX_TEXTS) return [];
        texts = texts.flatMap((text) => pieces.map((piece) => text + piece));
      }
      return [...new Set(texts)];
    }
    case 'known':
    case 'env':
    case 'definition':
    case 'package':
    case 'unresolved': {
      const text = textOf(resolved);
      return text === null ? [] : [text];
    }
    default:
      return resolved satisfies never;
  }
}

/** What is known of the start of a text: all of it, or up to the first piece that is not. */
export function knownPrefix(resolved: Resolved): string {
  if (resolved.kind !== 'text') return textOf(resolved) ?? '';
  let prefix = '';
  for (const part of resolved.parts) {
    const text = typeof part === 'string' ? part : textOf(part);
    if (text === null) return prefix;
    prefix += text;
  }
  return prefix;
}

/** Every text that may stand at an argument; empty where it is left out, hidden, or no text that could be put together. */
export function textsArgument(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): readonly string[] {
  const found = argument(recognition, call, paths);
  return found.kind === 'given' ? textsOf(recognition.resolver.value(found.at)) : [];
}

/** Null where it is left out, hidden, or no text that could be put together. */
export function textArgument(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): string | null {
  const found = argument(recognition, call, paths);
  return found.kind === 'given' ? textOf(recognition.resolver.value(found.at)) : null;
}
