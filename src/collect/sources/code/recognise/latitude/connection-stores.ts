import { declaredId, globalId, type Identifier, type NodeId, type NodeKind } from '#model';
import type { StoreEntry } from '../catalog/sink-schema.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import { textsIn, type Evaluation } from './evaluation.ts';

/** A store before it is told. */
export interface StoreNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  readonly identifiers: readonly Identifier[];
  /** Where it is told to be; what is left out is wherever its user runs. */
  readonly place?: { readonly account?: string; readonly region?: string } | undefined;
}

/** Host and database of a connection string; user and password are left behind here. */
function fromConnection(text: string): { host: string | null; name: string } | null {
  // scheme://user:password@host/database?options (RFC 3986); sqlite has a path and no host.
  const url = /^[\w+.-]+:\/\/(?:[^@/]*@)?([^/?#]*)\/?([^?#]*)/.exec(text);
  if (url === null) return /^[\w./:-]+$/.test(text) ? { host: null, name: text } : null;
  const name = url[2] ?? '';
  return name === '' ? null : { host: url[1] === '' ? null : (url[1] ?? null), name };
}

/** The stores that connection strings, or their parts, name; with them whether they are all that may be named. */
export function connectionStores(
  recognition: Recognition,
  call: LocatedCall,
  entry: StoreEntry,
  evaluation: Evaluation,
): { readonly nodes: readonly StoreNode[]; readonly resolved: boolean } {
  const said = (paths: readonly string[] | undefined) => textsIn(recognition, evaluation, call, paths);
  const wholes = said(entry.connection);
  const parsed = wholes.texts.map(fromConnection);
  // Where no connection string says it, its parts may.
  const isParted = parsed.length === 0 || parsed.includes(null) || wholes.isOpen || wholes.mayLack;
  const names = isParted ? said(entry.parts?.name) : { texts: [], isOpen: false, mayLack: false };
  const hosts = said(entry.parts === undefined ? [] : [entry.parts.host]);
  // Every host with every name: which of them belong together is not asked.
  const each = (host: string | null, name: string): StoreNode[] =>
    (host === null && hosts.texts.length > 0 ? hosts.texts : [host]).map((one) =>
      connectedStore(recognition, entry, one, name),
    );
  const nodes = [
    ...parsed.flatMap((one) => (one === null ? [] : each(one.host, one.name))),
    ...names.texts.flatMap((name) => each(null, name)),
  ];
  const isNamed = !isParted || (names.texts.length > 0 && !names.isOpen && !names.mayLack);
  return { nodes, resolved: nodes.length > 0 && isNamed };
}

function connectedStore(
  recognition: Recognition,
  entry: StoreEntry,
  host: string | null,
  name: string,
): StoreNode {
  // The same host and database is one store, whichever program connects to it.
  const shown = recognition.inspector.redact(name).slice(0, 200);
  return {
    id:
      host === null
        ? declaredId('database', recognition.target.name, entry.platform, shown)
        : globalId('database', host, shown),
    kind: 'database',
    name: shown,
    identifiers: [],
  };
}
