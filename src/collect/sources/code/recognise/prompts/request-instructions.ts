import type { Assignment, CallExpr, CallSite, Expr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { handedOn } from '../models/configured-models.ts';
import { mayAskModel } from '../models/model-uses.ts';
import { isCall, stateOf, within, type Recognition } from '../recognition/recognition.ts';
import { addPromptText, isPromptText } from './prompts.ts';
import { requestTexts, systemTexts, type RequestText } from './request-texts.ts';

/** Names under which a request holds what is said. */
const MESSAGES: ReadonlySet<string> = new Set(['messages', 'input']);
/** Beside them: the model that it is said to. */
const MODEL: ReadonlySet<string> = new Set(['model', 'modelId', 'model_id']);
/** What is said apart from the messages. */
const SYSTEM: ReadonlySet<string> = new Set(['system', 'instructions']);

/** A request as it is written, in whichever of its forms. */
interface Request {
  readonly system: Located | null;
  readonly messages: Located | null;
}

/** What a request says. Beside instructions of its own a lone turn is the user's. */
function saidIn(recognition: Recognition, { system, messages }: Request): readonly RequestText[] {
  const said = messages === null ? [] : requestTexts(recognition, messages);
  if (system === null) return said;
  return [...systemTexts(recognition, system), ...said.filter(({ role }) => role === 'system')];
}

/** Adds what is not known as a prompt yet, under the name of what asks for it. */
function add(recognition: Recognition, texts: readonly RequestText[], asked: Located, owner: string): void {
  for (const { text, role } of texts) {
    if (isPromptText(recognition, text)) continue;
    const { module, scope } = text.at;
    // A text that a caller hands over in place is the caller's.
    const isHere = module === asked.module && scope === asked.scope;
    addPromptText(
      recognition,
      text,
      isHere ? owner : (module.scopes[scope]?.symbol ?? 'module'),
      role,
      asked,
    );
  }
}

/** What a function is called by: `generate` of `OpenAIProvider.generate`. */
function lastName(symbol: string): string {
  return symbol.split('.').at(-1) ?? symbol;
}

/**
 * Requests by calls that the catalogue knows: `client.messages.create({ system, messages })`.
 *
 * @returns Names of the functions whose request says what somebody else puts together.
 */
function addKnownRequests(recognition: Recognition): ReadonlySet<string> {
  const senders = new Set<string>();
  for (const { call, symbol } of knownCalls(recognition)) {
    const sends = recognition.catalog.modelCalls.get(symbol)?.row.sends;
    if (sends === undefined) continue;
    const system = argument(recognition, call, sends.system);
    const messages = argument(recognition, call, sends.messages);
    const texts = saidIn(recognition, {
      system: system.kind === 'given' ? system.at : null,
      messages: messages.kind === 'given' ? messages.at : null,
    });
    // Instructions that may be given all the same leave open whose the only turn is.
    const isSure = system.kind !== 'unknown';
    const sure = texts.filter(({ role }) => isSure || role === 'system');
    const owner = recognition.names.enclosing(call);
    if (texts.length === 0 && owner !== null) senders.add(lastName(owner));
    add(recognition, sure, call, owner ?? 'module');
  }
  return senders;
}

/**
 * `provider.generate([{ role: "user", content: prompt }])`, where nobody knows which provider it is: by the form of what is said
 * and the name of a function that sends what it is handed.
 */
function addHandedOver(
  recognition: Recognition,
  module: ModuleIr,
  { call, scope, enclosing }: CallSite,
): void {
  const [first] = call.args;
  if (first?.kind !== 'list' || call.callee.kind !== 'member') return;
  const at: Located = { module, scope, expr: call };
  add(recognition, requestTexts(recognition, within(at, first)), at, enclosing ?? 'module');
}

/** What a record holds under the first of several names. */
type Held = (names: ReadonlySet<string>) => Expr | undefined;

function ofCall({ named }: CallExpr): Held {
  return (names) => named.find(({ name }) => names.has(name))?.value;
}

function ofObject(expr: Extract<Expr, { kind: 'object' }>): Held {
  return (names) => expr.entries.find(({ key }) => names.has(key))?.value;
}

/** A request by its form: what is said stands beside the model that it is said to. */
function addFormed(
  recognition: Recognition,
  at: Located,
  held: Held,
  owner: string,
  isAsked: () => boolean,
): void {
  const messages = held(MESSAGES);
  if (messages === undefined || held(MODEL) === undefined) return;
  const system = held(SYSTEM);
  // A text under `input` is anything.
  if (recognition.resolver.list(within(at, messages)) === null) return;
  const texts = saidIn(recognition, {
    system: system === undefined ? null : within(at, system),
    messages: within(at, messages),
  });
  const fresh = texts.filter(({ text }) => !isPromptText(recognition, text));
  if (fresh.length > 0 && isAsked()) add(recognition, fresh, at, owner);
}

/** `post(url, json={ model, messages })`, `client.chat({ model, messages })`: whatever takes it, if it may ask a model. */
function addCall(recognition: Recognition, module: ModuleIr, { call, scope, enclosing }: CallSite): void {
  const at = { module, scope, expr: call };
  const isAsked = (): boolean =>
    mayAskModel(recognition, at) || recognition.resolver.fn(within(at, call.callee)) !== null;
  const owner = enclosing ?? 'module';
  if (call.named.length > 0) addFormed(recognition, at, ofCall(call), owner, isAsked);
  for (const given of [...call.args, ...call.named.map(({ value }) => value)])
    if (given.kind === 'object') addFormed(recognition, within(at, given), ofObject(given), owner, isAsked);
}

/** `body = { model, messages }`, which some call is handed by its name. */
function addAssigned(recognition: Recognition, module: ModuleIr, scope: number, one: Assignment): void {
  const { value, target, op } = one;
  if (op !== 'set' || value.kind !== 'object' || !value.entries.some(({ key }) => MESSAGES.has(key))) return;
  const at: Located = { module, scope: one.scope, expr: value };
  const owner = module.scopes[one.scope]?.symbol ?? 'module';
  addFormed(recognition, at, ofObject(value), owner, handedOn(recognition, module, scope, target));
}

/** LangChain's class of what the system says: whatever is told it. */
function addSystemMessage(recognition: Recognition, module: ModuleIr, site: CallSite): void {
  const at: Located = { module, scope: site.scope, expr: site.call };
  if (!isCall(at)) return;
  const symbol = recognition.resolver.symbol(within(at, at.expr.callee));
  if (symbol === null || !/(\.|#)SystemMessage$/.test(symbol.qualified)) return;
  const content = argument(recognition, at, ['content', '0.content', '0']);
  if (content.kind === 'given')
    add(recognition, systemTexts(recognition, content.at), at, site.enclosing ?? 'module');
}

/** Instructions in requests that no agent was seen to send. */
export function addRequestInstructions(recognition: Recognition): void {
  const senders = addKnownRequests(recognition);
  for (const module of recognition.program.modules.values()) {
    // A test puts messages together to look at them.
    if (stateOf(module) === 'test') continue;
    for (const site of module.callSites) {
      if (site.holdsRecords) addCall(recognition, module, site);
      if (site.name !== null && senders.has(site.name)) addHandedOver(recognition, module, site);
      if (site.name === 'SystemMessage') addSystemMessage(recognition, module, site);
    }
    module.scopes.forEach(({ assignments, holdsRecords }, scope) => {
      if (holdsRecords !== true) return;
      for (const one of assignments) addAssigned(recognition, module, scope, one);
    });
  }
}
