import type { Located } from '../../resolve/resolver.ts';
import { classAgentAt } from './agent-classes.ts';
import { heldMakers } from './held-makers.ts';
import { argument } from '../calls/arguments.ts';
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

export type AgentEntry = InFramework<'agents'>;

/** The call that makes an agent, and what the catalogue says of it. */
interface AgentCall {
  readonly call: LocatedCall;
  readonly entry: AgentEntry;
}

/** The call that makes an agent, behind names and handoff wrappers; null where the expression is none. */
export function agentCallAt(recognition: Recognition, at: Located): AgentCall | null {
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
): AgentCall {
  const { tools, steps } = row.arguments;
  const given = argument(recognition, call, row.arguments.agent);
  const inner = given.kind === 'given' ? agentCallAt(recognition, given.at) : null;
  if (inner !== null) return inner;
  const entry = { symbols: row.symbols, arguments: { name: [], model: [], tools, steps } };
  return { call, entry: { framework, row: entry } };
}
