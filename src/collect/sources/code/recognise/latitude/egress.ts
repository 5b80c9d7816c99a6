import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, mayBeAbsent, possible, type Argument } from '../calls/possible-arguments.ts';
import type { SinkEntry } from '../catalog/sink-schema.ts';
import { addressIn, union, type Address } from './address.ts';
import { checkedHosts } from './checked-hosts.ts';
import { textsIn, type Evaluation } from './evaluation.ts';
import { recipientsChooser } from './recipients.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';

/** Where a network call goes: hosts that are written down, anywhere the caller names, or not resolved. */
interface Egress {
  readonly hosts: readonly string[];
  readonly any: boolean;
  readonly resolved: boolean;
}

/** Something is sent, and nobody can tell where to. */
const NOWHERE: Egress = { hosts: [], any: false, resolved: false };

/** Names that never leave the machine or the private network they are given in. */
export function isOutside(host: string): boolean {
  return (
    !/^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|host\.docker\.internal$|169\.254\.)|\.(local|internal|localhost|svc|test)$/.test(
      host,
    ) && host.includes('.')
  );
}

/** Null where the row is no network call. */
export function egressOf(
  recognition: Recognition,
  call: LocatedCall,
  entry: SinkEntry,
  evaluation: Evaluation,
): Egress | null {
  const carrier = carrierOf(recognition, call, entry, evaluation);
  const chooser = recipientsChooser(recognition, call, entry, evaluation);
  if (carrier === null || chooser === null || chooser === 'author') return carrier;
  // Whoever carries it, it ends where it is addressed to.
  return { hosts: carrier.hosts, any: chooser === 'model', resolved: chooser === 'model' };
}

/** Where the call itself goes. */
function carrierOf(
  recognition: Recognition,
  call: LocatedCall,
  entry: SinkEntry,
  evaluation: Evaluation,
): Egress | null {
  // The vendor's own client goes to its vendor.
  if (entry.hosts.length > 0) return { hosts: entry.hosts, any: false, resolved: true };
  if (entry.host.length > 0) {
    const { texts, isOpen, mayLack } = textsIn(recognition, evaluation, call, entry.host);
    return { hosts: texts.map((host) => host.toLowerCase()), any: false, resolved: !isOpen && !mayLack };
  }
  if (entry.url.length === 0) return null;
  const url = argument(recognition, call, entry.url);
  if (url.kind !== 'given') return NOWHERE;
  const base = argument(recognition, call, entry.base);
  const onBases = basesOf(base, (at) => addressIn(recognition, evaluation, at));
  const each = possible(url).map(({ at }): Egress => {
    const address = addressIn(recognition, evaluation, at);
    const checked = address.any ? checkedHosts(recognition, call, at) : null;
    if (checked !== null) return { hosts: checked, any: false, resolved: true };
    return egressTo(
      union(onBases.map((one) => (one === null ? address : onBase(address, one, evaluation, at)))),
    );
  });
  return {
    hosts: [...new Set(each.flatMap(({ hosts }) => hosts))],
    any: each.some(({ any }) => any),
    resolved: !isHidden(url) && each.every(({ resolved }) => resolved),
  };
}

/** What the address may be joined to; null for nothing. */
function basesOf(base: Argument, read: (at: Located) => Address): readonly (Address | null)[] {
  const bases = possible(base).map(({ at }) => read(at));
  return mayBeAbsent(base) || isHidden(base) ? [...bases, null] : bases;
}

/** A client's own address: a relative one goes there, an absolute one replaces it. */
function onBase(address: Address, base: Address, evaluation: Evaluation, url: Located): Address {
  // Clients of Python join paths as text. Those of JavaScript did, or do not, by their version (CVE-2024-39338).
  const isText = address.isSlash && url.module.language === 'python';
  // Nothing that the model chooses stands in it: then its author meant a path.
  const isOwn = address.open && address.hosts.length === 0 && !evaluation.isChosen(url);
  if (!address.isPath && !isText && !isOwn) return address;
  return {
    hosts: [...new Set([...address.hosts, ...base.hosts])],
    any: address.any || base.any,
    open: (address.open && !isOwn) || (address.isSlash && !isText) || base.open || base.isPath,
    isPath: false,
    isSlash: false,
  };
}

function egressTo({ hosts, any, open, isPath, isSlash }: Address): Egress {
  return { hosts, any, resolved: !open && !isPath && !isSlash };
}
