import type { Located, Resolved } from '../../resolve/resolver.ts';
import { knownPrefix, textOf } from '../calls/arguments.ts';
import { calledBy } from '../calls/called-things.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import type { Evaluation } from './evaluation.ts';

/** Where an address leads: several of these where several addresses can stand there. */
export interface Address {
  readonly hosts: readonly string[];
  /** The model chooses the host. */
  readonly any: boolean;
  /** The host was not resolved. */
  readonly open: boolean;
  /** It is relative for sure: the host is that of what it is joined to. */
  readonly isPath: boolean;
  /** It is a slash and what the model chooses: `//host` names a host wherever it is resolved as a reference. */
  readonly isSlash: boolean;
}

const NONE: Address = { hosts: [], any: false, open: false, isPath: false, isSlash: false };
const ANY: Address = { ...NONE, any: true };
const OPEN: Address = { ...NONE, open: true };
const PATH: Address = { ...NONE, isPath: true };
const SLASH: Address = { ...NONE, isSlash: true };

/** Constructors and functions that join a reference to a base, with the positions of the two (RFC 3986, 5.2; WHATWG URL). */
const JOINS: ReadonlyMap<string, { readonly reference: number; readonly base: number }> = new Map([
  ['globalThis#URL', { reference: 0, base: 1 }],
  ['url#URL', { reference: 0, base: 1 }],
  ['urllib.parse.urljoin', { reference: 1, base: 0 }],
]);
/** They hold an address first, and then what is sent there. */
const REQUESTS = /^(globalThis#Request|urllib\.request\.Request)$/;
/** What they give back has neither colon nor slash, and cannot begin an address with a host. */
const ENCODERS = /^(globalThis#encodeURIComponent|urllib\.parse\.quote_plus)$/;
/** Addresses made of addresses that are made of addresses: more is not written. */
const MAX_DEPTH = 3;

/** The expression that is handed over as an address; what of it the model chose is asked in its scope. */
interface Question {
  readonly recognition: Recognition;
  readonly evaluation: Evaluation;
  readonly root: Located;
}

/** Host of an address; null where the text ends before the host does. */
export function hostOf(text: string, isWhole: boolean): string | null {
  const found = /^(?:https?|wss?):\/\/(?:[^@/?#]*@)?([\w.-]+)(:\d+)?(.*)$/s.exec(text);
  if (found?.[1] === undefined) return null;
  // `https://api.` and a variable behind it is no host yet.
  const ended = isWhole || found[2] !== undefined || /^[/?#]/.test(found[3] ?? '');
  return ended ? found[1].toLowerCase() : null;
}

/** The values that can stand there, one by one: a table's entry at the start of an address is each of the table's. */
function alternatives(evaluation: Evaluation, resolved: Resolved): readonly Resolved[] {
  if (resolved.kind === 'either') return resolved.options.flatMap((one) => alternatives(evaluation, one));
  if (resolved.kind === 'parameter') return written(evaluation, resolved);
  if (resolved.kind !== 'text') return [resolved];
  const at = resolved.parts.findIndex((part) => typeof part !== 'string');
  const part = resolved.parts[at];
  if (part === undefined || typeof part === 'string') return [resolved];
  const options = part.kind === 'either' ? part.options : written(evaluation, part);
  return options.map((option) => ({ ...resolved, parts: resolved.parts.with(at, option) }));
}

/** Texts between which alone the model chooses; the value itself where it chooses freely. */
function written(evaluation: Evaluation, value: Resolved): readonly Resolved[] {
  const limit = evaluation.limitOf(value);
  return limit !== null && 'texts' in limit
    ? limit.texts.map((text) => ({ kind: 'known', value: text, at: value.at }))
    : [value];
}

/** Any of several. */
export function union(addresses: readonly Address[]): Address {
  return {
    hosts: [...new Set(addresses.flatMap(({ hosts }) => hosts))],
    any: addresses.some(({ any }) => any),
    open: addresses.some(({ open }) => open),
    isPath: addresses.some(({ isPath }) => isPath),
    isSlash: addresses.some(({ isSlash }) => isSlash),
  };
}

/** Whether the model chose the piece in which the host would stand. */
function isChosenPiece({ evaluation, root }: Question, piece: Resolved): boolean {
  const { module, scope } = piece.at;
  // The author's settings are not the model's choice.
  if (piece.kind === 'env' || scope === 0) return false;
  // In a caller's scope other names are chosen: then the whole decides.
  return evaluation.isChosen(module === root.module && scope === root.scope ? piece.at : root);
}

/** A text of which only the beginning is known: what follows may be the host, or can no longer be. */
function begun(question: Question, prefix: string, piece: Resolved, depth: number): Address {
  const host = hostOf(prefix, false);
  if (host !== null) return { ...NONE, hosts: [host] };
  const start = prefix.trim();
  const isAhead = start === '' || /^(h|ht|htt|https?|([a-z][a-z\d+.-]*:.*|[/\\]{2}.*))$/i.test(start);
  // An address that was made before, or a piece that cannot hold a host.
  const isMade = piece.kind === 'definition' && isCall(piece.at);
  if (isMade && ENCODERS.test(symbolOf(question, piece.at))) return PATH;
  if (start === '' && isMade) return addressOf(question, piece, depth);
  if (isAhead) return isChosenPiece(question, piece) ? ANY : OPEN;
  return /^[/\\]$/.test(start) && isChosenPiece(question, piece) ? SLASH : PATH;
}

function addressOf(question: Question, resolved: Resolved, depth: number): Address {
  const limit = question.evaluation.limitOf(resolved);
  if (limit !== null && 'hosts' in limit) return { ...NONE, hosts: limit.hosts };
  const text = textOf(resolved);
  if (text !== null) {
    const host = hostOf(text.trim(), true);
    if (host !== null) return { ...NONE, hosts: [host] };
    return /^\s*([a-z][a-z\d+.-]*:|[/\\]{2})/i.test(text) ? OPEN : PATH;
  }
  if (resolved.kind === 'definition' && isCall(resolved.at)) {
    const made = addressMade(question, resolved.at, depth);
    if (made !== null) return made;
  }
  const piece =
    resolved.kind === 'text'
      ? resolved.parts.find((part) => typeof part !== 'string' && textOf(part) === null)
      : resolved;
  if (piece === undefined || typeof piece === 'string') return OPEN;
  if (resolved.kind === 'text') return begun(question, knownPrefix(resolved), piece, depth);
  return isChosenPiece(question, piece) ? ANY : OPEN;
}

/** A reference joined to a base: an absolute one replaces the base, host and all. */
function joined(reference: Address, base: Address): Address {
  const own = { ...reference, isPath: false, isSlash: false, any: reference.any || reference.isSlash };
  return reference.isPath ? union([own, { ...base, isPath: false, open: base.open || base.isPath }]) : own;
}

function symbolOf({ recognition }: Question, at: Located): string {
  const called = isCall(at) ? calledBy(recognition, at) : null;
  return called?.kind === 'outside' ? called.symbol : '';
}

/** What a call gives back as an address; null where nobody knows. */
function addressMade(question: Question, call: LocatedCall, depth: number): Address | null {
  if (depth >= MAX_DEPTH) return null;
  const { callee, args, named } = call.expr;
  const of = (position: number): Address | null => {
    const arg = args[position];
    return arg === undefined ? null : addressAt(question, within(call, arg), depth + 1);
  };
  // `url.toString()` is the address itself.
  if (callee.kind === 'member' && callee.property === 'toString' && args.length === 0)
    return addressAt(question, within(call, callee.object), depth + 1);
  const symbol = symbolOf(question, call);
  if (ENCODERS.test(symbol)) return PATH;
  const join = JOINS.get(symbol);
  if (join !== undefined) {
    const reference = of(join.reference);
    const base = of(join.base);
    return reference !== null && base !== null ? joined(reference, base) : (reference ?? base);
  }
  if (args.length === 1 || REQUESTS.test(symbol)) {
    const url = named.find(({ name }) => name === 'url')?.value;
    return of(0) ?? (url === undefined ? null : addressAt(question, within(call, url), depth + 1));
  }
  return null;
}

/** Hosts that are set on a URL after it was made: `url.host = name`. */
function hostsSet(question: Question, at: Located, depth: number): readonly Address[] {
  const { expr, module } = at;
  if (expr.kind !== 'name') return [];
  const found: Address[] = [];
  for (let scope: number | null = at.scope; scope !== null; scope = module.scopes[scope]?.parent ?? null)
    for (const { target, value, scope: of } of module.scopes[scope]?.assignments ?? []) {
      const property = target.startsWith(`${expr.name}.`) ? target.slice(expr.name.length + 1) : null;
      const set = { module, scope: of, expr: value };
      if (property === 'href') found.push(addressAt(question, set, depth + 1));
      if (property !== 'host' && property !== 'hostname') continue;
      const host = textOf(question.evaluation.value(set));
      if (host !== null) found.push({ ...NONE, hosts: [host.replace(/:\d+$/, '').toLowerCase()] });
      else found.push(question.evaluation.isChosen(set) ? ANY : OPEN);
    }
  return found;
}

function addressAt(question: Question, at: Located, depth: number): Address {
  if (depth > MAX_DEPTH) return OPEN;
  const { expr } = at;
  const isHref = expr.kind === 'member' && expr.property === 'href';
  const own = isHref ? within(at, expr.object) : at;
  // One by one: of two addresses one may be known.
  const made = alternatives(question.evaluation, question.evaluation.value(own)).map((each) =>
    addressOf(question, each, depth),
  );
  return union([...made, ...hostsSet(question, own, depth)]);
}

/** Where the address leads that an expression of the call being walked stands for. */
export function addressIn(recognition: Recognition, evaluation: Evaluation, at: Located): Address {
  return addressAt({ recognition, evaluation, root: at }, at, 0);
}
