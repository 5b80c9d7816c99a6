import {
  bucketArn,
  declaredId,
  globalId,
  type ActsAs,
  type Identifier,
  type NodeId,
  type NodeKind,
} from '#model';
import { argument, defaultedIn, textOf, textsOf, textArgument, type Argument } from '../calls/arguments.ts';
import { clientsOf, type ClientSight } from './client-sight.ts';
import { AS_RUNTIME } from './credential-givers.ts';
import { textIn, type Evaluation } from './evaluation.ts';
import type { StoreEntry } from '../catalog/sink-schema.ts';
import { canonicalSymbol } from '../catalog/catalog.ts';
import { isCall, stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

interface StoresFound {
  readonly stores: readonly {
    readonly id: NodeId;
    readonly actsAs: ActsAs;
    /** Variables that name another store where they are set. */
    readonly unlessSet: readonly string[];
  }[];
  /** Every store that the call can touch is in `stores`. */
  readonly resolved: boolean;
}

interface StoreNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  readonly identifiers: readonly Identifier[];
  /** Where it is told to be; what is left out is wherever its user runs. */
  readonly place?: { readonly account?: string; readonly region?: string } | undefined;
}

/** Resource part of the ARN up to the name, by service: the form of the aws-name identifier. */
const AWS_NAMES: Readonly<Record<string, string>> = {
  'aws-dynamodb': 'dynamodb:table/',
  'aws-secretsmanager': 'secretsmanager:secret:',
  'aws-ssm': 'ssm:parameter/',
  'aws-athena': 'glue:database/',
  'aws-rds': 'rds:db:',
  'aws-bedrock': 'bedrock:knowledge-base/',
};

/**
 * An ARN that is written out is the native id; a bare name is found again by the name within its service, in the account of
 * whoever asks for it.
 */
function storeNode(
  recognition: Recognition,
  entry: StoreEntry,
  name: string,
  client: ClientSight,
): StoreNode {
  const { kind, platform } = entry;
  const { endpoint } = client;
  // Another service that speaks the same protocol: the name is one of its own.
  if (endpoint !== null && endpoint !== 'unread')
    return { id: globalId(kind, endpoint.text, name), kind, name, identifiers: [] };
  if (name.startsWith('arn:')) return { id: name, kind, name, identifiers: [{ scheme: 'arn', value: name }] };
  // Bucket names are unique in a partition, so the ARN is known from the name alone.
  if (kind === 'bucket')
    return { id: bucketArn(name), kind, name, identifiers: [{ scheme: 'arn', value: bucketArn(name) }] };
  const prefix = AWS_NAMES[platform];
  const { account, region } = placeOf(client);
  const said = [account, region].filter((one) => one !== null);
  const identifiers: readonly Identifier[] =
    prefix === undefined || said.includes(UNSEEN_PLACE)
      ? []
      : [{ scheme: 'aws-name', value: `${prefix}${name.replace(/^\//, '')}` }];
  const place = [
    ['account', account],
    ['region', region],
  ].filter(([, value]) => value !== null && value !== UNSEEN_PLACE);
  return {
    id: declaredId(kind, recognition.target.name, [platform, ...said].join('/'), name),
    ...{ kind, name, identifiers },
    place: Object.fromEntries(place) as StoreNode['place'],
  };
}

const UNSEEN_PLACE = 'elsewhere';

/** Account and region in which a name means something: null for those of whoever runs the code. */
function placeOf({ actsAs, region }: ClientSight): { account: string | null; region: string | null } {
  return {
    account:
      actsAs.as === 'runtime'
        ? null
        : actsAs.as === 'role'
          ? (actsAs.role.split(':')[4] ?? UNSEEN_PLACE)
          : UNSEEN_PLACE,
    region: region === null ? null : region === 'unread' ? UNSEEN_PLACE : region.text,
  };
}

/** A bucket is named once for all regions; of any other store it matters which region was meant. */
function actsAsIn(kind: NodeKind, { actsAs, region }: ClientSight): ActsAs {
  return region !== 'unread' || kind === 'bucket' || actsAs.as === 'unseen'
    ? actsAs
    : { as: 'unseen', why: 'in which region it lies was not seen: its client may be given one by a setting' };
}

/** Host and database of a connection string; user and password are left behind here. */
function fromConnection(text: string): { host: string | null; name: string } | null {
  // scheme://user:password@host/database?options (RFC 3986); sqlite has a path and no host.
  const url = /^[\w+.-]+:\/\/(?:[^@/]*@)?([^/?#]*)\/?([^?#]*)/.exec(text);
  if (url === null) return /^[\w./:-]+$/.test(text) ? { host: null, name: text } : null;
  const name = url[2] ?? '';
  return name === '' ? null : { host: url[1] === '' ? null : (url[1] ?? null), name };
}

function connectionStore(
  recognition: Recognition,
  call: LocatedCall,
  entry: StoreEntry,
  evaluation: Evaluation,
): StoreNode | null {
  const text = (paths: readonly string[] | undefined) => textIn(recognition, evaluation, call, paths);
  const whole = text(entry.connection);
  const parsed = whole === null ? null : fromConnection(whole);
  const host = parsed?.host ?? text(entry.parts === undefined ? [] : [entry.parts.host]);
  const name = parsed?.name ?? text(entry.parts?.name);
  if (name === null) return null;
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

const PLAIN: ClientSight = { actsAs: AS_RUNTIME, endpoint: null, region: null };

/** A role that the code takes: what it may do, and who may take it, is said by its account. */
function addRole(recognition: Recognition, arn: string, call: LocatedCall): void {
  recognition.sink.node({
    id: arn,
    kind: 'cloud-role',
    name: arn.split('/').at(-1) ?? arn,
    attributes: {},
    identifiers: [{ scheme: 'arn', value: arn }],
    evidence: [recognition.sink.evidence(call)],
  });
}

/**
 * What takes a bucket's place in a request and is none: ARNs of access points, of S3 Object Lambda too, and their aliases (S3 user
 * guide, "Access point aliases": `-s3alias`, `--ol-s3`).
 */
function isAccessPoint(name: string): boolean {
  return (
    /^arn:[^:]+:s3(-object-lambda|-outposts)?:[^:]*:\d{12}:/.test(name) || /(-s3alias|--ol-s3)$/.test(name)
  );
}

/** The stores that a call of the catalogue touches. A name that the model chooses may be any store of the kind. */
export function addStores(
  recognition: Recognition,
  call: LocatedCall,
  entry: StoreEntry,
  evaluation: Evaluation,
): StoresFound {
  const common = { state: stateOf(call.module), evidence: [recognition.sink.evidence(call)] };
  const add = ({ place = {}, ...node }: StoreNode): NodeId =>
    recognition.sink.node({ ...node, ...common, attributes: place });
  if (entry.connection.length > 0 || entry.parts !== undefined) {
    const store = connectionStore(recognition, call, entry, evaluation);
    return {
      stores: store === null ? [] : [{ id: add(store), actsAs: AS_RUNTIME, unlessSet: [] }],
      resolved: store !== null,
    };
  }
  const given: Argument = argument(recognition, call, entry.name);
  if (given.kind !== 'given' || evaluation.isChosen(given.at)) return { stores: [], resolved: false };
  const resolved = evaluation.value(given.at);
  // Anything else is no name but a template or a path that was put together.
  const written = textsOf(resolved).filter((name) => /^[\w.:/+=@-]{1,300}$/.test(name));
  const names = entry.kind === 'bucket' ? written.filter((name) => !isAccessPoint(name)) : written;
  for (const point of written.filter((name) => !names.includes(name)))
    recognition.sink.gap(
      call.module.path,
      'unresolved',
      `which bucket stands behind the access point ${recognition.inspector.redact(point)}: no export lists access points`,
    );
  const variables = defaultedIn(resolved);
  const clients = entry.platform.startsWith('aws-') ? clientsOf(recognition, evaluation, call) : [PLAIN];
  for (const { actsAs } of clients) if (actsAs.as === 'role') addRole(recognition, actsAs.role, call);
  return {
    stores: names.flatMap((name) =>
      clients.map((client) => ({
        id: add(storeNode(recognition, entry, name, client)),
        actsAs: actsAsIn(entry.kind, client),
        unlessSet: variables,
      })),
    ),
    resolved:
      names.length > 0 &&
      names.length === written.length &&
      (resolved.kind !== 'either' || resolved.options.every((one) => textOf(one) !== null)),
  };
}

/** A store that is opened by `maker`; `name` is its collection, null where that was not resolved. */
interface VectorHandle {
  readonly provider: string;
  readonly maker: LocatedCall;
  readonly name: string | null;
}

/** The vector store that a call makes or opens. */
export function vectorStoreMade(recognition: Recognition, call: LocatedCall): VectorHandle | null {
  const symbol = recognition.resolver.symbol(within(call, call.expr.callee));
  const entry =
    symbol === null ? undefined : recognition.catalog.vectorStores.get(canonicalSymbol(symbol.qualified));
  if (entry === undefined) return null;
  return { provider: entry.provider, maker: call, name: textArgument(recognition, call, entry.name) };
}

/** The store behind a method call: the nearest call on the way that made one. */
export function vectorStoreUsed(
  recognition: Recognition,
  call: LocatedCall,
): { readonly handle: VectorHandle; readonly method: string } | null {
  let current: LocatedCall = call;
  // `store.as_retriever().with_config().invoke()`: longer chains are not written.
  for (let step = 0; step < 6; step += 1) {
    const { callee } = current.expr;
    const made = recognition.resolver.symbol(within(current, callee))?.origin ?? null;
    if (made === null || !isCall(made)) return null;
    const handle = vectorStoreMade(recognition, made);
    if (handle !== null && callee.kind === 'member') {
      const symbol = recognition.resolver.symbol(within(made, made.expr.callee));
      const entry = recognition.catalog.vectorStores.get(canonicalSymbol(symbol?.qualified ?? ''));
      const name = handle.name ?? textArgument(recognition, call, entry?.nameInCall);
      return { handle: { ...handle, name }, method: callee.property };
    }
    current = made;
  }
  return null;
}

export function addVectorStore(recognition: Recognition, handle: VectorHandle): NodeId {
  const { provider, maker, name } = handle;
  // A store without a collection's name is known by its variable, and by that alone.
  const binding = recognition.names.binding(maker);
  const symbol = binding ?? recognition.names.unique('vector-store', maker);
  return recognition.sink.node({
    id:
      name === null
        ? declaredId('vector-store', recognition.target.name, maker.module.path, symbol)
        : declaredId('vector-store', recognition.target.name, provider, name),
    kind: 'vector-store',
    name: name ?? symbol,
    state: stateOf(maker.module),
    attributes: { provider, ...(name === null ? {} : { collection: name }) },
    evidence: [recognition.sink.evidence(maker)],
  });
}
