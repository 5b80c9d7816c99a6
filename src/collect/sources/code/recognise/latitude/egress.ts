import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument, knownPrefix, textOf } from '../calls/arguments.ts';
import type { SinkEntry } from '../catalog/sink-schema.ts';
import { textIn, type Evaluation } from './evaluation.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** Where a network call goes: hosts that are written down, anywhere the caller names, or not resolved. */
interface Egress {
  readonly hosts: readonly string[];
  readonly any: boolean;
  readonly resolved: boolean;
}

/** Something is sent, and nobody can tell where to. */
const NOWHERE: Egress = { hosts: [], any: false, resolved: false };

/** Host of an address; null where the text ends before the host does. */
function hostOf(text: string, isWhole: boolean): string | null {
  const found = /^(?:https?|wss?):\/\/(?:[^@/?#]*@)?([\w.-]+)(:\d+)?(.*)$/s.exec(text);
  if (found?.[1] === undefined) return null;
  // `https://api.` and a variable behind it is no host yet.
  const ended = isWhole || found[2] !== undefined || /^[/?#]/.test(found[3] ?? '');
  return ended ? found[1].toLowerCase() : null;
}

/** Names that never leave the machine or the private network they are given in. */
export function isOutside(host: string): boolean {
  return (
    !/^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|host\.docker\.internal$|169\.254\.)|\.(local|internal|localhost|svc|test)$/.test(
      host,
    ) && host.includes('.')
  );
}

/** The values that can stand there, one by one: a table's entry at the start of an address is each of the table's. */
function alternatives(resolved: Resolved): readonly Resolved[] {
  if (resolved.kind === 'either') return resolved.options.flatMap(alternatives);
  if (resolved.kind !== 'text') return [resolved];
  const at = resolved.parts.findIndex((part) => typeof part !== 'string');
  const part = resolved.parts[at];
  if (part === undefined || typeof part === 'string' || part.kind !== 'either') return [resolved];
  return part.options.map((option) => ({ ...resolved, parts: resolved.parts.with(at, option) }));
}

/** Hosts of an address; open where one of the addresses that can stand there has none that is known. */
function hostsAt(
  evaluation: Evaluation,
  at: Located,
  depth = 0,
): { hosts: readonly string[]; open: boolean } {
  const resolved = evaluation.value(at);
  if (resolved.kind === 'definition' && isCall(resolved.at) && depth < 3) {
    // new URL(path, base)
    const { args } = resolved.at.expr;
    const base = args[1] ?? args[0];
    return base === undefined
      ? { hosts: [], open: true }
      : hostsAt(evaluation, within(resolved.at, base), depth + 1);
  }
  // One by one: of two addresses one may be known.
  const hosts = alternatives(resolved).map((each) => {
    const text = textOf(each);
    return text === null ? hostOf(knownPrefix(each), false) : hostOf(text, true);
  });
  const known = hosts.filter((host) => host !== null);
  return { hosts: [...new Set(known)], open: known.length < hosts.length };
}

/** Null where the row is no network call. */
export function egressOf(
  recognition: Recognition,
  call: LocatedCall,
  entry: SinkEntry,
  evaluation: Evaluation,
): Egress | null {
  // The vendor's own client goes to its vendor.
  if (entry.hosts.length > 0) return { hosts: entry.hosts, any: false, resolved: true };
  if (entry.host.length > 0) {
    const host = textIn(recognition, evaluation, call, entry.host);
    return host === null ? NOWHERE : { hosts: [host.toLowerCase()], any: false, resolved: true };
  }
  if (entry.url.length === 0) return null;
  const url = argument(recognition, call, entry.url);
  if (url.kind !== 'given') return NOWHERE;
  const { hosts, open } = hostsAt(evaluation, url.at);
  if (hosts.length > 0) return { hosts, any: false, resolved: !open };
  const base = argument(recognition, call, entry.base);
  if (base.kind === 'given') {
    // A relative address goes to the client's base, whatever the model puts into the path.
    const based = hostsAt(evaluation, base.at);
    return based.hosts.length === 0 ? NOWHERE : { hosts: based.hosts, any: false, resolved: !based.open };
  }
  return evaluation.isChosen(url.at) ? { hosts: [], any: true, resolved: true } : NOWHERE;
}
