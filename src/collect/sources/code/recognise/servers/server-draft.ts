import { declaredId, type AttributesOf, type NodeId } from '#model';
import type { CallExpr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { callersOf, passedFor } from '../calls/callers.ts';
import type { Body } from '../tools/model-given.ts';
import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { isCall, stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { type AddedTool, type ToolDefinition } from '../tools/tools.ts';
import type { Dispatcher } from '../latitude/dispatched-reach.ts';
import {
  aboutTools,
  instancesOf,
  isOrDerives,
  serverClasses,
  serverClassOf,
  type ServerClass,
} from './server-classes.ts';
import { anyIsHanded, handTo, makersOfHanded } from './handed-servers.ts';

export type Row = InFramework<'mcpServers'>['row'];

export type Transport = NonNullable<AttributesOf<'mcp-server'>['transport']>;

/** A tool as a list names it. */
type ListedTool = Pick<ToolDefinition, 'name' | 'at' | 'description' | 'schema'>;

/** A server under construction: its tools come from calls and decorators all over the program. */
export interface ServerDraft {
  readonly call: LocatedCall;
  readonly row: Row;
  readonly symbol: string;
  readonly id: NodeId;
  readonly tools: AddedTool[];
  readonly transports: Set<Transport>;
  /** Functions that answer which tools there are, and gave no list that was read whole. */
  readonly openHandlers: Body[];
  /** Tools that its list names, which one function runs. */
  readonly listed: ListedTool[];
  /** The functions that run whichever tool is called; null for one that was not found. */
  readonly dispatchers: (Dispatcher | null)[];
  /** The name that a function was handed by whoever has it make the server. */
  readonly name: string | null;
  /** The class of the target that it is an instance of; null where it is one of the SDK's own. */
  readonly of: ServerClass | null;
  /** False as soon as a tool may be registered that was not seen. */
  complete: boolean;
}

/** Functions that hand a server on to each other. */
const MAX_CALLERS_DEEP = 4;

/** By the call that makes the server: variables that hold the same one lead to one draft, and so may several calls. */
export type Drafts = Map<CallExpr, ServerDraft>;

/** What is called on servers: all instances of a class, where its own methods do it. */
export interface ServerCall {
  readonly drafts: readonly ServerDraft[];
  readonly method: string;
}

/** Made on first sight, whichever call on the server is met first. */
export function draftOf(
  recognition: Recognition,
  drafts: Drafts,
  call: LocatedCall,
  row: Row,
  of: ServerClass | null = null,
): ServerDraft {
  const known = drafts.get(call.expr);
  if (known !== undefined) return known;
  // A class that says what it is, is the server.
  const isClass = of?.made != null;
  const symbol = isClass ? of.cls.symbol : recognition.names.unique('mcp-server', call);
  const { path } = isClass ? of.module : call.module;
  const draft: ServerDraft = {
    call: of?.made ?? call,
    row,
    symbol,
    id: declaredId('mcp-server', recognition.target.name, path, symbol),
    tools: [],
    transports: new Set(),
    openHandlers: [],
    listed: [],
    dispatchers: [],
    name: null,
    of,
    complete: true,
  };
  drafts.set(call.expr, draft);
  return draft;
}

/** The server that a call makes itself, known by the function that it hands it to. */
export function addHandedServer(
  recognition: Recognition,
  drafts: Drafts,
  call: LocatedCall,
  hands: NonNullable<Row['hands']>,
  row: Row,
): void {
  const like = recognition.catalog.mcpServers.get(hands.symbol)?.row ?? row;
  // Registered on as a server of that class is; whoever makes it also connects it, and to what is not said.
  const own: Row = { ...like, framework: row.framework, arguments: row.arguments, connect: [] };
  const draft = draftOf(recognition, drafts, call, own);
  const given = argument(recognition, call, hands.to);
  const body = given.kind === 'given' ? recognition.resolver.fn(given.at) : null;
  if (body !== null) handTo(drafts, body, call.expr);
  const what = body === null ? 'was not found' : 'may do more with it than register tools';
  unseenTool(recognition, draft, call.module, `the function that is handed the server ${what}`);
}

/** The server has tools, or may have, of which nothing is known but this. */
export function unseenTool(
  { sink }: Recognition,
  draft: ServerDraft,
  { path }: ModuleIr,
  what: string,
): void {
  draft.complete = false;
  sink.gap(path, 'unresolved', `tools of ${draft.id}: ${what}`);
}

/** One for each server, however many calls lead to it. */
export function draftsIn(drafts: Drafts): readonly ServerDraft[] {
  return [...new Set(drafts.values())];
}

/** Servers that are instances of classes of the target. */
export function addClassDrafts(recognition: Recognition, drafts: Drafts): void {
  const classes = [...serverClasses(recognition).values()];
  for (const one of classes) {
    const instances = instancesOf(recognition, one);
    const [first = one.made] = instances;
    const isBase = classes.some(({ above }) => above === one);
    if (first === null && !isBase)
      recognition.sink.gap(
        `${one.module.path}#${one.cls.symbol}`,
        'unresolved',
        'a class of MCP servers of which no instance was seen',
      );
    // A class that others derive from is a server only where it is made.
    if (first === null || (isBase && instances.length === 0)) continue;
    const made = one.made === null ? instances : [first];
    for (const call of made) withClass(recognition, draftOf(recognition, drafts, call, one.row, one), one);
    const draft = drafts.get(first.expr);
    // What says what it is, is one server, however often it is made.
    if (one.made !== null && draft !== undefined) for (const { expr } of instances) drafts.set(expr, draft);
  }
}

function withClass({ sink }: Recognition, draft: ServerDraft, { module, unseen }: ServerClass): void {
  if (unseen === null) return;
  draft.complete = false;
  sink.gap(module.path, 'unresolved', `what may change the tools of ${draft.id}: ${unseen}`);
}

/** The server on which a method is called or a decorator hangs, and the method. */
export function serverMethod(recognition: Recognition, drafts: Drafts, at: Located): ServerCall | null {
  const found = recognition.resolver.symbol(at);
  if (found === null) return ownMethod(recognition, drafts, at) ?? handedMethod(recognition, drafts, at);
  // `FastMCP().tool`: the class, then the method on an instance of it.
  const split = /^(.*)\(\)\.([\w.]+)$/.exec(canonicalSymbol(found.qualified));
  const entry = split?.[1] === undefined ? undefined : recognition.catalog.mcpServers.get(split[1]);
  if (entry === undefined) return null;
  const method = split?.[2] ?? '';
  // Of what a server holds inside, only the registries that the catalogue names are its own.
  if (method.includes('.') && entry.row.add?.every((add) => add.method !== method) !== false) return null;
  if (found.origin !== null && isCall(found.origin))
    return { drafts: [draftOf(recognition, drafts, found.origin, entry.row)], method };
  return annotated(recognition, drafts, at, entry.row, method);
}

/** A method of the SDK's name that a class of the target has itself. */
function ownMethod(recognition: Recognition, drafts: Drafts, at: Located): ServerCall | null {
  if (at.expr.kind !== 'member' || serverClasses(recognition).size === 0) return null;
  const fn = recognition.resolver.fn(at)?.fn;
  const holder = fn === undefined ? null : serverClassOf(recognition, fn);
  const method = at.expr.property;
  if (holder === null || !aboutTools(holder.row, method)) return null;
  return annotated(recognition, drafts, at, holder.row, method);
}

/** By what a server is told to offer something, in any of the SDKs whose servers the program makes. */
function registers(drafts: Drafts, method: string): boolean {
  return draftsIn(drafts).some(
    ({ row }) =>
      row.decorators?.includes(method) === true || row.add?.some((one) => one.method === method) === true,
  );
}

/** A method of a server that a function is handed without a type. */
function handedMethod(recognition: Recognition, drafts: Drafts, at: Located): ServerCall | null {
  if (at.expr.kind !== 'member') return null;
  const method = at.expr.property;
  if (!anyIsHanded(drafts) && !registers(drafts, method)) return null;
  const servers = passedServers(recognition, drafts, within(at, at.expr.object));
  if (servers === null || servers.size === 0) return null;
  return { drafts: onSeveral(recognition, [...servers], at, method), method };
}

/** Whether the function that is handed the server may be run through without coming past this. */
function isUnderBranch(recognition: Recognition, at: Located): boolean {
  const resolved = recognition.resolver.value(at);
  const fn = resolved.kind === 'parameter' ? callersOf(recognition, resolved)?.fn : undefined;
  const { startLine } = at.expr.span;
  return fn?.branches.some(({ span }) => span.startLine <= startLine && startLine <= span.endLine) !== false;
}

/** What else a function is handed beside a server may decide what it registers on which: that is not followed. */
function onSeveral(
  { sink }: Recognition,
  servers: readonly ServerDraft[],
  { module }: Located,
  method: string,
): readonly ServerDraft[] {
  if (servers.length === 1) return servers;
  for (const server of servers) server.complete = false;
  sink.gap(
    module.path,
    'unresolved',
    `on which of ${String(servers.length)} MCP servers ${method} is called`,
  );
  return servers;
}

/** The servers that an expression holds; null where it holds none that are known by what made them or by their class. */
export function draftsHeld(
  recognition: Recognition,
  drafts: Drafts,
  at: Located,
): readonly ServerDraft[] | null {
  const resolved = recognition.resolver.value(at);
  const makers = resolved.kind === 'parameter' ? makersOfHanded(drafts, resolved) : [];
  if (makers.length > 0) return makers.flatMap((maker) => drafts.get(maker) ?? []);
  const { expr } = resolved.at;
  const made = expr.kind === 'call' ? drafts.get(expr) : undefined;
  if (made !== undefined) return [made];
  // `self`: whatever instance of the class it is.
  const cls = expr.kind === 'class' ? serverClasses(recognition).get(expr.cls)?.cls : undefined;
  if (cls === undefined) return null;
  return draftsIn(drafts).filter(({ of }) => of !== null && isOrDerives(of, cls));
}

/**
 * A server that is known by its type alone: a parameter of a function that registers tools. Where the program makes one
 * server of that type outside its tests, it is that one; of several, those that its callers hand over, else any.
 */
function annotated(
  recognition: Recognition,
  drafts: Drafts,
  at: Located,
  row: Row,
  method: string,
): ServerCall | null {
  // Back from the method to the expression that holds the server.
  const receiver = method
    .split('.')
    .reduce((inner, _part) => (inner.expr.kind === 'member' ? within(inner, inner.expr.object) : inner), at);
  const isKnownByPlace = serverClasses(recognition).size > 0 || anyIsHanded(drafts);
  const held = isKnownByPlace ? draftsHeld(recognition, drafts, receiver) : null;
  if (held !== null) return { drafts: held, method };
  const all = draftsIn(drafts);
  const candidates = all.filter(
    (draft) =>
      // A class may take the arguments of its base by other places.
      draft.row.symbols === row.symbols &&
      (stateOf(draft.call.module) === 'active' || draft.call.module === at.module),
  );
  const [draft] = candidates;
  if (draft !== undefined && candidates.length === 1) return { drafts: [draft], method };
  const passed = passedServers(recognition, drafts, receiver);
  // A server made by a test may be handed over as well, which is not followed.
  for (const other of all) if (stateOf(other.call.module) !== 'active') other.complete = false;
  if (passed?.size === 1 || (passed !== null && passed.size > 0 && !isUnderBranch(recognition, receiver)))
    return { drafts: onSeveral(recognition, [...passed], at, method), method };
  for (const candidate of candidates) candidate.complete = false;
  recognition.sink.gap(at.module.path, 'unresolved', `which MCP server ${method} is called on`);
  return null;
}

/**
 * The servers that the program's calls hand over for a parameter, through functions that pass it on.
 *
 * @returns null where a caller passes something that is not known to be one of `drafts`.
 */
function passedServers(
  recognition: Recognition,
  drafts: Drafts,
  at: Located,
  depth = 0,
): ReadonlySet<ServerDraft> | null {
  const resolved = recognition.resolver.value(at);
  const held = draftsHeld(recognition, drafts, at);
  if (held !== null) return new Set(held);
  if (resolved.kind !== 'parameter' || depth >= MAX_CALLERS_DEEP) return null;
  const found = new Set<ServerDraft>();
  for (const passed of passedFor(recognition, resolved)) {
    // What tests hand over says nothing of the program.
    if (stateOf(passed.module) !== 'active' && passed.module !== at.module) continue;
    const servers = passedServers(recognition, drafts, passed, depth + 1);
    if (servers === null) return null;
    for (const server of servers) found.add(server);
  }
  return found;
}
