import type { NodeId } from '#model';
import type { CallExpr, Expr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument, textOf } from '../calls/arguments.ts';
import { modelsOf } from '../models/models.ts';
import { systemText, templateText } from './prompt-text.ts';
import { addPromptText, addTemplate } from './prompts.ts';
import { callsNamed } from '../calls/callers.ts';
import { chainSteps, isPiped } from '../calls/chains.ts';
import type { PromptText } from './read-text.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Methods by which LangChain's models are asked, in either language. */
export const INVOKE: ReadonlySet<string> = new Set([
  'invoke',
  'ainvoke',
  'stream',
  'astream',
  'batch',
  'abatch',
  'predict',
  'call',
]);
const USER_MESSAGE = /(\.|#)HumanMessage$/;

/** What is sent as the user's turn: of a message object, of a pair, of a dictionary with a role. */
function userContent(recognition: Recognition, item: Located): Located | null {
  if (isCall(item)) {
    const symbol = recognition.resolver.symbol(within(item, item.expr.callee));
    if (symbol === null || !USER_MESSAGE.test(symbol.qualified)) return null;
    const content = argument(recognition, item, ['content', '0.content', '0']);
    return content.kind === 'given' ? content.at : null;
  }
  const pair = item.expr.kind === 'list' ? recognition.resolver.list(item)?.items : undefined;
  const object = pair === undefined ? recognition.resolver.object(item) : null;
  const role = pair?.[0] ?? object?.entries.get('role');
  const said = role === undefined ? null : textOf(recognition.resolver.value(role));
  const content = pair?.[1] ?? object?.entries.get('content') ?? null;
  return said === 'user' || said === 'human' ? content : null;
}

/** Alternatives of alternatives, flat. */
function options(resolved: Resolved): readonly Resolved[] {
  return resolved.kind === 'either' ? resolved.options.flatMap(options) : [resolved];
}

/** `format` is a template's; `replace` is any text's, so that it counts only on a constant of the module. */
function fillsConstant({ module, expr }: LocatedCall): boolean {
  let at: Expr = expr;
  const first = expr.callee.kind === 'member' ? expr.callee.property : '';
  while (at.kind === 'call' && at.callee.kind === 'member' && FILLS.test(at.callee.property))
    at = at.callee.object;
  if (first === 'format') return true;
  if (at === expr || at.kind !== 'name') return false;
  const { name } = at;
  return (
    module.assignments.some(({ target, value }) => target === name && TEXT.test(value.kind)) ||
    module.imports.some(({ local }) => local === name)
  );
}

/** Methods that put values into a template. */
const FILLS = /^(format|replace|replaceAll)$/;
const TEXT = /^(string|template)$/;

/** The calls that fill in what a value may be: `TEMPLATE.format(…)`, `TEMPLATE.replace(…)`. */
function fillings(recognition: Recognition, at: Located): readonly LocatedCall[] {
  const values = isCall(at) ? [at] : options(recognition.resolver.value(at)).map((one) => one.at);
  return values.filter(isCall).filter(fillsConstant);
}

/** A constant of a module that is filled in was written to instruct, whoever's turn it is sent as. */
function filledTemplate(recognition: Recognition, calls: readonly LocatedCall[]): PromptText | null {
  for (const call of calls) {
    const found = templateText(recognition, call);
    // Only what has a name of its own was written to be used again; text in place is a message.
    if (found !== null && /^\w+$/.test(recognition.names.binding(found.at) ?? '')) return found;
  }
  return null;
}

/** What fills in the only turn. With several it is a conversation, in which no one of them is the instruction. */
function loneTurn(recognition: Recognition, messages: Located): readonly LocatedCall[] {
  const list = recognition.resolver.list(messages);
  if (list === null) return fillings(recognition, messages);
  const [only] = list.items;
  if (only === undefined || list.items.length > 1 || !list.complete) return [];
  const content = userContent(recognition, only);
  return content === null ? [] : fillings(recognition, content);
}

/** `call` and `invoke` are methods of many things. */
function asksModel(recognition: Recognition, receiver: Located): boolean {
  const { models, makers } = modelsOf(recognition, receiver, 'id');
  return models.length > 0 || makers.length > 0;
}

const sent = new WeakMap<Recognition, Map<CallExpr, NodeId | null>>();

/**
 * The instructions among the messages that a call sends to a model: the system text, else a template that is the only turn.
 *
 * @param owner Names a text that has no name of its own; of several owners of one call the first.
 * @returns null where the call asks no model, or sends none.
 */
export function addSentInstructions(
  recognition: Recognition,
  call: LocatedCall,
  owner: string,
): NodeId | null {
  const known = sent.get(recognition) ?? new Map<CallExpr, NodeId | null>();
  sent.set(recognition, known);
  const before = known.get(call.expr);
  if (before !== undefined) return before;
  const id = instructionsOf(recognition, call, owner);
  known.set(call.expr, id);
  return id;
}

/** The receiver of a call that is named as those that ask a model are, and what it is handed. */
function request({
  callee,
  args,
  named,
}: CallExpr): { readonly receiver: Expr; readonly messages: Expr } | null {
  if (callee.kind !== 'member' || !INVOKE.has(callee.property)) return null;
  const messages = args[0] ?? named.find(({ name }) => name === 'input')?.value;
  return messages === undefined ? null : { receiver: callee.object, messages };
}

/** Few calls send instructions, who is asked is dearer to find out, and reading a template the dearest: in this order. */
function instructionsOf(recognition: Recognition, call: LocatedCall, owner: string): NodeId | null {
  const found = request(call.expr);
  if (found === null) return null;
  const messages = within(call, found.messages);
  const system = systemText(recognition, messages);
  const turn = system === null ? loneTurn(recognition, messages) : [];
  if (system === null && turn.length === 0) return null;
  if (!asksModel(recognition, within(call, found.receiver))) return null;
  if (system !== null) return addPromptText(recognition, system, owner, 'system', call);
  const text = filledTemplate(recognition, turn);
  return text === null ? null : addPromptText(recognition, text, owner, 'user', call);
}

/** Where chains are written: given a name, given back, or made by a method. */
function* chainsWritten(recognition: Recognition): Generator<LocatedCall> {
  for (const module of recognition.program.modules.values()) {
    // Only Python joins by an operator, which is no call site.
    if (module.language !== 'python') continue;
    for (const { assignments, functions } of module.scopes) {
      for (const { value: expr, scope } of assignments) if (isPiped(expr)) yield { module, scope, expr };
      for (const { returns, scope } of functions)
        for (const expr of returns) if (isPiped(expr)) yield { module, scope, expr };
    }
  }
  for (const name of ['pipe', 'from']) yield* callsNamed(recognition, name);
}

/** What the chains of the program fill in before they ask a model. */
function addChainInstructions(recognition: Recognition): void {
  for (const chain of chainsWritten(recognition)) {
    const steps = chainSteps(recognition, chain) ?? [];
    const templates = steps.filter((step) => mayBeTemplate(recognition, step));
    if (templates.length === 0 || !steps.some((step) => asksModel(recognition, step))) continue;
    const owner = recognition.names.binding(chain) ?? recognition.names.enclosing(chain) ?? 'module';
    for (const step of templates) addTemplate(recognition, step, owner);
  }
}

/** By the name of its class, before anything is read. */
function mayBeTemplate(recognition: Recognition, step: Located): boolean {
  const made = isCall(step) ? step : recognition.resolver.value(step).at;
  return isCall(made) && /Prompt/.test(calledSymbol(recognition, made)?.symbol ?? '');
}

/** Instructions that are sent to models outside any agent. */
export function addLooseInstructions(recognition: Recognition): void {
  addChainInstructions(recognition);
  for (const module of recognition.program.modules.values())
    for (const { call, name, scope, enclosing } of module.callSites)
      if (name !== null && INVOKE.has(name) && request(call) !== null)
        addSentInstructions(recognition, { module, scope, expr: call }, enclosing ?? 'module');
}
