import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument, textArgument, textOf, textsOf } from '../calls/arguments.ts';
import type { Body } from '../tools/model-given.ts';
import { handedElement } from '../calls/callers.ts';
import { functionAt } from '../tools/framework-tools.ts';
import { declaredSchema, signatureSchema } from '../tools/input-schema.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { addTool, type AddedTool } from '../tools/tools.ts';
import { turnsOf } from '../values/loop-turns.ts';
import { unseenTool, type Row, type ServerDraft } from './server-draft.ts';

/** The SDK fills the request's context in itself. */
function isContext(type: string | null, row: Row): boolean {
  return (row.skipsContext ?? []).some((name) => new RegExp(`\\b${name}\\b`).test(type ?? ''));
}

/** The name that was given before the function's own; a docstring is the description the model reads. */
export function pythonTool(
  recognition: Recognition,
  draft: ServerDraft,
  body: { readonly module: ModuleIr; readonly fn: FunctionIr },
  call: LocatedCall | null,
  where: { readonly name: readonly string[]; readonly description: readonly string[] } | undefined,
): AddedTool {
  const params = body.fn.params.filter((param) => param.name !== 'self' && !isContext(param.type, draft.row));
  const symbol = recognition.names.functionName(body.fn) ?? 'function';
  const said = call === null ? null : textArgument(recognition, call, where?.name);
  const nameAt = call === null ? null : given(recognition, call, where?.name);
  if (said === null && nameAt !== null && !isNothing(recognition, nameAt))
    recognition.sink.gap(body.module.path, 'unresolved', `tools of ${draft.id}: the name of ${symbol}`);
  const describedAs = call === null ? null : textArgument(recognition, call, where?.description);
  return addTool(recognition, {
    name: said ?? body.fn.name ?? symbol,
    symbol,
    at: functionAt(body),
    description: describedAs ?? body.fn.doc,
    schema: signatureSchema(body.fn, params),
    body,
    given: params.map((param) => param.name),
    approval: null,
  });
}

/** What a call registers, once for each turn of the loop that it stands in; outside of a loop once. */
export function inEachTurn(
  recognition: Recognition,
  drafts: readonly ServerDraft[],
  call: LocatedCall,
  register: () => void,
): void {
  const found = turnsOf(recognition, call);
  if (found?.complete === false)
    for (const draft of drafts)
      unseenTool(recognition, draft, call.module, 'what a loop goes over was not read whole');
  if (found === null) register();
  for (const turn of found?.turns ?? []) recognition.resolver.assuming(turn, register);
}

/** The tools that a call registers, each with what the list of a loop says of it. */
export function fromRegistration(
  recognition: Recognition,
  draft: ServerDraft,
  call: LocatedCall,
  add: NonNullable<Row['add']>[number],
): void {
  inEachTurn(recognition, [draft], call, () => {
    registration(recognition, draft, call, add);
  });
}

/** By its function: under a second name it would be another tool. */
function registerPython(
  recognition: Recognition,
  draft: ServerDraft,
  { module }: LocatedCall,
  { body, said, names }: ReturnType<typeof functionsAt>[number],
): void {
  if (body === null) return;
  const tool = pythonTool(recognition, draft, body, said, names);
  const isTwice = recognition.resolver.isAssuming() && draft.tools.some(({ id }) => id === tool.id);
  const name = (said === null ? null : textArgument(recognition, said, names?.name)) ?? body.fn.name;
  if (isTwice)
    unseenTool(recognition, draft, module, 'a function that a loop registers several times is told once');
  else draft.tools.push(tool);
  // The first name stays, also of another server.
  if (!isTwice && name !== null && name !== tool.name)
    unseenTool(recognition, draft, module, 'a function that is registered under several names is told once');
}

/** A tool that is registered by a call: name, description, schema and handler by place or by what they are. */
function registration(
  recognition: Recognition,
  draft: ServerDraft,
  call: LocatedCall,
  add: NonNullable<Row['add']>[number],
): void {
  const where = add.arguments;
  const placed = add.positional === true ? positional(recognition, call) : null;
  const bodyAt = placed?.body ?? given(recognition, call, where.body);
  const each = bodyAt === null ? [] : functionsAt(recognition, { draft, call, where }, bodyAt);
  // In a loop one call registers several; one that is not known is a tool that the list lacks.
  if (each.length > 1 && each.some(({ body }) => body === null))
    unseenTool(recognition, draft, call.module, 'a function that a loop registers was not found');
  const bodies = each.map(({ body }) => body);
  const [body = null] = bodies;
  // What the call does not say comes from the function.
  if (body !== null && body.module.language === 'python') {
    for (const one of each) registerPython(recognition, draft, call, one);
    return;
  }
  const nameAt = given(recognition, call, where.name);
  const resolved = nameAt === null ? null : eachOf(recognition, nameAt);
  const names = resolved === null ? [] : textsOf(resolved);
  // A parameter's default is one of the names that callers may pass.
  const isWhole =
    resolved?.kind === 'either' ? names.length === resolved.options.length : resolved?.kind !== 'parameter';
  // A tool of unknown name is one that the list lacks.
  if (names.length === 0 || !isWhole) {
    unseenTool(recognition, draft, call.module, 'the name of one');
  }
  const schemaAt = placed?.schema ?? given(recognition, call, where.schema);
  // What stands behind a name that is not followed may be a schema.
  const hasNone = schemaAt === null && argument(recognition, call, where.schema).kind === 'absent';
  const described = placed?.description ?? given(recognition, call, where.description);
  names.forEach((name, index) => {
    // Names and handlers of one table stand in one order.
    const own = bodies.length === names.length ? (bodies[index] ?? null) : names.length === 1 ? body : null;
    const handed = bodies.length === names.length ? each[index]?.handed : each[0]?.handed;
    const isOne = names.length === 1;
    registered(recognition, draft, call, { name, body: own, handed, schemaAt, hasNone, described, isOne });
  });
}

/** In a callback that is called with each element of a list: any of those. */
function eachOf(recognition: Recognition, at: Located): Resolved {
  const resolved = recognition.resolver.value(at);
  const element = resolved.kind === 'parameter' ? handedElement(recognition, resolved) : null;
  return element === null ? resolved : recognition.resolver.value(element);
}

/** Each expression that may stand there: in a loop over a list, its elements. */
export function optionsAt(recognition: Recognition, at: Located): readonly Located[] {
  const resolved = eachOf(recognition, at);
  return resolved.kind === 'either' ? resolved.options.map((option) => option.at) : [at];
}

/** Where a registration is read: the call on the server, or the one that makes what it is handed. */
interface Registering {
  readonly draft: ServerDraft;
  readonly call: LocatedCall;
  readonly where: {
    readonly body?: readonly string[] | undefined;
    readonly name: readonly string[];
    readonly description?: readonly string[] | undefined;
  };
}

/** A function that is registered, null where it is not known, with the call that says its name. */
interface RegisteredFunction {
  readonly body: Body | null;
  readonly said: LocatedCall;
  readonly names: { readonly name: readonly string[]; readonly description: readonly string[] };
  /** Functions that were handed to the one that made the body. */
  readonly handed?: ReadonlyMap<string, Located>;
}

/** Every function that can stand there, plain or inside an object that the SDK makes of it. */
function functionsAt(
  recognition: Recognition,
  { draft, call, where }: Registering,
  at: Located,
): readonly RegisteredFunction[] {
  const options = optionsAt(recognition, at);
  return options.flatMap((option): readonly RegisteredFunction[] => {
    const made = toolObject(recognition, draft.row, option);
    const inner = made === null ? null : given(recognition, made.call, made.where.body);
    if (made !== null && inner !== null)
      return functionsAt(recognition, { draft, ...made }, inner).map((one) => ({ ...one, said: made.call }));
    // Of a loop over several no one name is that of each.
    const name = options.length === 1 ? where.name : [];
    const names = { name, description: where.description ?? [] };
    const wrapped = wrappedFunctions(recognition, option);
    if (wrapped.length > 0) return wrapped.map((one) => ({ ...one, said: call, names }));
    return [{ body: recognition.resolver.fn(option), said: call, names }];
  });
}

/**
 * `withLog(handler)`, where a function of the program makes the body around a function that it is handed: the body that it makes,
 * once for each function that may stand there. Python's keep the name and the signature of the inner one, which is then the body.
 */
function wrappedFunctions(
  recognition: Recognition,
  at: Located,
): readonly { readonly body: Body; readonly handed?: ReadonlyMap<string, Located> }[] {
  const body = isCall(at) ? recognition.resolver.fn(at) : null;
  const wrapper = isCall(at) ? recognition.resolver.fn(within(at, at.expr.callee)) : null;
  if (!isCall(at) || body === null || wrapper === null) return [];
  for (const [place, expr] of at.expr.args.entries()) {
    const param = wrapper.fn.params[place];
    const resolved = eachOf(recognition, within(at, expr));
    const options = resolved.kind === 'either' ? resolved.options : [resolved];
    const inner = options.map((option) => recognition.resolver.fn(option.at));
    if (param === undefined || inner.includes(null)) continue;
    return inner.flatMap((fn, index) => {
      const option = options[index];
      if (fn === null || option === undefined) return [];
      return body.module.language === 'python'
        ? [{ body: fn }]
        : [{ body, handed: new Map([[param.name, option.at]]) }];
    });
  }
  return [];
}

/** `Tool.from_function(fn, name="x")`, in place or under a name; null for everything else. */
function toolObject(
  recognition: Recognition,
  row: Row,
  at: Located,
): { readonly call: LocatedCall; readonly where: Registering['where'] } | null {
  if (row.toolObjects === undefined) return null;
  const call = isCall(at) ? at : recognition.resolver.value(at).at;
  const symbol = isCall(call) ? calledSymbol(recognition, call)?.symbol : undefined;
  const isObject = symbol !== undefined && row.toolObjects.symbols.includes(symbol);
  return isObject && isCall(call) ? { call, where: row.toolObjects.arguments } : null;
}

/** Tools that are handed over when the server is made. */
export function addDeclaredTools(recognition: Recognition, draft: ServerDraft): void {
  const tools = argument(recognition, draft.call, draft.row.arguments.tools);
  if (tools.kind === 'absent') return;
  const list = tools.kind === 'given' ? recognition.resolver.list(tools.at) : null;
  if (list?.complete !== true)
    unseenTool(recognition, draft, draft.call.module, 'the list that it is made with');
  const registering: Registering = { draft, call: draft.call, where: { name: [] } };
  for (const item of list?.items ?? [])
    for (const { body, said, names } of functionsAt(recognition, registering, item))
      if (body === null)
        unseenTool(recognition, draft, item.module, 'a function of the list that it is made with');
      else draft.tools.push(pythonTool(recognition, draft, body, said, names));
}

function registered(
  recognition: Recognition,
  draft: ServerDraft,
  call: LocatedCall,
  tool: {
    readonly name: string;
    readonly body: Body | null;
    readonly handed: ReadonlyMap<string, Located> | undefined;
    readonly schemaAt: Located | null;
    /** It takes no arguments, as far as the call says. */
    readonly hasNone: boolean;
    readonly described: Located | null;
    readonly isOne: boolean;
  },
): void {
  const { name, body, handed, schemaAt, hasNone, described, isOne } = tool;
  draft.tools.push(
    addTool(recognition, {
      name,
      symbol: `${draft.symbol}.${name}`,
      at: call,
      // Which of several descriptions and schemas is whose is not followed.
      description: described === null || !isOne ? null : textOf(recognition.resolver.value(described)),
      schema: hasNone
        ? { type: 'object', properties: {} }
        : schemaAt !== null && isOne
          ? declaredSchema(recognition, schemaAt)
          : undefined,
      body,
      ...(handed === undefined ? {} : { handed }),
      // Without a schema the handler is handed only what the protocol adds.
      given: body === null || hasNone ? [] : body.fn.params.slice(0, 1).map((param) => param.name),
      approval: null,
    }),
  );
}

/** `None`, or a parameter that is nothing unless it is given: the function's own name is taken. */
function isNothing(recognition: Recognition, at: Located): boolean {
  const resolved = recognition.resolver.value(at);
  const value = resolved.kind === 'parameter' ? resolved.default : resolved;
  return value?.kind === 'known' && value.value === null;
}

/** Place of an argument; null where it is left out or hidden. */
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
