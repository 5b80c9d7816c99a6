import { declaredId, type AttributesOf, type NodeId } from '#model';
import type { CallExpr, Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { agentCallAt, type AgentEntry } from './agent-calls.ts';
import { agentsRunOnMessages } from './agent-runs.ts';
import { mayAddTools } from './agent-classes.ts';
import { argument, textArgument, textOf } from '../calls/arguments.ts';
import { passedFor } from '../calls/callers.ts';
import { addServers } from './agent-servers.ts';
import type { ConnectedServer } from '../servers/mcp-clients.ts';
import { addModel, modelsOf, type ModelReferences } from '../models/models.ts';
import type { ModelForm } from '../models/model-names.ts';
import { addPrompt } from '../prompts/prompts.ts';
import {
  calledSymbol,
  isCall,
  stateOf,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { setLater } from '../values/set-later.ts';
import { isWithin } from '../../resolve/mutations.ts';
import { emptyToolList, readToolList, type ToolList } from '../tool-lists/tool-list.ts';
import { openChangedLists } from '../tool-lists/tool-list-uses.ts';
import type { AddedTool } from '../tools/tools.ts';
import { addHandedSecrets, addHeldEnvironment } from '../credentials/held-secrets.ts';

type AgentAttributes = AttributesOf<'agent'>;

/** Lists in lists, and parameters passed on. */
const MAX_NESTED = 4;

/** By the call that makes the agent: several names may hold one. */
const agentIds = new WeakMap<Recognition, Map<CallExpr, NodeId | null>>();

/** An agent that was added and is not described yet. */
interface FoundAgent {
  readonly id: NodeId;
  readonly call: LocatedCall;
  readonly entry: AgentEntry;
  readonly symbol: string;
  readonly list: ToolList;
}
const foundAgents = new WeakMap<Recognition, readonly FoundAgent[]>();

/** Bare ids where the framework does not say how it reads a model's name. */
function form(entry: Pick<AgentEntry, 'framework'>): ModelForm {
  return entry.framework.modelStrings ?? 'id';
}

/** An empty list or object is not given: `tools: []` makes no agent of a plain call. */
function isGiven(recognition: Recognition, call: LocatedCall, paths: readonly string[] | undefined): boolean {
  const found = argument(recognition, call, paths);
  if (found.kind !== 'given') return false;
  const object = recognition.resolver.object(found.at);
  const list = object === null ? recognition.resolver.list(found.at) : null;
  const isEmpty =
    (object?.complete === true && object.entries.size === 0) ||
    (list?.complete === true && list.items.length === 0);
  return !isEmpty;
}

/** A number, or a call such as `stepCountIs(5)` that holds one; null where it is decided elsewhere. */
export function stepLimit(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): number | null {
  const found = argument(recognition, call, paths);
  if (found.kind !== 'given') return null;
  const resolved = recognition.resolver.value(found.at);
  if (resolved.kind === 'known') return typeof resolved.value === 'number' ? resolved.value : null;
  const called = isCall(resolved.at) ? calledSymbol(recognition, resolved.at) : null;
  if (called === null || !isCall(resolved.at) || !recognition.catalog.stepCounts.has(called.symbol))
    return null;
  const text = textArgument(recognition, resolved.at, ['0']);
  return text === null ? null : Number(text);
}

/** Who is asked: only said where every tool is known. */
function autonomy(list: ToolList, approvedTogether: boolean): Pick<AgentAttributes, 'autonomy'> {
  // A server's tools come without their approval; what decides for all tools at once was not read.
  if (!list.complete || list.servers.length > 0 || approvedTogether || list.tools.length === 0) return {};
  if (list.tools.every((tool) => tool.approval === 'none')) return { autonomy: 'acts-alone' };
  return list.tools.every((tool) => tool.approval === 'required') ? { autonomy: 'asks-first' } : {};
}

/** Kinds of content that strangers write and this agent reads: the message, and what its tools bring back. */
function untrustedInputs(
  recognition: Recognition,
  call: LocatedCall,
  entry: AgentEntry,
  list: ToolList,
): Pick<AgentAttributes, 'untrustedInputs'> {
  const message = argument(recognition, call, entry.row.arguments.userText);
  // A text that is not written down came from somebody.
  const isMessage =
    (message.kind === 'given' && textOf(recognition.resolver.value(message.at)) === null) ||
    agentsRunOnMessages(recognition).has(call.expr);
  const inputs = new Set([
    ...(isMessage ? ['user-message'] : []),
    ...list.tools.flatMap((tool) => tool.brings),
  ]);
  return inputs.size === 0 ? {} : { untrustedInputs: [...inputs].sort() };
}

/** The models that an agent uses, and the keys that are handed over where they are made. */
export function addModelEdges(
  recognition: Recognition,
  id: NodeId,
  found: ModelReferences,
  symbol: string,
): void {
  for (const model of found.models)
    recognition.sink.edge(id, 'uses-model', addModel(recognition, model), [
      recognition.sink.evidence(model.at),
    ]);
  for (const maker of found.makers) addHandedSecrets(recognition, id, maker, symbol);
}

/** Tools, subagents and servers of an agent, and the mark where its tools are all there are. */
export function addToolEdges(recognition: Recognition, id: NodeId, at: LocatedCall, list: ToolList): void {
  const { sink } = recognition;
  const evidence = [sink.evidence(at)];
  for (const tool of list.tools) {
    const guards = guardsOf(list, tool, at);
    sink.edge(id, 'calls-tool', tool.id, evidence, [], guards);
    if (tool.untrusted !== null) sink.edge(tool.untrusted, 'influences', id, evidence, [], guards);
    // In-process tools read the agent's own environment.
    for (const [name, read] of tool.environment) addHeldEnvironment(recognition, id, name, read);
  }
  for (const server of list.servers) addServerEdge(recognition, id, server);
  for (const agent of list.agents) addDelegation(recognition, id, agent);
  // What servers offer is theirs to list.
  if (list.complete) sink.complete('calls-tool', 'tool', id, { exceptThrough: 'connects-to' });
  else if (list.open.length > 0)
    sink.gap(
      at.module.path,
      'unresolved',
      `tools of ${id}: ${[...new Set(list.open)].slice(0, 8).join(', ')}`,
    );
}

/** By its place: the texts of a program are not quoted. A branch in which the agent itself is made decides nothing. */
function guardsOf(
  { conditions }: ToolList,
  tool: AddedTool,
  { module, expr }: LocatedCall,
): readonly string[] {
  const when = conditions.get(tool.id);
  if (when === undefined) return [];
  if (when.isBranch && when.module === module && isWithin(expr.span, when.span)) return [];
  return [`the condition at ${when.module.path}:${when.span.startLine} holds`];
}

/** Whoever connects hands over variables of its own environment, so the agent holds them too. */
function addServerEdge(recognition: Recognition, id: NodeId, server: ConnectedServer): void {
  recognition.sink.edge(id, 'connects-to', server.id, [recognition.sink.evidence(server.at)]);
  for (const [name, read] of server.environment) addHeldEnvironment(recognition, id, name, read);
}

/** What a list holds, and what the program's callers pass where it is a parameter. */
function itemsAt(
  recognition: Recognition,
  at: Located,
  depth = 0,
): { readonly items: readonly Located[]; readonly isWhole: boolean } {
  const list = recognition.resolver.list(at);
  const resolved = list === null ? recognition.resolver.value(at) : null;
  const passed = resolved?.kind === 'parameter' ? passedFor(recognition, resolved) : [];
  if (depth > MAX_NESTED) return { items: [], isWhole: false };
  const inner = [...passed, ...(list?.open ?? [])].map((one) => itemsAt(recognition, one, depth + 1));
  return {
    items: [...(list?.items ?? []), ...inner.flatMap(({ items }) => items)],
    isWhole: list?.complete === true,
  };
}

/**
 * The agent that one entry of a list hands over to; of an entry that may be one of several, each.
 *
 * @returns False where the expression is no agent that was resolved.
 */
function addDelegation(recognition: Recognition, id: NodeId, at: Located, depth = 0): boolean {
  const resolved = isCall(at) ? null : recognition.resolver.value(at);
  // One of several: each may be meant.
  const options =
    resolved?.kind === 'either'
      ? resolved.options.map((option) => option.at)
      : resolved?.kind === 'parameter'
        ? passedFor(recognition, resolved)
        : [];
  if (options.length > 0)
    return (
      depth < MAX_NESTED && options.filter((one) => addDelegation(recognition, id, one, depth + 1)).length > 0
    );
  const found = agentCallAt(recognition, at);
  const to = found === null ? null : addAgent(recognition, found.call, found.entry);
  if (to !== null) recognition.sink.edge(id, 'delegates-to', to, [recognition.sink.evidence(at)]);
  return to !== null;
}

/** Agents that this one may hand its work to, those that are set after it was made included. */
function addSubagents(
  recognition: Recognition,
  id: NodeId,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): void {
  const given = argument(recognition, call, paths);
  const lists = [...(given.kind === 'given' ? [given.at] : []), ...setLater(recognition, call.expr, paths)];
  for (const at of lists) {
    const { items, isWhole } = itemsAt(recognition, at);
    const unresolved = items.filter((item) => !addDelegation(recognition, id, item));
    if (!isWhole || unresolved.length > 0)
      recognition.sink.gap(call.module.path, 'unresolved', `handoffs of ${id}`);
  }
}

/** The prompt as a node of its own, so that a change of its text is seen; a gap where it could not be read. */
function addInstructions(
  recognition: Recognition,
  id: NodeId | null,
  call: LocatedCall,
  entry: AgentEntry,
  symbol: string,
): void {
  const given = argument(recognition, call, entry.row.arguments.instructions);
  const text = given.kind === 'given' ? given : systemMessage(recognition, call, entry);
  // No instructions is no gap: the framework has its own, or the message says all.
  if (text.kind === 'absent') return;
  const prompt = text.kind === 'given' ? addPrompt(recognition, text.at, symbol) : null;
  if (prompt !== null && prompt.id !== null && id !== null)
    recognition.sink.edge(id, 'instructed-by', prompt.id, [recognition.sink.evidence(call)]);
  if (prompt?.isRead !== true)
    recognition.sink.gap(`${call.module.path}#${symbol}`, 'unresolved', 'the text of the instructions');
}

/** A first message with the role system does what instructions do. */
function systemMessage(recognition: Recognition, call: LocatedCall, entry: AgentEntry) {
  const messages = argument(recognition, call, entry.row.arguments.messages);
  const first = messages.kind === 'given' ? recognition.resolver.list(messages.at)?.items[0] : undefined;
  const object = first === undefined ? null : recognition.resolver.object(first);
  const role = object?.entries.get('role');
  const content = object?.entries.get('content');
  const isSystem = role !== undefined && textOf(recognition.resolver.value(role)) === 'system';
  return isSystem && content !== undefined
    ? { kind: 'given' as const, at: content }
    : { kind: 'absent' as const };
}

/** The list as the call gives it, and what is added to it afterwards. */
function readTools(recognition: Recognition, call: LocatedCall, entry: AgentEntry, symbol: string): ToolList {
  const list: ToolList = { ...emptyToolList(), complete: entry.row.hasOtherTools !== true };
  const given = argument(recognition, call, entry.row.arguments.tools);
  const place = { framework: entry.framework, owner: symbol, key: null };
  if (given.kind === 'given') {
    readToolList(recognition, given.at, place, list);
    if (!isWrittenIn(call, given.at)) list.sources.push(given.at);
  }
  for (const at of setLater(recognition, call.expr, entry.row.arguments.tools)) {
    list.read.add(at.expr);
    readToolList(recognition, at, { ...place, when: at.when }, list);
  }
  if (mayAddTools(call)) {
    list.complete = false;
    list.open.push('what its class adds');
  }
  if (given.kind === 'unknown') {
    list.complete = false;
    // Something spread into the call hides whether tools are given.
    list.open.push('the arguments of the call');
  }
  return list;
}

/** Whether the list stands in the call itself, where nobody else has it. */
function isWrittenIn({ expr: { args, named } }: LocatedCall, { expr }: Located): boolean {
  const inside = (one: Expr): boolean =>
    one === expr || (one.kind === 'object' && one.entries.some(({ value }) => inside(value)));
  return args.some(inside) || named.some(({ value }) => inside(value));
}

/**
 * What the agent is called in code and in telemetry. Without either it is its variable's name, which identifies nobody.
 */
function identity(recognition: Recognition, call: LocatedCall, entry: AgentEntry, symbol: string) {
  const { arguments: where } = entry.row;
  // Either name may appear in telemetry, so both identify.
  const named = textArgument(recognition, call, where.name);
  const telemetryName = textArgument(recognition, call, where.telemetryName);
  const known = [...new Set([telemetryName, named])].filter((name) => name !== null);
  return {
    name: named ?? telemetryName ?? symbol,
    telemetryName,
    identifiers: known.map((value) => ({ scheme: 'agent-name' as const, value })),
  };
}

/** Adds the agent that a call makes, once, with all that hangs on it; null where the call makes none. */
export function addAgent(recognition: Recognition, call: LocatedCall, entry: AgentEntry): NodeId | null {
  const known = agentIds.get(recognition) ?? new Map<CallExpr, NodeId | null>();
  agentIds.set(recognition, known);
  const before = known.get(call.expr);
  if (before !== undefined) return before;
  const { sink, target } = recognition;
  const symbol = recognition.names.unique('agent', call);
  // A model call that is handed neither tools nor instructions is a completion, not an agent.
  const isAgent =
    entry.row.anyOf?.some((part) => isGiven(recognition, call, entry.row.arguments[part])) ?? true;
  const id = isAgent ? declaredId('agent', target.name, call.module.path, symbol) : null;
  // Before anything is followed, since agents may hand over to each other in circles.
  known.set(call.expr, id);
  const model = argument(recognition, call, entry.row.arguments.model);
  const models = model.kind === 'given' ? modelsOf(recognition, model.at, form(entry)) : null;
  // A model that is left out is the framework's default, and no gap.
  if (model.kind === 'unknown' || (models !== null && !models.complete))
    sink.gap(`${call.module.path}#${symbol}`, 'unresolved', 'the model');
  addInstructions(recognition, id, call, entry, symbol);
  if (id === null) {
    // The model is in use even where nothing is an agent.
    for (const one of models?.models ?? []) addModel(recognition, one);
    return null;
  }
  const list = readTools(recognition, call, entry, symbol);
  addServers(recognition, id, call, entry.row.arguments.mcpServers, list);
  const waiting = foundAgents.get(recognition) ?? [];
  foundAgents.set(recognition, [...waiting, { id, call, entry, symbol, list }]);
  if (models !== null) addModelEdges(recognition, id, models, symbol);
  addSubagents(recognition, id, call, entry.row.arguments.subagents);
  return id;
}

/**
 * Says of all agents that were added what they are, once it is known of all their lists what else is done to them: of one list
 * many agents may be made.
 */
export function describeAgents(recognition: Recognition): void {
  // One that is handed over as a tool may be met only here.
  for (
    let added = foundAgents.get(recognition) ?? [];
    added.length > 0;
    added = foundAgents.get(recognition) ?? []
  ) {
    foundAgents.set(recognition, []);
    openChangedLists(recognition, added);
    for (const agent of added) describeAgent(recognition, agent);
  }
}

/** The node with all its attributes; after its tools, since autonomy and inputs depend on them. */
function describeAgent(recognition: Recognition, { id, call, entry, symbol, list }: FoundAgent): void {
  const { sink } = recognition;
  const { arguments: where } = entry.row;
  const { name, telemetryName, identifiers } = identity(recognition, call, entry, symbol);
  const description = textArgument(recognition, call, where.description);
  const steps = stepLimit(recognition, call, where.steps);
  sink.node({
    id,
    kind: 'agent',
    name: recognition.inspector.redact(name).slice(0, 200),
    state: stateOf(call.module),
    attributes: {
      framework: entry.framework.id,
      language: call.module.language,
      ...(description === null ? {} : { description: recognition.inspector.redact(description) }),
      ...(telemetryName === null ? {} : { telemetryName }),
      ...(steps === null ? {} : { maxSteps: steps }),
      ...autonomy(list, argument(recognition, call, where.approval).kind !== 'absent'),
      ...untrustedInputs(recognition, call, entry, list),
    },
    identifiers,
    evidence: [sink.evidence(call)],
  });
  addToolEdges(recognition, id, call, list);
}
