import { declaredId, type AttributesOf, type NodeId } from '#model';
import type { Located } from '../../resolve/resolver.ts';
import { argumentAt, textOf, textsOf } from '../calls/arguments.ts';
import { canonicalSymbol } from '../catalog/catalog.ts';
import {
  calledSymbol,
  isCall,
  stateOf,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { environmentReads } from '../credentials/environment-reads.ts';

type ServerAttributes = AttributesOf<'mcp-server'>;
type Transport = NonNullable<ServerAttributes['transport']>;

/** A server that code connects to, and what the connection hands over. */
export interface ConnectedServer {
  readonly id: NodeId;
  /** Variables that the connection hands over: whoever connects holds them. */
  readonly environment: ReadonlyMap<string, Located>;
  readonly at: LocatedCall;
}

/** How a connection is written, whatever the SDK. */
interface Connection {
  readonly name: string | null;
  readonly url: Located | null;
  readonly command: Located | null;
  readonly args: Located | null;
  readonly env: Located | null;
  readonly headers: Located | null;
  readonly hasOauth: boolean;
  readonly transport: Transport | null;
}

/** Spellings of the SDKs. */
const TRANSPORTS: Readonly<Record<string, Transport>> = {
  http: 'streamable-http',
  'streamable-http': 'streamable-http',
  streamable_http: 'streamable-http',
  sse: 'sse',
  stdio: 'stdio',
};

/** Without user, query and fragment, each of which carries keys. */
function plainUrl(text: string): string | null {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? `${url.protocol}//${url.host}${url.pathname}` : null;
  } catch {
    return null;
  }
}

/** `new URL(text)` is the text inside. */
function urlsAt(recognition: Recognition, at: Located | null): readonly string[] {
  if (at === null) return [];
  const resolved = recognition.resolver.value(at);
  const [inner] = resolved.kind === 'definition' && isCall(resolved.at) ? resolved.at.expr.args : [];
  const texts = inner === undefined ? textsOf(resolved) : urlsAt(recognition, within(resolved.at, inner));
  return texts.map(plainUrl).filter((url) => url !== null);
}

const RUNNER = /^(npx|uvx|bunx|pnpx)$/;

/** `npx -y @scope/server@1.2.3`: what is run, and the version where one is pinned. */
function launched(
  command: string,
  args: readonly string[],
): Pick<ServerAttributes, 'packageName' | 'packageVersion'> {
  if (!RUNNER.test(command)) return {};
  const spec = args.find((word) => !word.startsWith('-'));
  const parts = /^(@?[^@]+)(?:@(.+))?$/.exec(spec ?? '');
  if (parts?.[1] === undefined) return {};
  const version = parts[2] ?? null;
  // A tag pins nothing.
  return { packageName: parts[1], packageVersion: version !== null && /^\d/.test(version) ? version : null };
}

/** What a command starts, as far as it is written down; nothing where it is not. */
function commandAttributes(recognition: Recognition, connection: Connection): ServerAttributes {
  if (connection.command === null) return {};
  const command = textOf(recognition.resolver.value(connection.command));
  if (command === null) return {};
  const [program = command, ...rest] = command.split(/\s+/);
  // Arguments apart, or the whole command in one text.
  const listed = connection.args === null ? null : recognition.resolver.list(connection.args);
  const args = listed?.items.map((item) => textOf(recognition.resolver.value(item)) ?? '') ?? rest;
  return {
    // An absolute path would tie the asset to one machine.
    command: recognition.inspector.redact(program.split('/').at(-1) ?? program),
    ...launched(program, args),
  };
}

/**
 * By names alone; a connection without a header may still be let in by its network, so it is not said to be open.
 */
function headersAttributes(recognition: Recognition, connection: Connection): ServerAttributes {
  if (connection.hasOauth) return { authentication: 'oauth' };
  const headers = connection.headers === null ? null : recognition.resolver.object(connection.headers);
  const names = [...(headers?.entries.keys() ?? [])];
  return names.some((name) => /auth|key|token|cookie/i.test(name)) ? { authentication: 'header' } : {};
}

/** Variables that are put into headers or into the server's environment, each with the place that reads it. */
function handedOver(recognition: Recognition, connection: Connection): Map<string, Located> {
  const found = new Map<string, Located>();
  const look = (at: Located): void => {
    for (const read of environmentReads(recognition.resolver.value(at))) found.set(read.name, read.at);
  };
  for (const at of [connection.headers, connection.env]) {
    const object = at === null ? null : recognition.resolver.object(at);
    for (const value of object?.entries.values() ?? []) look(value);
  }
  return found;
}

/** One server. An address that could not be read is a gap: the server is then known by its variable alone. */
function addServer(
  recognition: Recognition,
  call: LocatedCall,
  connection: Connection,
  symbol: string,
): ConnectedServer {
  const { sink, target, resolver } = recognition;
  const [url = null] = urlsAt(recognition, connection.url);
  if (connection.url !== null && url === null)
    sink.gap(`${call.module.path}#${symbol}`, 'unresolved', 'the address of the MCP server');
  const env = connection.env === null ? null : resolver.object(connection.env);
  const address = url === null ? null : recognition.inspector.redact(url);
  const command = commandAttributes(recognition, connection);
  const id = sink.node({
    // An address is one server to everybody who connects to it; a command is a server of this program.
    id: address ?? declaredId('mcp-server', target.name, call.module.path, symbol),
    kind: 'mcp-server',
    name: connection.name ?? (address === null ? (command.packageName ?? symbol) : new URL(address).host),
    state: stateOf(call.module),
    attributes: {
      ...(connection.transport === null ? {} : { transport: connection.transport }),
      ...(address === null ? {} : { url: address }),
      ...command,
      ...headersAttributes(recognition, connection),
      ...(env === null ? {} : { envNames: [...env.entries.keys()].sort() }),
    },
    identifiers: address === null ? [] : [{ scheme: 'url', value: address }],
    evidence: [sink.evidence(call)],
  });
  return { id, environment: handedOver(recognition, connection), at: call };
}

/** Paths of arguments by the part of a connection that stands there. */
type Where = Readonly<Record<string, readonly string[] | undefined>>;

/** A connection out of the arguments of one call; `fixed` where the class allows one transport alone. */
function connectionAt(
  recognition: Recognition,
  call: LocatedCall,
  where: Where,
  fixed: Transport | null,
): Connection {
  const name = argumentAt(recognition, call, where['name']);
  const type = argumentAt(recognition, call, where['type']);
  const said = type === null ? null : textOf(recognition.resolver.value(type));
  return {
    name: name === null ? null : textOf(recognition.resolver.value(name)),
    url: argumentAt(recognition, call, where['url']),
    command: argumentAt(recognition, call, where['command']),
    args: argumentAt(recognition, call, where['args']),
    env: argumentAt(recognition, call, where['env']),
    headers: argumentAt(recognition, call, where['headers']),
    hasOauth: argumentAt(recognition, call, where['authProvider']) !== null,
    transport: fixed ?? TRANSPORTS[said ?? ''] ?? null,
  };
}

/** A client whose transport is an object of the MCP SDK made elsewhere. */
function throughTransport(
  recognition: Recognition,
  transport: Located,
  name: string | null,
): Connection | null {
  const made = recognition.resolver.value(transport).at;
  const called = isCall(made) ? calledSymbol(recognition, made) : null;
  const entry = called === null ? undefined : recognition.catalog.mcpTransports.get(called.symbol);
  if (entry === undefined || !isCall(made)) return null;
  return { ...connectionAt(recognition, made, entry.row.arguments, entry.row.transport), name };
}

/** A server is connected beside it, to the other end of what the client was given: both are in this program. */
function isInProcess({ module, scope }: LocatedCall): boolean {
  return module.callSites.some(
    ({ call: { callee, args }, scope: where }) =>
      where === scope && callee.kind === 'member' && callee.property === 'connect' && args.length > 0,
  );
}

const LOCAL = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):(\d+)(?:\/|$)/;

/** The module itself listens where the client connects to. */
function isListening(recognition: Recognition, { module }: LocatedCall, { url }: Connection): boolean {
  const ports = urlsAt(recognition, url).flatMap((text) => LOCAL.exec(text)?.[1] ?? []);
  return (
    ports.length > 0 &&
    module.callSites.some(({ call: { args }, name, scope }) => {
      const [port] = name === 'listen' ? args : [];
      if (port === undefined) return false;
      const text = textOf(recognition.resolver.value({ module, scope, expr: port }));
      return text !== null && ports.includes(text);
    })
  );
}

/** The servers behind a client; complete where there are no others. */
export interface Connections {
  readonly servers: readonly ConnectedServer[];
  readonly complete: boolean;
}

const NO_CONNECTION: Connections = { servers: [], complete: false };

/** Servers of one client call: one, or each entry of a client for several. */
export function connectedServers(recognition: Recognition, call: LocatedCall): Connections {
  const called = calledSymbol(recognition, call);
  if (called === null) return NO_CONNECTION;
  const symbol = recognition.names.binding(call) ?? recognition.names.unique('mcp-client', call);
  const single =
    recognition.catalog.mcpClients.get(called.symbol) ?? recognition.catalog.hostedMcp.get(called.symbol);
  if (single !== undefined) {
    const { row } = single;
    const direct = connectionAt(recognition, call, row.arguments, row.transport ?? null);
    const transport = direct.url === null ? argumentAt(recognition, call, row.arguments.transport) : null;
    const through = transport === null ? null : throughTransport(recognition, transport, direct.name);
    // Which server of the program it is, no argument says.
    if (through === null && direct.command === null && transport !== null && isInProcess(call))
      return NO_CONNECTION;
    const connection = through ?? direct;
    if (isListening(recognition, call, connection)) return NO_CONNECTION;
    return { servers: [addServer(recognition, call, connection, symbol)], complete: true };
  }
  const many = recognition.catalog.mcpMultiClients.get(called.symbol);
  if (many === undefined) return NO_CONNECTION;
  const given = argumentAt(recognition, call, many.row.servers);
  const object = given === null ? null : recognition.resolver.object(given);
  const servers = [...(object?.entries ?? [])].map(([name, entry]) =>
    addServer(recognition, call, entryConnection(recognition, entry, name), `${symbol}.${name}`),
  );
  return { servers, complete: object?.complete === true };
}

/** One entry of a client for several servers, under the key that it has there. */
function entryConnection(recognition: Recognition, entry: Located, name: string): Connection {
  const values = recognition.resolver.object(entry)?.entries;
  const said = values?.get('transport') ?? values?.get('type');
  const transport = said === undefined ? null : textOf(recognition.resolver.value(said));
  const get = (key: string): Located | null => values?.get(key) ?? null;
  return {
    name,
    url: get('url'),
    command: get('command'),
    args: get('args'),
    env: get('env'),
    headers: get('headers'),
    hasOauth: false,
    transport: TRANSPORTS[transport ?? ''] ?? null,
  };
}

/** The client call behind `await client.tools()`; null where the expression is no such thing. */
export function clientBehindTools(recognition: Recognition, call: LocatedCall): LocatedCall | null {
  const { callee } = call.expr;
  const found = recognition.resolver.symbol(within(call, callee));
  if (found?.origin == null || !isCall(found.origin) || callee.kind !== 'member') return null;
  const maker = recognition.resolver.symbol(within(found.origin, found.origin.expr.callee));
  const name = maker === null ? '' : canonicalSymbol(maker.qualified);
  const { mcpClients, mcpMultiClients } = recognition.catalog;
  const methods = mcpClients.get(name)?.row.toolsMethods ?? mcpMultiClients.get(name)?.row.toolsMethods ?? [];
  return methods.includes(callee.property) ? found.origin : null;
}
