import type { NodeId } from '#model';
import type { CallExpr, Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { modelsOf } from '../models/models.ts';
import { FILLS, GIVES_FILLED } from './message-symbols.ts';
import { promptText, systemText } from './prompt-text.ts';
import type { PromptText } from './read-text.ts';
import { addPromptText, addTemplate } from './prompts.ts';
import { callsNamed } from '../calls/callers.ts';
import { PIPED } from '../../lower/piped.ts';
import { chainSteps } from '../calls/chains.ts';
import { addRequestInstructions } from './request-instructions.ts';
import { MIN_WHOLE, requestTextsUnread, type UnreadText } from './request-texts.ts';
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
/** `call` and `invoke` are methods of many things. */
function asksModel(recognition: Recognition, receiver: Located): boolean {
  const { models, makers } = modelsOf(recognition, receiver, 'id');
  return models.length > 0 || makers.length > 0;
}

const sent = new WeakMap<Recognition, Map<CallExpr, readonly NodeId[]>>();

/**
 * The instructions among the messages that a call sends to a model: the system text, else what was written to be the only turn.
 *
 * @param owner Names a text that has no name of its own; of several owners of one call the first.
 * @returns Empty where the call asks no model, or sends none.
 */
export function addSentInstructions(
  recognition: Recognition,
  call: LocatedCall,
  owner: string,
): readonly NodeId[] {
  const known = sent.get(recognition) ?? new Map<CallExpr, readonly NodeId[]>();
  sent.set(recognition, known);
  const before = known.get(call.expr);
  if (before !== undefined) return before;
  const ids = instructionsOf(recognition, call, owner);
  known.set(call.expr, ids);
  return ids;
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

/** Few calls send instructions, who is asked is dearer to find out, and reading a text the dearest: in this order. */
function instructionsOf(recognition: Recognition, call: LocatedCall, owner: string): readonly NodeId[] {
  const found = request(call.expr);
  if (found === null) return [];
  if (!mayInstruct(found.messages)) return [];
  const messages = within(call, found.messages);
  const isAsked = (): boolean => asksModel(recognition, within(call, found.receiver));
  const written =
    systemText(recognition, messages) ?? (isCall(messages) ? filledBy(recognition, messages) : null);
  const sends = written === null ? maySend(recognition, messages) : 'here';
  const system = written ?? (sends === 'here' ? filledIn(recognition, messages) : null);
  // What callers pass is dearer still to find out.
  if (sends === 'nothing' || (sends === 'passed' && (isPassedOn(recognition, call) || !isAsked()))) return [];
  const said: readonly UnreadText[] =
    system === null ? requestTextsUnread(recognition, messages) : [() => ({ text: system, role: 'system' })];
  if (said.length === 0 || (sends === 'here' && !isAsked())) return [];
  return said.flatMap((read) => {
    const one = read();
    return one === null ? [] : (addPromptText(recognition, one.text, owner, one.role, call) ?? []);
  });
}

/** The instructions of a template that was filled in before, under a name. */
function filledIn(recognition: Recognition, messages: Located): PromptText | null {
  const { at } = recognition.resolver.value(messages);
  return at.expr !== messages.expr && isCall(at) ? filledBy(recognition, at) : null;
}

/** `prompt.invoke({ … })`, `prompt.format_messages(…)`, or the text of either. */
function filledBy(recognition: Recognition, made: LocatedCall): PromptText | null {
  const { callee } = made.expr;
  const property = callee.kind === 'member' ? callee.property : '';
  return FILLS.test(property) || GIVES_FILLED.test(property) ? promptText(recognition, made) : null;
}

/** By its form alone: `invoke({ question })` and `invoke("hello")` are most of all that is sent. */
function mayInstruct(messages: Expr): boolean {
  if (messages.kind === 'string') return messages.value.length >= MIN_WHOLE;
  return messages.kind !== 'object' && messages.kind !== 'function' && messages.kind !== 'number';
}

/** By what is handed over: a list, a text, or what a call makes; or what a caller passes. */
function maySend(recognition: Recognition, messages: Located): 'here' | 'passed' | 'nothing' {
  if (recognition.resolver.list(messages) !== null) return 'here';
  const { kind } = recognition.resolver.value(messages);
  if (kind === 'parameter' || kind === 'either') return 'passed';
  return kind === 'unresolved' || kind === 'package' || kind === 'env' ? 'nothing' : 'here';
}

/** `invoke(input) { return this.inner.invoke(input) }`: who calls that is looked at where it does. */
function isPassedOn(recognition: Recognition, call: LocatedCall): boolean {
  const around = recognition.names.enclosing(call)?.split('.').at(-1) ?? '';
  return INVOKE.has(around.replace(/^_/, ''));
}

/** `(prompt | model).with_config(…)`: the chain; null for what is none. */
function pipedIn(expr: Expr): CallExpr | null {
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return null;
  const { property, object } = expr.callee;
  if (property === PIPED) return expr;
  return CONFIGURES.test(property) ? pipedIn(object) : null;
}

/** `(prompt | model).invoke(…)`: what is asked in place. */
function askedIn({ callee }: CallExpr, name: string | null): readonly Expr[] {
  return callee.kind === 'member' && name !== null && INVOKE.has(name) ? [callee.object] : [];
}

/** Where chains are written: given a name, given back, handed over, asked in place, or made by a method. */
function* chainsWritten(recognition: Recognition): Generator<LocatedCall> {
  for (const module of recognition.program.modules.values()) {
    // Only Python joins by an operator, which is no call site.
    if (module.language !== 'python' || !module.imports.some((one) => LANGCHAIN.test(one.module))) continue;
    for (const { assignments, functions } of module.scopes) {
      for (const { value, scope } of assignments) {
        const expr = pipedIn(value);
        if (expr !== null) yield { module, scope, expr };
      }
      for (const { returns, scope } of functions)
        for (const value of returns) {
          const expr = pipedIn(value);
          if (expr !== null) yield { module, scope, expr };
        }
    }
    for (const { call, name, scope } of module.callSites)
      for (const value of [...call.args, ...call.named.map((one) => one.value), ...askedIn(call, name)]) {
        const expr = pipedIn(value);
        if (expr !== null) yield { module, scope, expr };
      }
  }
  for (const name of ['pipe', 'from']) yield* callsNamed(recognition, name);
}

/** What the chains of the program fill in before they ask a model. */
function addChainInstructions(recognition: Recognition): void {
  for (const chain of chainsWritten(recognition)) {
    const steps = chainSteps(recognition, chain) ?? [];
    const templates = steps.filter((step) => mayBeTemplate(recognition, step));
    if (templates.length === 0) continue;
    if (!steps.some((step) => asksModel(recognition, step)) && !isMadeForModel(recognition, steps)) continue;
    const owner = recognition.names.binding(chain) ?? recognition.names.enclosing(chain) ?? 'module';
    for (const step of templates) addTemplate(recognition, step, owner);
  }
}

/** Types of parameters that take a model. */
const MODEL_TYPE = /\b(LLM|BaseLLM|BaseLanguageModel|LanguageModelLike|(Base|Simple)?ChatModel)\b/;
const CONFIGURES = /^with_/;
const LANGCHAIN = /^lang(chain|graph)/;
const MODEL_NAME = /^(llm|(chat_?|language_?)?model)$/i;
const PARSER = /(\.|#)\w*OutputParser$/;

/** Which model it is was not found: a parameter takes it, or what it answers is read by a parser. */
function isMadeForModel(recognition: Recognition, steps: readonly Located[]): boolean {
  return steps.some((step) => {
    const made = isCall(step) ? calledSymbol(recognition, step)?.symbol : null;
    if (PARSER.test(made ?? recognition.resolver.symbol(step)?.qualified ?? '')) return true;
    const { expr, module, scope } = step;
    if (expr.kind !== 'name') return false;
    const param = module.scopes[scope]?.params.find(({ name }) => name === expr.name);
    return param !== undefined && (MODEL_NAME.test(param.name) || MODEL_TYPE.test(param.type ?? ''));
  });
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
    for (const site of module.callSites) {
      const { call, name, scope, enclosing } = site;
      if (name !== null && INVOKE.has(name) && request(call) !== null)
        addSentInstructions(recognition, { module, scope, expr: call }, enclosing ?? 'module');
    }
  addRequestInstructions(recognition);
}
