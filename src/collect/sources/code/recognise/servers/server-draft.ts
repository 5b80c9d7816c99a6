import { declaredId, type AttributesOf, type NodeId } from '#model';
import type { CallExpr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { passedFor } from '../calls/callers.ts';
import type { Body } from '../tools/model-given.ts';
import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { isCall, stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { type AddedTool } from '../tools/tools.ts';

export type Row = InFramework<'mcpServers'>['row'];

export type Transport = NonNullable<AttributesOf<'mcp-server'>['transport']>;

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
  /** The name that a function was handed by whoever has it make the server. */
  readonly name: string | null;
  /** False as soon as a tool may be registered that was not seen. */
  complete: boolean;
}

/** Functions that hand a server on to each other. */
const MAX_CALLERS_DEEP = 4;

/** By the call that makes the server: variables that hold the same one lead to one draft. */
export type Drafts = Map<CallExpr, ServerDraft>;

/** Made on first sight, whichever call on the server is met first. */
export function draftOf(recognition: Recognition, drafts: Drafts, call: LocatedCall, row: Row): ServerDraft {
  const known = drafts.get(call.expr);
  if (known !== undefined) return known;
  const symbol = recognition.names.unique('mcp-server', call);
  const draft: ServerDraft = {
    call,
    row,
    symbol,
    id: declaredId('mcp-server', recognition.target.name, call.module.path, symbol),
    tools: [],
    transports: new Set(),
    openHandlers: [],
    name: null,
    complete: true,
  };
  drafts.set(call.expr, draft);
  return draft;
}

/** The server on which a method is called or a decorator hangs, and the method. */
export function serverMethod(
  recognition: Recognition,
  drafts: Drafts,
  at: Located,
): { readonly draft: ServerDraft; readonly method: string } | null {
  const found = recognition.resolver.symbol(at);
  if (found === null) return null;
  // `FastMCP().tool`: the class, then the method on an instance of it.
  const split = /^(.*)\(\)\.([\w.]+)$/.exec(canonicalSymbol(found.qualified));
  const entry = split?.[1] === undefined ? undefined : recognition.catalog.mcpServers.get(split[1]);
  if (entry === undefined) return null;
  const method = split?.[2] ?? '';
  // Of what a server holds inside, only the registries that the catalogue names are its own.
  if (method.includes('.') && entry.row.add?.every((add) => add.method !== method) !== false) return null;
  if (found.origin !== null && isCall(found.origin))
    return { draft: draftOf(recognition, drafts, found.origin, entry.row), method };
  return annotated(recognition, drafts, at, entry.row, method);
}

/**
 * A server that is known by its type alone: a parameter of a function that registers tools. Where the program makes one
 * server of that type outside its tests, it is that one; of several, the one that every caller hands over, else any.
 */
function annotated(
  recognition: Recognition,
  drafts: Drafts,
  at: Located,
  row: Row,
  method: string,
): { readonly draft: ServerDraft; readonly method: string } | null {
  const candidates = [...drafts.values()].filter(
    (draft) =>
      draft.row === row && (stateOf(draft.call.module) === 'active' || draft.call.module === at.module),
  );
  const [draft] = candidates;
  if (draft !== undefined && candidates.length === 1) return { draft, method };
  // Back from the method to the expression that holds the server.
  const receiver = method
    .split('.')
    .reduce((inner, _part) => (inner.expr.kind === 'member' ? within(inner, inner.expr.object) : inner), at);
  const passed = passedServers(recognition, drafts, receiver);
  const [proven] = passed ?? [];
  // A server made by a test may be handed over as well, which is not followed.
  for (const other of drafts.values()) if (stateOf(other.call.module) !== 'active') other.complete = false;
  if (proven !== undefined && passed?.size === 1) return { draft: proven, method };
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
  const made = isCall(resolved.at) ? drafts.get(resolved.at.expr) : undefined;
  if (made !== undefined) return new Set([made]);
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
