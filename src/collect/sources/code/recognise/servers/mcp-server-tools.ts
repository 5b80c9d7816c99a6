import type { Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument, argumentAt, textArgument, textOf, textsOf } from '../calls/arguments.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { functionAt } from '../tools/framework-tools.ts';
import { declaredSchema, signatureSchema } from '../tools/input-schema.ts';
import type { Body } from '../tools/model-given.ts';
import { addTool, type AddedTool } from '../tools/tools.ts';
import { turnsOf } from '../values/loop-turns.ts';
import { eachOf, functionsAt, type RegisteredFunction, type Registering } from './registered-functions.ts';
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
  const nameAt = call === null ? null : argumentAt(recognition, call, where?.name);
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
  { body, said, names }: RegisteredFunction,
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
  const bodyAt = placed?.body ?? argumentAt(recognition, call, where.body);
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
  const nameAt = argumentAt(recognition, call, where.name);
  const resolved = nameAt === null ? null : eachOf(recognition, nameAt);
  const names = resolved === null ? [] : textsOf(resolved);
  // A parameter's default is one of the names that callers may pass.
  const isWhole =
    resolved?.kind === 'either' ? names.length === resolved.options.length : resolved?.kind !== 'parameter';
  // A tool of unknown name is one that the list lacks.
  if (names.length === 0 || !isWhole) {
    unseenTool(recognition, draft, call.module, 'the name of one');
  }
  const schemaAt = placed?.schema ?? argumentAt(recognition, call, where.schema);
  // What stands behind a name that is not followed may be a schema.
  const hasNone = schemaAt === null && argument(recognition, call, where.schema).kind === 'absent';
  const described = placed?.description ?? argumentAt(recognition, call, where.description);
  names.forEach((name, index) => {
    // Names and handlers of one table stand in one order.
    const own = bodies.length === names.length ? (bodies[index] ?? null) : names.length === 1 ? body : null;
    const handed = bodies.length === names.length ? each[index]?.handed : each[0]?.handed;
    const isOne = names.length === 1;
    registered(recognition, draft, call, { name, body: own, handed, schemaAt, hasNone, described, isOne });
  });
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
  const ofOther = registeredFor(call, name, draft);
  if (ofOther !== null) {
    draft.tools.push(ofOther);
    return;
  }
  const made = addTool(recognition, {
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
  });
  draft.tools.push(made);
  keepFor(call, name, draft, made);
}

/** Tools by the call that registers them, and by name: of the server that came first. */
const first = new WeakMap<Expr, Map<string, { readonly draft: ServerDraft; readonly tool: AddedTool }>>();

/** One call on what a function is handed may register with several servers: it is one tool, which all of them offer. */
function registeredFor({ expr }: LocatedCall, name: string, draft: ServerDraft): AddedTool | null {
  const known = first.get(expr)?.get(name);
  return known === undefined || known.draft === draft ? null : known.tool;
}

function keepFor({ expr }: LocatedCall, name: string, draft: ServerDraft, tool: AddedTool): void {
  const known = first.get(expr) ?? new Map<string, { draft: ServerDraft; tool: AddedTool }>();
  if (!known.has(name)) first.set(expr, known.set(name, { draft, tool }));
}

/** `None`, or a parameter that is nothing unless it is given: the function's own name is taken. */
function isNothing(recognition: Recognition, at: Located): boolean {
  const resolved = recognition.resolver.value(at);
  const value = resolved.kind === 'parameter' ? resolved.default : resolved;
  return value?.kind === 'known' && value.value === null;
}

/** `tool(name, [description], [schema], [annotations], handler)`: the last is the handler, a text the description. */
function positional(recognition: Recognition, call: LocatedCall) {
  const rest = call.expr.args.slice(1).map((expr) => within(call, expr));
  const handler = rest.pop() ?? null;
  const [first] = rest;
  const isText = first !== undefined && textOf(recognition.resolver.value(first)) !== null;
  return { body: handler, description: isText ? first : null, schema: (isText ? rest[1] : first) ?? null };
}
