import { declaredId, type NodeId } from '#model';
import type { CallExpr, ClassIr } from '../../ir.ts';
import type { Condition, Located, LocatedClass } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, possible } from '../calls/possible-arguments.ts';
import { passedFor } from '../calls/callers.ts';
import { addModel, modelsOf } from '../models/models.ts';
import { calledSymbol, isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { enabledAt } from '../tools/tool-place.ts';
import { isEach } from '../tool-lists/read-tool-list.ts';
import { open, type ToolList } from '../tool-lists/tool-list.ts';
import { agentCallAt, givenLater, objectAgentAt, type AgentCall, type AgentEntry } from './agent-calls.ts';
import { addModelEdges, form } from './agent-models.ts';
import { addInstructions } from './agent-instructions.ts';
import { addParts } from './agent-parts.ts';
import { addServers } from './agent-servers.ts';
import { readTools } from './agent-tools.ts';
import { conditionAt, guardsOf } from './conditions.ts';
import { readPrepared } from './prepared-settings.ts';

/** Lists in lists, and parameters passed on. */
const MAX_NESTED = 4;

/** By the call that makes the agent: several names may hold one. */
const agentIds = new WeakMap<Recognition, Map<CallExpr, NodeId | null>>();
/** Of those that classes inherit, by the class and the call. */
const inheritedIds = new WeakMap<Recognition, Map<ClassIr, Map<CallExpr, NodeId | null>>>();

function idsOf(recognition: Recognition, receiver: LocatedClass | undefined): Map<CallExpr, NodeId | null> {
  if (receiver === undefined) {
    const known = agentIds.get(recognition) ?? new Map<CallExpr, NodeId | null>();
    agentIds.set(recognition, known);
    return known;
  }
  const byClass = inheritedIds.get(recognition) ?? new Map<ClassIr, Map<CallExpr, NodeId | null>>();
  inheritedIds.set(recognition, byClass);
  const known = byClass.get(receiver.cls) ?? new Map<CallExpr, NodeId | null>();
  byClass.set(receiver.cls, known);
  return known;
}

/** An agent that was added and is not described yet. */
export interface FoundAgent {
  readonly id: NodeId;
  readonly call: LocatedCall;
  readonly entry: AgentEntry;
  readonly receiver?: LocatedClass | undefined;
  readonly symbol: string;
  readonly list: ToolList;
}
const foundAgents = new WeakMap<Recognition, readonly FoundAgent[]>();

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

/** An entry of a list, and what decides whether it is there. */
interface Entry {
  readonly at: Located;
  readonly when: Condition | undefined;
}

/** What a list holds, and what the program's callers pass where it is a parameter. */
function itemsAt(
  recognition: Recognition,
  at: Located,
  depth = 0,
): { readonly items: readonly Entry[]; readonly isWhole: boolean } {
  const list = recognition.resolver.list(at);
  const resolved = list === null ? recognition.resolver.value(at) : null;
  const passed = resolved?.kind === 'parameter' ? passedFor(recognition, resolved) : [];
  if (depth > MAX_NESTED) return { items: [], isWhole: false };
  const inner = [...passed, ...(list?.open ?? [])].map((one) => itemsAt(recognition, one, depth + 1));
  const own = (list?.items ?? []).map((item) => ({ at: item, when: list?.maybe.get(item) }));
  return {
    items: [...own, ...inner.flatMap(({ items }) => items)],
    isWhole: list?.complete === true,
  };
}

/**
 * The agent that one entry of a list hands over to; of an entry that may be one of several, each.
 *
 * @returns False where the expression is no agent that was resolved.
 */
export function addDelegation(
  recognition: Recognition,
  id: NodeId,
  at: Located,
  guards: readonly string[],
  depth = 0,
): boolean {
  const resolved = recognition.resolver.value(at);
  // One of several: each may be meant.
  const options =
    resolved.kind === 'either'
      ? resolved.options.map((option) => option.at)
      : resolved.kind === 'parameter'
        ? passedFor(recognition, resolved)
        : [];
  if (options.length > 0) {
    const isChoice = resolved.kind === 'either' && guards.length === 0 && !isEach(at);
    const decided = isChoice ? [conditionAt(at)] : guards;
    return (
      depth < MAX_NESTED &&
      options.filter((one) => addDelegation(recognition, id, one, decided, depth + 1)).length > 0
    );
  }
  // `cond ? agent : null`.
  if (resolved.kind === 'known' && resolved.value === null) return true;
  const found = agentCallAt(recognition, at) ?? objectAgentAt(recognition, at);
  const to = found === null ? null : addAgent(recognition, found);
  if (to === null) return false;
  const switched = guards.length > 0 ? null : handoffSwitch(recognition, resolved.at);
  const decided = switched === null ? guards : [conditionAt({ module: switched.module, expr: switched })];
  recognition.sink.edge(id, 'delegates-to', to, [recognition.sink.evidence(at)], [], decided);
  return true;
}

/** `handoff(agent, is_enabled=…)`: what decides at run time whether it is offered. */
function handoffSwitch(recognition: Recognition, at: Located): Condition | null {
  if (!isCall(at)) return null;
  const row = recognition.catalog.handoffs.get(calledSymbol(recognition, at)?.symbol ?? '')?.row;
  return row === undefined ? null : enabledAt(recognition, at, row.arguments.enabled);
}

/** Agents that this one may hand its work to, those that are set after it was made included. */
function addSubagents(
  recognition: Recognition,
  id: NodeId,
  agent: Pick<AgentCall, 'call' | 'receiver'>,
  paths: readonly string[] | undefined,
): void {
  const { call } = agent;
  const given = argument(recognition, call, paths);
  const later = givenLater(recognition, agent, paths);
  const lists = [...possible(given), ...later.puts.map((at) => ({ at, when: at.when }))];
  if (!later.isWhole) recognition.sink.gap(call.module.path, 'unresolved', `handoffs of ${id}`);
  for (const { at, when } of lists) {
    const { items, isWhole } = itemsAt(recognition, at);
    const unresolved = items.filter(
      (item) => !addDelegation(recognition, id, item.at, guardsOf(when ?? item.when, call)),
    );
    if (!isWhole || unresolved.length > 0)
      recognition.sink.gap(call.module.path, 'unresolved', `handoffs of ${id}`);
  }
}

/** Asks as an object of the class whose agent is meant; of none, where nothing else is put in, as if of any. */
export function asOwner<T>({ resolver }: Recognition, receiver: LocatedClass | undefined, ask: () => T): T {
  const now = resolver.receiver()?.own.cls;
  return now === receiver?.cls ? ask() : resolver.asReceiver(receiver ?? null, ask);
}

/** Adds the agent that a call makes, once, with all that hangs on it; null where the call makes none. */
export function addAgent(recognition: Recognition, agent: AgentCall): NodeId | null {
  const before = idsOf(recognition, agent.receiver).get(agent.call.expr);
  if (before !== undefined) return before;
  return asOwner(recognition, agent.receiver, () => addFresh(recognition, agent));
}

function addFresh(recognition: Recognition, { call, entry, receiver }: AgentCall): NodeId | null {
  const { sink, target, names } = recognition;
  const symbol =
    receiver === undefined
      ? names.unique('agent', call)
      : names.ofClass('agent', receiver.module, receiver.cls.symbol, call);
  const { path } = receiver?.module ?? call.module;
  // A model call that is handed neither tools nor instructions is a completion, not an agent.
  const isAgent =
    entry.row.anyOf?.some((part) => isGiven(recognition, call, entry.row.arguments[part])) ?? true;
  const id = isAgent ? declaredId('agent', target.name, path, symbol) : null;
  // Before anything is followed, since agents may hand over to each other in circles.
  idsOf(recognition, receiver).set(call.expr, id);
  const model = argument(recognition, call, entry.row.arguments.model);
  const models = possible(model).map(({ at }) => modelsOf(recognition, at, form(entry)));
  // A model that is left out is the framework's default, and no gap.
  if (isHidden(model) || models.some(({ complete }) => !complete))
    sink.gap(`${path}#${symbol}`, 'unresolved', 'the model');
  addInstructions(recognition, id, { call, entry, receiver }, symbol);
  if (id === null) {
    const { anyOf = [], arguments: where } = entry.row;
    if (anyOf.some((part) => isHidden(argument(recognition, call, where[part]))))
      sink.gap(`${path}#${symbol}`, 'unresolved', `whether the call is given ${anyOf.join(' or ')}`);
    // The model is in use even where nothing is an agent.
    for (const one of models.flatMap((found) => found.models)) addModel(recognition, one);
    return null;
  }
  const list = readTools(recognition, { call, entry, receiver }, symbol);
  addServers(recognition, id, call, entry.row.arguments.mcpServers, list);
  readPrepared(recognition, { id, call, entry, symbol }, list);
  const waiting = foundAgents.get(recognition) ?? [];
  foundAgents.set(recognition, [...waiting, { id, call, entry, receiver, symbol, list }]);
  for (const found of models) addModelEdges(recognition, id, found, symbol);
  if (!addParts(recognition, { id, agent: { call, entry, receiver }, symbol }))
    open(list, 'what it is put together of');
  addSubagents(recognition, id, { call, receiver }, entry.row.arguments.subagents);
  return id;
}

/** Agents that were added since it was last asked, each to be described once. */
export function takeFoundAgents(recognition: Recognition): readonly FoundAgent[] {
  const found = foundAgents.get(recognition) ?? [];
  foundAgents.set(recognition, []);
  return found;
}
