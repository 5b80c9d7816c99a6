import { type AttributesOf } from '#model';
import type { Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { addHeldEnvironment } from '../credentials/held-secrets.ts';
import { argument, textArgument, textOf } from '../calls/arguments.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import { isBaseCall } from '../values/base-constructors.ts';
import { canonicalSymbol } from '../catalog/catalog.ts';
import { isCall, stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { callsNamed } from '../calls/callers.ts';
import { knownCalls } from '../calls/known-calls.ts';
import {
  addClassDrafts,
  addHandedServer,
  draftOf,
  draftsIn,
  serverMethod,
  unseenTool,
  type Drafts,
  type Row,
  type ServerCall,
  type ServerDraft,
  type Transport,
} from './server-draft.ts';
import { addListed, CALL_FORMS, dispatcherAt, dispatcherOf, listHandler } from './listed-tools.ts';
import { addDeclaredTools, fromRegistration, inEachTurn, pythonTool } from './mcp-server-tools.ts';
import { optionsAt } from './registered-functions.ts';
import { callsOnHanded } from './handed-servers.ts';
import { aboutTools, serverClasses } from './server-classes.ts';
import { serversBuilt } from './built-servers.ts';
import { withdrawUnseenUses } from './server-uses.ts';

/** Functions under `@server.tool`. */
function fromDecorators(recognition: Recognition, drafts: Drafts, understood: Set<Expr>): void {
  for (const module of recognition.program.modules.values())
    for (const scope of module.declaring)
      for (const fn of scope.functions) fromDecorated(recognition, drafts, { module, fn }, understood);
}

/** A function may be under several decorators: each that is a server's registers it. */
function fromDecorated(
  recognition: Recognition,
  drafts: Drafts,
  body: { readonly module: ModuleIr; readonly fn: FunctionIr },
  understood: Set<Expr>,
): void {
  const scope = body.module.scopes[body.fn.scope]?.parent ?? 0;
  for (const { expr } of body.fn.decorators) {
    const at: Located = { module: body.module, scope, expr };
    const found = serverMethod(recognition, drafts, within(at, expr.kind === 'call' ? expr.callee : expr));
    if (found === null) continue;
    understood.add(expr);
    decorated(recognition, found, body, isCall(at) ? at : null);
  }
}

/** The function under a server's decorator, which `call` makes where it is called with arguments. */
function decorated(
  recognition: Recognition,
  { drafts, method }: ServerCall,
  body: { readonly module: ModuleIr; readonly fn: FunctionIr },
  call: LocatedCall | null,
): void {
  for (const draft of drafts)
    if (draft.row.decorators?.includes(method) === true)
      draft.tools.push(pythonTool(recognition, draft, body, call, draft.row.decoratorArguments));
    else if (method === draft.row.handlerDecorators?.list) listHandler(recognition, draft, body);
    else if (method === draft.row.handlerDecorators?.call)
      draft.dispatchers.push(dispatcherOf(body, CALL_FORMS.named));
}

/**
 * `server.tool(name='x')(method)` and `server.tool(method)`: a decorator that is called by hand.
 *
 * @returns The calls that registered a function so.
 */
function fromApplied(recognition: Recognition, drafts: Drafts, call: LocatedCall): readonly Expr[] {
  const { callee } = call.expr;
  const on = callee.kind === 'call' ? within(call, callee) : call;
  if (!isCall(on)) return [];
  const found = serverMethod(recognition, drafts, within(on, on.expr.callee));
  const [given] = call.expr.args;
  const [draft] = found?.drafts ?? [];
  if (found === null || draft === undefined || given === undefined) return [];
  const { decorators, handlerDecorators } = draft.row;
  const handlers = handlerDecorators === undefined ? [] : Object.values(handlerDecorators);
  if (![...(decorators ?? []), ...handlers].includes(found.method)) return [];
  const answers: boolean[] = [];
  // What is said of the function may hang on the loop, and not the function.
  const whole: LocatedCall = {
    ...call,
    expr: { ...call.expr, args: [...call.expr.args, ...saidIn(on, call)] },
  };
  inEachTurn(recognition, found.drafts, whole, () => {
    answers.push(applied(recognition, found, on === call ? null : on, within(call, given)));
  });
  if (!answers.includes(true)) return [];
  if (answers.includes(false))
    for (const one of found.drafts)
      unseenTool(recognition, one, call.module, 'a function that a loop registers was not found');
  return [call.expr, on.expr];
}

function saidIn(on: LocatedCall, call: LocatedCall): readonly Expr[] {
  return on === call ? [] : [...on.expr.args, ...on.expr.named.map(({ value }) => value), ...on.expr.spreads];
}

/** False where nothing that may be handed over is a function of the program. */
function applied(
  recognition: Recognition,
  found: ServerCall,
  on: LocatedCall | null,
  given: Located,
): boolean {
  const bodies = optionsAt(recognition, given).map((at) => recognition.resolver.fn(at));
  if (bodies.every((body) => body === null)) return false;
  // In a loop one call registers several; one that is not known is a tool that the list lacks.
  if (bodies.includes(null))
    for (const draft of found.drafts)
      unseenTool(recognition, draft, given.module, 'a function that a loop registers was not found');
  // The first place of the arguments has the function where it is not applied in two steps.
  const said = bodies.length > 1 ? null : on;
  for (const body of bodies) if (body !== null) decorated(recognition, found, body, said);
  return true;
}

/** Spellings of run() and start() in the SDKs and in FastMCP. */
const TRANSPORT_NAMES: Readonly<Record<string, Transport>> = {
  stdio: 'stdio',
  http: 'streamable-http',
  'streamable-http': 'streamable-http',
  httpStream: 'streamable-http',
  sse: 'sse',
};

/** What one call on a server says: a tool, a transport, a handler, or another server's tools. */
function fromMethod(recognition: Recognition, draft: ServerDraft, call: LocatedCall, method: string): void {
  const { row } = draft;
  const add = row.add?.find((one) => one.method === method);
  if (add !== undefined) return fromRegistration(recognition, draft, call, add);
  // Tools of another server come in, which may be anywhere.
  if (row.merges?.includes(method) === true)
    unseenTool(recognition, draft, call.module, 'those of another server');
  const run = row.run?.find((one) => one.method === method);
  if (run !== undefined) {
    const said = textArgument(recognition, call, run.transport);
    // A transport that is chosen at run time is not the default.
    const isSaid = argument(recognition, call, run.transport).kind === 'given';
    const transport = run.fixed ?? (said === null ? (isSaid ? null : run.default) : TRANSPORT_NAMES[said]);
    if (transport != null) draft.transports.add(transport);
  }
  if (row.connect?.includes(method) === true) connected(recognition, draft, call);
  if (row.handlers?.method === method) fromHandler(recognition, draft, call, row.handlers);
}

/** The low-level SDK is connected to a transport object instead of being told its name. */
function connected(recognition: Recognition, draft: ServerDraft, call: LocatedCall): void {
  const [expr] = call.expr.args;
  const made = expr === undefined ? null : recognition.resolver.value(within(call, expr)).at;
  const symbol =
    made !== null && isCall(made) ? recognition.resolver.symbol(within(made, made.expr.callee)) : null;
  const entry =
    symbol === null ? undefined : recognition.catalog.serverTransports.get(canonicalSymbol(symbol.qualified));
  if (entry !== undefined) draft.transports.add(entry.row.transport);
}

/** The handlers of the list and of calls; others say nothing of tools. */
function fromHandler(
  recognition: Recognition,
  draft: ServerDraft,
  call: LocatedCall,
  row: NonNullable<Row['handlers']>,
): void {
  const [schema, handler] = call.expr.args;
  if (schema === undefined || handler === undefined) return;
  // TypeScript hands over a schema, newer versions the method's name.
  const last = recognition.resolver.symbol(within(call, schema))?.symbol.split('.').at(-1);
  const text = textOf(recognition.resolver.value(within(call, schema)));
  if (last === row.call || text === row.callMethod)
    draft.dispatchers.push(dispatcherAt(recognition, within(call, handler), CALL_FORMS.request));
  if (last !== row.list && text !== row.listMethod) return;
  const fn = recognition.resolver.fn(within(call, handler));
  if (fn === null) unseenTool(recognition, draft, call.module, 'what answers its list was not found');
  else listHandler(recognition, draft, fn);
}

/** Handlers that are handed over when the server is made. */
function fromConstructor(recognition: Recognition, draft: ServerDraft): void {
  const { handlerArguments } = draft.row;
  if (handlerArguments === undefined) return;
  const list = argument(recognition, draft.call, handlerArguments.list);
  const fn = list.kind === 'given' ? recognition.resolver.fn(list.at) : null;
  if (fn !== null) listHandler(recognition, draft, fn);
  else if (list.kind !== 'absent')
    unseenTool(recognition, draft, draft.call.module, 'what answers its list was not found');
  const run = argument(recognition, draft.call, handlerArguments.call);
  if (run.kind === 'given') draft.dispatchers.push(dispatcherAt(recognition, run.at, CALL_FORMS.inContext));
  else if (run.kind === 'unknown') draft.dispatchers.push(null);
}

/** Said only where the SDK could be told to authenticate. A local server (stdio) is asked by nobody else. */
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

/** The server with its tools, and the mark where no registration was missed. */
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
      .redact(draft.name ?? textArgument(recognition, call, row.arguments.name) ?? draft.symbol)
      .slice(0, 200),
    state: stateOf(call.module),
    attributes: {
      framework: row.framework,
      language: call.module.language,
      ...(description === null ? {} : { description: recognition.inspector.redact(description) }),
      // One server may be started in two ways: neither is then said to be its transport.
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

/** Calls that may register something: of the catalogue's names, and of methods that classes of servers have themselves. */
function serverCalls(recognition: Recognition, drafts: Drafts): readonly LocatedCall[] {
  const known = knownCalls(recognition).map(({ call }) => call);
  const own = [...serverClasses(recognition).values()].flatMap(({ cls, row }) =>
    cls.methods.flatMap(({ name }) => (name !== null && aboutTools(row, name) ? [name] : [])),
  );
  const seen = new Set<Expr>(known.map(({ expr }) => expr));
  const adding = draftsIn(drafts).flatMap(({ row }) => (row.add ?? []).map(({ method }) => method));
  const more = [
    ...[...new Set(own)].flatMap((name) => callsNamed(recognition, name)),
    ...callsOnHanded(recognition, adding),
  ];
  return [...known, ...more.filter(({ expr }) => !seen.has(expr))];
}

/** MCP servers that the program defines, with the tools registered on them anywhere in it. */
export function addMcpServers(recognition: Recognition): void {
  const drafts: Drafts = new Map();
  addClassDrafts(recognition, drafts);
  for (const { call, symbol } of knownCalls(recognition)) {
    const made = recognition.catalog.mcpServers.get(symbol);
    if (made === undefined || isOfServerClass(recognition, call)) continue;
    const { row } = made;
    if (row.hands === undefined) draftOf(recognition, drafts, call, row);
    else addHandedServer(recognition, drafts, call, row.hands, row);
  }
  if (drafts.size === 0) return;
  // Second pass: the calls on servers, now that all of them are known.
  const understood = new Set<Expr>();
  for (const call of serverCalls(recognition, drafts)) {
    for (const expr of fromApplied(recognition, drafts, call)) understood.add(expr);
    const found = serverMethod(recognition, drafts, within(call, call.expr.callee));
    for (const draft of found?.drafts ?? []) fromMethod(recognition, draft, call, found?.method ?? '');
  }
  fromDecorators(recognition, drafts, understood);
  withdrawUnseenUses(recognition, drafts, understood);
  for (const draft of draftsIn(drafts)) {
    addDeclaredTools(recognition, draft);
    fromConstructor(recognition, draft);
    addListed(recognition, draft);
    for (const server of serversBuilt(recognition, draft)) emit(recognition, server);
  }
}

/** `super(…)` in a class of servers makes no other server than the class does. */
function isOfServerClass(recognition: Recognition, call: LocatedCall): boolean {
  if (!isBaseCall(call)) return false;
  const cls = enclosingClass(call.module, call.scope);
  return cls !== null && serverClasses(recognition).has(cls);
}
