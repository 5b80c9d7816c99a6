import { declaredId, type AttributesOf, type NodeId } from '#model';
import type { CallExpr, FunctionIr, ModuleIr } from '../ir.ts';
import type { Located } from '../resolve/resolver.ts';
import { addHeldEnvironment } from './agents.ts';
import { argument, textArgument, textOf } from './arguments.ts';
import { canonicalSymbol, type InFramework } from './catalog.ts';
import { functionAt } from './framework-tools.ts';
import { declaredSchema, signatureSchema } from './input-schema.ts';
import { isCall, stateOf, within, type LocatedCall, type Recognition } from './recognition.ts';
import { callsBeside, knownCalls } from './known-calls.ts';
import { addTool, type AddedTool } from './tools.ts';

type Row = InFramework<'mcpServers'>['row'];
type Transport = NonNullable<AttributesOf<'mcp-server'>['transport']>;

/** A server under construction: its tools come from calls and decorators all over the program. */
interface ServerDraft {
  readonly call: LocatedCall;
  readonly row: Row;
  readonly symbol: string;
  readonly id: NodeId;
  readonly tools: AddedTool[];
  readonly transports: Set<Transport>;
  complete: boolean;
}

type Drafts = Map<CallExpr, ServerDraft>;

function draftOf(recognition: Recognition, drafts: Drafts, call: LocatedCall, row: Row): ServerDraft {
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
    complete: true,
  };
  drafts.set(call.expr, draft);
  return draft;
}

/** The server on which a method is called or a decorator hangs, and the method. */
function serverMethod(
  recognition: Recognition,
  drafts: Drafts,
  at: Located,
): { readonly draft: ServerDraft; readonly method: string } | null {
  const found = recognition.resolver.symbol(at);
  if (found === null) return null;
  const split = /^(.*)\(\)\.(\w+)$/.exec(canonicalSymbol(found.qualified));
  const entry = split?.[1] === undefined ? undefined : recognition.catalog.mcpServers.get(split[1]);
  if (entry === undefined) return null;
  const method = split?.[2] ?? '';
  if (found.origin !== null && isCall(found.origin))
    return { draft: draftOf(recognition, drafts, found.origin, entry.row), method };
  return annotated(recognition, drafts, at, entry.row, method);
}

/**
 * A server that is known by its type alone: a parameter of a function that registers tools. Where the program makes one
 * server of that type outside its tests, it is that one; of several, it could be any.
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
  for (const candidate of candidates) candidate.complete = false;
  recognition.sink.gap(at.module.path, 'unresolved', `which MCP server ${method} is called on`);
  return null;
}

/** Handed to a function that does not say what it takes, a server may be given tools that were not seen. */
function escapes(recognition: Recognition, drafts: Drafts, call: LocatedCall): void {
  call.expr.args.forEach((expr, position) => {
    if (expr.kind !== 'name' && expr.kind !== 'member') return;
    const made = recognition.resolver.value(within(call, expr)).at;
    const draft = isCall(made) ? drafts.get(made.expr) : undefined;
    if (draft === undefined) return;
    const callee = recognition.resolver.fn(within(call, call.expr.callee));
    const type = callee?.fn.params[position]?.type ?? null;
    if (type === null || !/MCP|Server/i.test(type)) draft.complete = false;
  });
}

function isContext(type: string | null, row: Row): boolean {
  return (row.skipsContext ?? []).some((name) => new RegExp(`\\b${name}\\b`).test(type ?? ''));
}

function pythonTool(
  recognition: Recognition,
  draft: ServerDraft,
  body: { readonly module: ModuleIr; readonly fn: FunctionIr },
  call: LocatedCall | null,
  where: { readonly name: readonly string[]; readonly description: readonly string[] } | undefined,
): AddedTool {
  const given = body.fn.params.filter((param) => param.name !== 'self' && !isContext(param.type, draft.row));
  const symbol = recognition.names.functionName(body.fn) ?? 'function';
  const said = call === null ? null : textArgument(recognition, call, where?.name);
  const describedAs = call === null ? null : textArgument(recognition, call, where?.description);
  return addTool(recognition, {
    name: said ?? body.fn.name ?? symbol,
    symbol,
    at: functionAt(body),
    description: describedAs ?? body.fn.doc,
    schema: signatureSchema(body.fn, given),
    body,
    given: given.map((param) => param.name),
    approval: null,
  });
}

/** Functions under `@server.tool`. */
function fromDecorators(recognition: Recognition, drafts: Drafts): void {
  for (const module of recognition.program.modules.values())
    for (const scope of module.scopes)
      for (const fn of scope.functions) fromDecorated(recognition, drafts, { module, fn });
}

function fromDecorated(
  recognition: Recognition,
  drafts: Drafts,
  body: { readonly module: ModuleIr; readonly fn: FunctionIr },
): void {
  const scope = body.module.scopes[body.fn.scope]?.parent ?? 0;
  for (const { expr } of body.fn.decorators) {
    const at: Located = { module: body.module, scope, expr };
    const found = serverMethod(recognition, drafts, within(at, expr.kind === 'call' ? expr.callee : expr));
    if (found === null) continue;
    const { draft, method } = found;
    const call = isCall(at) ? at : null;
    if (draft.row.decorators?.includes(method) === true)
      draft.tools.push(pythonTool(recognition, draft, body, call, draft.row.decoratorArguments));
    else if (method === draft.row.handlerDecorators?.list) listHandler(recognition, draft, body);
  }
}

/** A tool that is registered by a call: name, description, schema and handler by place or by what they are. */
function fromRegistration(
  recognition: Recognition,
  draft: ServerDraft,
  call: LocatedCall,
  add: NonNullable<Row['add']>[number],
): void {
  const where = add.arguments;
  const placed = add.positional === true ? positional(recognition, call) : null;
  const bodyAt = placed?.body ?? given(recognition, call, where.body);
  const body = bodyAt === null ? null : recognition.resolver.fn(bodyAt);
  if (body !== null && body.module.language === 'python') {
    const names = { name: where.name.slice(1), description: where.description ?? [] };
    draft.tools.push(pythonTool(recognition, draft, body, call, names));
    return;
  }
  const name = textArgument(recognition, call, where.name);
  if (name === null) {
    draft.complete = false;
    recognition.sink.gap(call.module.path, 'unresolved', `name of a tool of ${draft.id}`);
    return;
  }
  const schemaAt = placed?.schema ?? given(recognition, call, where.schema);
  const described = placed?.description ?? given(recognition, call, where.description);
  draft.tools.push(
    addTool(recognition, {
      name,
      symbol: `${draft.symbol}.${name}`,
      at: call,
      description: described === null ? null : textOf(recognition.resolver.value(described)),
      schema: schemaAt === null ? { type: 'object', properties: {} } : declaredSchema(recognition, schemaAt),
      body,
      // Without a schema the handler is handed only what the protocol adds.
      given: body === null || schemaAt === null ? [] : body.fn.params.slice(0, 1).map((param) => param.name),
      approval: null,
    }),
  );
}

function given(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): Located | null {
  const found = argument(recognition, call, paths);
  return found.kind === 'given' ? found.at : null;
}

/** `tool(name, [description], [schema], [annotations], handler)`: the last is the handler, a text the description. */
function positional(recognition: Recognition, call: LocatedCall) {
  const rest = call.expr.args.slice(1).map((expr) => within(call, expr));
  const handler = rest.pop() ?? null;
  const [first] = rest;
  const isText = first !== undefined && textOf(recognition.resolver.value(first)) !== null;
  return { body: handler, description: isText ? first : null, schema: (isText ? rest[1] : first) ?? null };
}

/** A handler that answers `tools/list` with a written list. */
function listHandler(
  recognition: Recognition,
  draft: ServerDraft,
  handler: { readonly module: ModuleIr; readonly fn: FunctionIr },
): void {
  const at = (expr: FunctionIr['returns'][number]): Located => ({
    module: handler.module,
    scope: handler.fn.scope,
    expr,
  });
  for (const expr of handler.fn.returns) {
    const answer = recognition.resolver.object(at(expr))?.entries.get('tools') ?? at(expr);
    const list = recognition.resolver.list(answer);
    if (list?.complete !== true) draft.complete = false;
    for (const item of list?.items ?? []) listedTool(recognition, draft, item);
  }
  if (handler.fn.returns.length === 0) draft.complete = false;
}

function listedTool(recognition: Recognition, draft: ServerDraft, item: Located): void {
  const made = isCall(item) ? item : recognition.resolver.value(item).at;
  const entries = isCall(made) ? null : recognition.resolver.object(made)?.entries;
  const field = (key: string): Located | null =>
    isCall(made) ? given(recognition, made, [key]) : (entries?.get(key) ?? null);
  const nameAt = field('name');
  const name = nameAt === null ? null : textOf(recognition.resolver.value(nameAt));
  if (name === null) {
    draft.complete = false;
    return;
  }
  const description = field('description');
  const schema = field('inputSchema');
  draft.tools.push(
    addTool(recognition, {
      name,
      symbol: `${draft.symbol}.${name}`,
      at: made,
      description: description === null ? null : textOf(recognition.resolver.value(description)),
      schema: schema === null ? undefined : declaredSchema(recognition, schema),
      body: null,
      given: [],
      approval: null,
    }),
  );
}

const TRANSPORT_NAMES: Readonly<Record<string, Transport>> = {
  stdio: 'stdio',
  http: 'streamable-http',
  'streamable-http': 'streamable-http',
  httpStream: 'streamable-http',
  sse: 'sse',
};

function fromMethod(recognition: Recognition, draft: ServerDraft, call: LocatedCall, method: string): void {
  const { row } = draft;
  const add = row.add?.find((one) => one.method === method);
  if (add !== undefined) return fromRegistration(recognition, draft, call, add);
  if (row.merges?.includes(method) === true) draft.complete = false;
  const run = row.run?.find((one) => one.method === method);
  if (run !== undefined) {
    const said = textArgument(recognition, call, run.transport);
    const isSaid = argument(recognition, call, run.transport).kind === 'given';
    const transport = run.fixed ?? (said === null ? (isSaid ? null : run.default) : TRANSPORT_NAMES[said]);
    if (transport != null) draft.transports.add(transport);
  }
  if (row.connect?.includes(method) === true) connected(recognition, draft, call);
  if (row.handlers?.method === method) fromHandler(recognition, draft, call, row.handlers);
}

function connected(recognition: Recognition, draft: ServerDraft, call: LocatedCall): void {
  const [expr] = call.expr.args;
  const made = expr === undefined ? null : recognition.resolver.value(within(call, expr)).at;
  const symbol =
    made !== null && isCall(made) ? recognition.resolver.symbol(within(made, made.expr.callee)) : null;
  const entry =
    symbol === null ? undefined : recognition.catalog.serverTransports.get(canonicalSymbol(symbol.qualified));
  if (entry !== undefined) draft.transports.add(entry.row.transport);
}

function fromHandler(
  recognition: Recognition,
  draft: ServerDraft,
  call: LocatedCall,
  row: NonNullable<Row['handlers']>,
): void {
  const [schema, handler] = call.expr.args;
  if (schema === undefined || handler === undefined) return;
  const symbol = recognition.resolver.symbol(within(call, schema));
  const isList =
    symbol?.symbol.split('.').at(-1) === row.list ||
    textOf(recognition.resolver.value(within(call, schema))) === row.listMethod;
  const fn = recognition.resolver.fn(within(call, handler));
  if (isList && fn !== null) listHandler(recognition, draft, fn);
  else if (isList) draft.complete = false;
}

function authentication(
  recognition: Recognition,
  draft: ServerDraft,
): Pick<AttributesOf<'mcp-server'>, 'authentication'> {
  const auth = argument(recognition, draft.call, draft.row.arguments.auth);
  if (draft.row.arguments.auth === undefined) return {};
  if (auth.kind === 'given') return { authentication: 'oauth' };
  // A gateway or a platform before it may still ask: what the code does not say is not known to be none.
  return auth.kind === 'absent' && [...draft.transports].some((one) => one !== 'stdio')
    ? { authentication: 'unknown' }
    : {};
}

function emit(recognition: Recognition, draft: ServerDraft): void {
  const { sink } = recognition;
  const { call, row, id } = draft;
  const description = textArgument(recognition, call, row.arguments.description);
  const [transport] = draft.transports;
  const evidence = [sink.evidence(call)];
  sink.node({
    id,
    kind: 'mcp-server',
    name: recognition.inspector
      .redact(textArgument(recognition, call, row.arguments.name) ?? draft.symbol)
      .slice(0, 200),
    state: stateOf(call.module),
    attributes: {
      framework: row.framework,
      language: call.module.language,
      ...(description === null ? {} : { description: recognition.inspector.redact(description) }),
      ...(draft.transports.size === 1 && transport !== undefined ? { transport } : {}),
      ...authentication(recognition, draft),
    },
    evidence,
  });
  for (const tool of draft.tools) {
    sink.edge(id, 'provides-tool', tool.id, evidence);
    for (const [name, read] of tool.environment) addHeldEnvironment(recognition, id, name, read);
  }
  if (draft.complete) sink.complete('provides-tool', 'tool', id);
}

function addDeclaredTools(recognition: Recognition, draft: ServerDraft): void {
  const tools = argument(recognition, draft.call, draft.row.arguments.tools);
  if (tools.kind === 'absent') return;
  const list = tools.kind === 'given' ? recognition.resolver.list(tools.at) : null;
  if (list?.complete !== true) draft.complete = false;
  for (const item of list?.items ?? []) {
    const body = recognition.resolver.fn(item);
    if (body === null) draft.complete = false;
    else draft.tools.push(pythonTool(recognition, draft, body, null, undefined));
  }
}

/** MCP servers that the program defines, with the tools registered on them anywhere in it. */
export function addMcpServers(recognition: Recognition): void {
  const drafts: Drafts = new Map();
  for (const { call, symbol } of knownCalls(recognition)) {
    const made = recognition.catalog.mcpServers.get(symbol);
    if (made !== undefined) draftOf(recognition, drafts, call, made.row);
  }
  if (drafts.size === 0) return;
  for (const { call } of knownCalls(recognition)) {
    const found = serverMethod(recognition, drafts, within(call, call.expr.callee));
    if (found !== null) fromMethod(recognition, found.draft, call, found.method);
  }
  const made = [...drafts.values()].map(({ call }) => call);
  for (const call of callsBeside(recognition, made))
    if (serverMethod(recognition, drafts, within(call, call.expr.callee)) === null)
      escapes(recognition, drafts, call);
  fromDecorators(recognition, drafts);
  for (const draft of drafts.values()) {
    addDeclaredTools(recognition, draft);
    emit(recognition, draft);
  }
}
