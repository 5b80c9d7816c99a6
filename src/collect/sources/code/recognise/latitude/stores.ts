import {
  bucketArn,
  declaredId,
  globalId,
  type ActsAs,
  type Identifier,
  type NodeId,
  type NodeKind,
} from '#model';
import { argument, defaultedIn, textsOf } from '../calls/arguments.ts';
import { isHidden, mayBeAbsent, possible } from '../calls/possible-arguments.ts';
import { clientsOf, type ClientSight } from './client-sight.ts';
import { AS_RUNTIME } from './credential-givers.ts';
import { connectionStores, type StoreNode } from './connection-stores.ts';
import { isText, type Evaluation } from './evaluation.ts';
import { environmentOf } from './process-environment.ts';
import type { StoreEntry } from '../catalog/sink-schema.ts';
import { stateOf, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

interface StoresFound {
  readonly stores: readonly {
    readonly id: NodeId;
    readonly actsAs: ActsAs;
    /** Variables that name another store where they are set. */
    readonly unlessSet: readonly string[];
    /** File of the program that may set one of them. */
    readonly setBy?: string | undefined;
  }[];
  /** Every store that the call can touch is in `stores`. */
  readonly resolved: boolean;
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

/** A file of the program that may set one of the variables: a default is then no proof. */
function setterOf(
  recognition: Recognition,
  { module }: LocatedCall,
  variables: readonly string[],
): string | undefined {
  const { setsIn } = environmentOf(recognition, module.language, stateOf(module) === 'test');
  return variables.map(setsIn).find((path) => path !== null) ?? undefined;
}

/** The clients by which the call is made; a role that one of them takes is told of. */
function clientsIn(
  recognition: Recognition,
  call: LocatedCall,
  { platform }: StoreEntry,
  evaluation: Evaluation,
): readonly ClientSight[] {
  if (!platform.startsWith('aws-')) return [PLAIN];
  const clients = clientsOf(recognition, evaluation, call);
  for (const { actsAs } of clients) if (actsAs.as === 'role') addRole(recognition, actsAs.role, call);
  return clients;
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
    const { nodes, resolved } = connectionStores(recognition, call, entry, evaluation);
    return { stores: nodes.map((one) => ({ id: add(one), actsAs: AS_RUNTIME, unlessSet: [] })), resolved };
  }
  const { named, resolved } = namesOf(recognition, call, entry, evaluation);
  if (named.length === 0 && !resolved) return { stores: [], resolved };
  const clients = clientsIn(recognition, call, entry, evaluation);
  return {
    stores: named.flatMap(({ name, unlessSet }) =>
      clients.map((client) => ({
        id: add(storeNode(recognition, entry, name, client)),
        actsAs: actsAsIn(entry.kind, client),
        unlessSet,
        setBy: setterOf(recognition, call, unlessSet),
      })),
    ),
    resolved,
  };
}

/** A name that may stand there, and the variables that name another where they are set. */
interface Named {
  readonly name: string;
  readonly unlessSet: readonly string[];
}

/** Every name that may stand at the argument; `resolved` where those are all. */
function namesOf(
  recognition: Recognition,
  call: LocatedCall,
  entry: StoreEntry,
  evaluation: Evaluation,
): { readonly named: readonly Named[]; readonly resolved: boolean } {
  const found = argument(recognition, call, entry.name);
  const each = possible(found).map(({ at }) => {
    if (evaluation.isChosen(at)) return { named: [], resolved: false };
    const value = evaluation.value(at);
    // Anything else is no name but a template or a path that was put together.
    const written = textsOf(value).filter((name) => /^[\w.:/+=@-]{1,300}$/.test(name));
    const points = entry.kind === 'bucket' ? written.filter(isAccessPoint) : [];
    for (const point of points)
      recognition.sink.gap(
        call.module.path,
        'unresolved',
        `which bucket stands behind the access point ${recognition.inspector.redact(point)}: no export lists access points`,
      );
    const unlessSet = defaultedIn(value);
    const named = written.filter((name) => !points.includes(name)).map((name) => ({ name, unlessSet }));
    return { named, resolved: named.length > 0 && points.length === 0 && isText(value) };
  });
  return {
    named: each.flatMap(({ named }) => named),
    resolved: !isHidden(found) && !mayBeAbsent(found) && each.every(({ resolved }) => resolved),
  };
}
