import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argumentAt, textOf } from '../calls/arguments.ts';
import type { Dispatcher } from '../latitude/dispatched-reach.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { declaredSchema } from '../tools/input-schema.ts';
import type { Body } from '../tools/model-given.ts';
import { addTool } from '../tools/tools.ts';
import { unseenTool, type ServerDraft } from './server-draft.ts';

/** A handler that answers `tools/list` with a written list. */
export function listHandler(
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
    // The handler answers with `{ tools: […] }`, Python's with the list itself.
    const answer = toolsOf(recognition, at(expr));
    const list = recognition.resolver.list(answer);
    const before = draft.listed.length;
    const isNamed = (list?.items ?? []).map((item) => listedTool(recognition, draft, item));
    const isWhole = list?.complete === true;
    // The gap of one that is open is told when it was asked what the answer is put together from.
    const isOpen = !isWhole && draft.listed.length === before;
    if (isOpen) draft.complete = false;
    else if (!isWhole || isNamed.includes(false))
      unseenTool(recognition, draft, handler.module, 'its list was not read whole');
    if (isOpen && !draft.openHandlers.includes(handler)) draft.openHandlers.push(handler);
  }
  if (handler.fn.returns.length === 0)
    unseenTool(recognition, draft, handler.module, 'the answer of its list was not found');
}

/** The list in an answer: `{ tools: […] }`, `ListToolsResult(tools=[…])`, or the list itself. */
function toolsOf(recognition: Recognition, answer: Located): Located {
  const { at } = isCall(answer) ? { at: answer } : recognition.resolver.value(answer);
  const named = isCall(at) ? at.expr.named.find(({ name }) => name === 'tools')?.value : undefined;
  if (named !== undefined) return within(at, named);
  return recognition.resolver.object(answer)?.entries.get('tools') ?? answer;
}

/**
 * One tool of a written list. What it does is decided in another function, which tells its tools apart by name: it is looked
 * for when all of the server is known.
 *
 * @returns false where its name is not known.
 */
function listedTool(recognition: Recognition, draft: ServerDraft, item: Located): boolean {
  const made = isCall(item) ? item : recognition.resolver.value(item).at;
  const entries = isCall(made) ? null : recognition.resolver.object(made)?.entries;
  const field = (key: string): Located | null =>
    isCall(made) ? argumentAt(recognition, made, [key]) : (entries?.get(key) ?? null);
  const nameAt = field('name');
  const name = nameAt === null ? null : textOf(recognition.resolver.value(nameAt));
  if (name === null) return false;
  const description = field('description');
  const schema = field('inputSchema') ?? field('input_schema');
  draft.listed.push({
    name,
    at: made,
    description: description === null ? null : textOf(recognition.resolver.value(description)),
    schema: schema === null ? undefined : declaredSchema(recognition, schema),
  });
  return true;
}

/** How a function is told which tool to run: the place of a parameter, the member of it, and the place of the arguments. */
interface CallForm {
  readonly place: number;
  readonly path: string;
  readonly given: number;
}

/** The SDKs' forms: `(name, arguments)`, `(request)`, `(context, params)`. */
export const CALL_FORMS = {
  named: { place: 0, path: '', given: 1 },
  request: { place: 0, path: 'params.name', given: 0 },
  inContext: { place: 1, path: 'name', given: 1 },
} as const satisfies Readonly<Record<string, CallForm>>;

/** Functions around a handler. */
const MAX_WRAPPERS = 3;

/** What runs whichever tool is called: a function, one with its receiver bound, or one inside functions of the program. */
export function dispatcherAt(
  recognition: Recognition,
  at: Located,
  form: CallForm,
  depth = 0,
): Dispatcher | null {
  const call = isCall(at) ? at : recognition.resolver.value(at).at;
  const inner = isCall(call) && depth < MAX_WRAPPERS ? handedOn(recognition, call, form, depth + 1) : null;
  if (inner !== null) return inner;
  const fn = recognition.resolver.fn(at);
  return fn === null ? null : dispatcherOf(fn, form);
}

/** Inside a call that gives it back, bound or with something around it. */
function handedOn(
  recognition: Recognition,
  call: LocatedCall,
  form: CallForm,
  depth: number,
): Dispatcher | null {
  const { callee, args } = call.expr;
  if (callee.kind === 'member' && callee.property === 'bind')
    return dispatcherAt(recognition, within(call, callee.object), form, depth);
  const handed = args.flatMap((expr) => dispatcherAt(recognition, within(call, expr), form, depth) ?? []);
  const [inner] = handed;
  // What a function from outside does with what it is handed is not known.
  const wrapper = inner === undefined ? null : calledInside(recognition, call);
  if (inner === undefined || handed.length > 1 || wrapper === null) return null;
  return { ...inner, wrappers: [...inner.wrappers, wrapper] };
}

function calledInside(recognition: Recognition, call: LocatedCall): Body | null {
  return recognition.resolver.fn(within(call, call.expr.callee));
}

/** Null where the function does not take what the form says. */
export function dispatcherOf(body: Body, form: CallForm): Dispatcher | null {
  const params = body.fn.params.filter(({ name }) => name !== 'self' && name !== 'cls');
  const told = params[form.place];
  const given = params[form.given];
  if (told === undefined) return null;
  return {
    ...body,
    parameter: told.name,
    path: form.path,
    given: given === undefined ? [] : [given.name],
    wrappers: [],
  };
}

/** The tools of a server's list, each with what the one function that runs them does for it. */
export function addListed(recognition: Recognition, draft: ServerDraft): void {
  const [dispatcher = null, ...more] = draft.dispatchers;
  for (const { name, at, description, schema } of draft.listed)
    draft.tools.push(
      addTool(recognition, {
        name,
        symbol: `${draft.symbol}.${name}`,
        at,
        description,
        schema,
        body: null,
        // Of several the last that runs is meant, which may be any.
        dispatcher: more.length > 0 ? null : dispatcher,
        given: [],
        approval: null,
      }),
    );
}
