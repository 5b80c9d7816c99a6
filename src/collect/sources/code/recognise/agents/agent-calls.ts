import type { CallExpr } from '../../ir.ts';
import { enclosingClass, lookUp } from '../../resolve/bindings.ts';
import type { Located, LocatedClass } from '../../resolve/resolver.ts';
import { classAgentAt } from './agent-classes.ts';
import { heldMakers } from './held-makers.ts';
import { isPutForOne, makingsOf, receiverAt, receiversOf } from './agent-families.ts';
import { argument } from '../calls/arguments.ts';
import { setLater, type SetLater } from '../values/set-later.ts';
import { chainSteps } from '../calls/chains.ts';
import type { InFramework } from '../catalog/catalog.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Methods that give back what they are called on, to be run in another way. */
const SAME_AGENT: ReadonlySet<string> = new Set([
  'compile',
  'with_config',
  'withConfig',
  'with_retry',
  'withRetry',
]);

/** Names for names. */
const MAX_NAMES = 4;

export type AgentEntry = InFramework<'agents'>;

/** The call that makes an agent, and what the catalogue says of it. */
export interface AgentCall {
  readonly call: LocatedCall;
  readonly entry: AgentEntry;
  /** The class that inherits the method in which the call stands, and whose agent is meant; left out where any object's is. */
  readonly receiver?: LocatedClass | undefined;
}

/** The call that makes an agent, behind names and handoff wrappers; null where the expression is none. */
export function agentCallAt(recognition: Recognition, at: Located): AgentCall | null {
  const found = followedCall(recognition, at);
  if (found === null || found.receiver !== undefined) return found;
  const { call } = found;
  if (enclosingClass(call.module, call.scope) === null) return found;
  const object = objectBehind(at);
  const receiver = object === null ? null : receiverAt(recognition, call, object);
  return receiver === null ? found : { ...found, receiver };
}

/** `desk` of `desk.build()` and of `desk.agent`, also where a name of the same module was given it. */
function objectBehind(at: Located): Located | null {
  const { module } = at;
  let { scope, expr } = at;
  for (let step = 0; step < MAX_NAMES && expr.kind === 'name'; step += 1) {
    const [set, ...others] = lookUp(module, scope, expr.name)?.sets ?? [];
    if (set === undefined || others.length > 0) return null;
    ({ scope, value: expr } = set);
  }
  const on = expr.kind === 'call' ? expr.callee : expr;
  return on.kind === 'member' ? { module, scope, expr: on.object } : null;
}

/** What is given to an argument of an agent later; of what its family is given, what is its own. Whole where that is all. */
export function givenLater(
  recognition: Recognition,
  { call, receiver }: Pick<AgentCall, 'call' | 'receiver'>,
  paths: readonly string[] | undefined,
): { readonly puts: readonly SetLater[]; readonly isWhole: boolean } {
  const all = setLater(recognition, call.expr, paths);
  const puts = all.filter((put) => isPutForOne(recognition, call, receiver, put, objectBehind(put.holder)));
  return { puts, isWhole: puts.length === all.length };
}

/** The agent that an object of a class of the program makes, where it makes one alone: `new Desk(model).asTool()`. */
export function objectAgentAt(recognition: Recognition, at: Located): AgentCall | null {
  const value = isCall(at) ? at : recognition.resolver.value(at).at;
  const cls = isCall(value) ? recognition.resolver.cls(within(value, value.expr.callee)) : null;
  if (cls === null) return null;
  const { catalog, resolver } = recognition;
  const made = new Map<CallExpr, AgentCall>();
  for (const { making, receiver } of makingsOf(recognition, cls)) {
    const entry = catalog.agents.get(making.symbol);
    const executor = catalog.executors.get(making.symbol);
    const found: AgentCall | null =
      entry !== undefined
        ? { call: making.call, entry, receiver: receiver ?? undefined }
        : executor === undefined
          ? null
          : resolver.asReceiver(receiver, () => executedAgent(recognition, making.call, executor, receiver));
    if (found !== null) made.set(found.call.expr, found);
  }
  const [only] = made.values();
  return only === undefined || made.size > 1 ? null : only;
}

function followedCall(recognition: Recognition, at: Located): AgentCall | null {
  const call = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(call)) return null;
  const held = heldMakers(recognition).get(call.expr);
  if (held !== undefined) return held;
  const called = calledSymbol(recognition, call);
  if (called === null) return classAgentAt(recognition, call) ?? returnedAgent(recognition, call);
  const entry = recognition.catalog.agents.get(called.symbol);
  if (entry !== undefined) return { call, entry };
  const executor = recognition.catalog.executors.get(called.symbol);
  if (executor !== undefined) return executedAgent(recognition, call, executor);
  // `create_agent(…).with_config(…)`: the same agent, run otherwise.
  const { callee } = call.expr;
  if (callee.kind === 'member' && SAME_AGENT.has(callee.property))
    return agentCallAt(recognition, within(call, callee.object));
  // `handoff(agent)` wraps the agent that is handed over to.
  const handoff = recognition.catalog.handoffs.get(called.symbol);
  if (handoff === undefined) return null;
  const inner = argument(recognition, call, handoff.row.arguments.agent);
  return inner.kind === 'given' ? agentCallAt(recognition, inner.at) : null;
}

/** `makeAgent()`: what a function of the program gives back. */
function returnedAgent(recognition: Recognition, call: LocatedCall): AgentCall | null {
  const made = recognition.resolver.value(call);
  return made.kind === 'either' || made.at.expr === call.expr ? null : agentCallAt(recognition, made.at);
}

/** The agent that an executor runs; where it was not resolved, what the executor itself says of it. */
export function executedAgent(
  recognition: Recognition,
  call: LocatedCall,
  { framework, row }: InFramework<'executors'>,
  receiver: LocatedClass | null = null,
): AgentCall {
  const { agent, tools, steps } = row.arguments;
  const given = argument(recognition, call, agent);
  const inner = given.kind === 'given' ? agentCallAt(recognition, given.at) : null;
  if (inner !== null) {
    const isReceivers = receiver !== null && receiversOf(recognition, inner.call).includes(receiver);
    return isReceivers ? { ...inner, receiver } : inner;
  }
  // A chain of a prompt and a model says what the agent is.
  const isChain = given.kind === 'given' && chainSteps(recognition, given.at) !== null;
  const said = isChain ? { model: agent, instructions: agent } : { model: [] };
  const entry = { symbols: row.symbols, arguments: { name: [], ...said, tools, steps } };
  return { call, entry: { framework, row: entry }, ...(receiver === null ? {} : { receiver }) };
}
