import { declaredId } from '#model';
import type { Located } from '../../resolve/resolver.ts';
import { argument, textOf } from '../calls/arguments.ts';
import { callersOf } from '../calls/callers.ts';
import { declaredSchema } from '../tools/input-schema.ts';
import type { Body } from '../tools/model-given.ts';
import { stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import type { ServerDraft } from './server-draft.ts';
import { addTool, type AddedTool } from '../tools/tools.ts';
import type { Flow, Frame } from '../values/flow.ts';
import { ValueFlow } from '../values/value-flow.ts';

/** A builder that is called more often is tried out more than it is used. */
const MAX_SERVERS = 40;
/** What runs when the tool is called, in the tables that programs keep. */
const BODY_KEYS = ['execute', 'handler', 'run', 'callback', 'cb', 'func', 'fn', 'call', 'invoke'];
const SCHEMA_KEYS = ['inputSchema', 'parameters', 'schema', 'input_schema'];

/** The text under one of the keys. */
function textUnder(flow: ValueFlow, from: Flow, key: string): string | null {
  const [found] = flow.member(from, key);
  if (found?.kind === 'text') return found.text;
  return found?.kind === 'at' ? textOf(flow.recognition.resolver.value(found.at)) : null;
}

/** The first of the keys that stands in the record: what it leads to, else where it is written. */
function placeUnder(flow: ValueFlow, from: Flow | undefined, keys: readonly string[]): Located | null {
  if (from?.kind !== 'record') return null;
  for (const wanted of keys)
    for (const { key, value } of from.entries) {
      if (key.kind !== 'text' || key.text !== wanted) continue;
      const [found] = flow.heads(value);
      if (found?.kind === 'at') return found.at;
      if (value.kind === 'at') return value.at;
    }
  return null;
}

/** The record of a table that an item of the answer was made of: of `[name, tool]` the tool. */
function definitionOf(item: Flow): Flow | null {
  const { source } = item;
  if (source === undefined) return null;
  return source.kind === 'items' && source.items.length === 2 ? (source.items[1] ?? null) : source;
}

/** One tool of the answer; null where its name or its place is not known. */
function answeredTool(flow: ValueFlow, item: Flow, server: string): AddedTool | null {
  const { recognition } = flow;
  const made = definitionOf(item);
  const place = made ?? item;
  if (place.kind !== 'at') return null;
  const at = place.at;
  const definition = flow.heads(place).find(({ kind }) => kind === 'record');
  const [said] = flow.heads(item);
  const name =
    (said?.kind === 'record' ? textUnder(flow, said, 'name') : null) ??
    (definition === undefined ? null : textUnder(flow, definition, 'name'));
  if (name === null) return null;
  const body = bodyOf(placeUnder(flow, definition, BODY_KEYS));
  const schema = placeUnder(flow, definition, SCHEMA_KEYS) ?? placeUnder(flow, said, SCHEMA_KEYS);
  // By the record or the function that holds it; several servers may be handed one table.
  const { names } = recognition;
  const holder = names.entry(at)?.record ?? at.module.scopes[at.scope]?.symbol ?? server;
  return addTool(recognition, {
    name,
    symbol: names.binding(at) ?? `${holder}.${name}`,
    at,
    description: definition === undefined ? null : textUnder(flow, definition, 'description'),
    schema: schema === null ? undefined : declaredSchema(recognition, schema),
    body,
    given: body?.fn.params.slice(0, 1).map((param) => param.name) ?? [],
    approval: null,
  });
}

function bodyOf(at: Located | null): Body | null {
  return at?.expr.kind === 'function' ? { module: at.module, fn: at.expr.fn } : null;
}

/** What a handler answers, seen from the call that had the server made. */
function answered(
  recognition: Recognition,
  handler: Body,
  outer: Frame | null,
  server: string,
): readonly AddedTool[] {
  const flow = new ValueFlow(recognition);
  const expr = { kind: 'function' as const, fn: handler.fn, span: handler.fn.span };
  const at: Located = { module: handler.module, scope: handler.fn.scope, expr };
  return (flow.apply({ kind: 'at', at, frame: outer }, []) ?? [])
    .flatMap((answer) => (answer.kind === 'record' ? flow.member(answer, 'tools') : []))
    .flatMap((list) => flow.elements(list))
    .flatMap((item) => answeredTool(flow, item, server) ?? []);
}

/** One call of the function that makes the server: a server of its own, by the name that it passes. */
function builtBy(
  recognition: Recognition,
  draft: ServerDraft,
  call: LocatedCall,
  frame: Frame,
  name: Located,
): ServerDraft {
  const flow = new ValueFlow(recognition);
  const [said] = flow.heads({ kind: 'at', at: name, frame });
  const symbol = recognition.names.unique('mcp-server', call);
  const id = declaredId('mcp-server', recognition.target.name, call.module.path, symbol);
  return {
    ...draft,
    call,
    // Which of them is connected is not followed.
    transports: new Set(),
    // What is read of a server's own call stands in another form in this one.
    row: { ...draft.row, arguments: { name: [] } },
    symbol,
    id,
    tools: [
      ...draft.tools,
      ...draft.openHandlers.flatMap((handler) => answered(recognition, handler, frame, symbol)),
    ],
    name: said?.kind === 'text' ? said.text : null,
    complete: false,
  };
}

/**
 * The servers that stand behind one draft. A function that is handed the server's name makes one for each of its callers, with
 * the tools that they pass; every other draft is itself.
 */
export function serversBuilt(recognition: Recognition, draft: ServerDraft): readonly ServerDraft[] {
  const { call, openHandlers } = draft;
  const given = argument(recognition, call, draft.row.arguments.name);
  const name = given.kind === 'given' ? recognition.resolver.value(given.at) : null;
  const found = given.kind === 'given' && name?.kind === 'parameter' ? callersOf(recognition, name) : null;
  if (
    given.kind !== 'given' ||
    found === null ||
    found.calls.length === 0 ||
    found.calls.length > MAX_SERVERS
  ) {
    const tools = openHandlers.flatMap((handler) => answered(recognition, handler, null, draft.symbol));
    tellOpen(recognition, draft);
    return [{ ...draft, tools: [...draft.tools, ...tools] }];
  }
  const built = found.calls.map((caller) => {
    const passed = caller.expr.args.map((expr): Flow => ({
      kind: 'at',
      at: within(caller, expr),
      frame: null,
    }));
    const frame: Frame = { module: call.module, fn: found.fn, passed, outer: null };
    return builtBy(recognition, draft, caller, frame, given.at);
  });
  const own = built.filter((server) => stateOf(server.call.module) === stateOf(call.module));
  const named = new Set(own.map((server) => server.name));
  const [only = null] = named;
  // One server that is started in several ways: its tools are its own, and its callers only name it.
  if (openHandlers.length === 0 && named.size <= 1) return [{ ...draft, name: only }];
  for (const server of built) tellOpen(recognition, server);
  return built;
}

/** A handler whose answer is put together by functions may answer more than was followed. */
function tellOpen({ sink }: Recognition, { call, id, openHandlers }: ServerDraft): void {
  if (openHandlers.length > 0)
    sink.gap(call.module.path, 'unresolved', `tools of ${id}: an answer that is put together`);
}
