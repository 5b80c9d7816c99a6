import type { CallExpr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument, textOf } from '../calls/arguments.ts';
import { knownCalls } from '../calls/known-calls.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Kept per scan: every agent asks. */
const runs = new WeakMap<Recognition, ReadonlySet<CallExpr>>();

/** Whether what is handed to a run is written down, and so not somebody's message. */
function isFixed(recognition: Recognition, at: Located): boolean {
  const text = textOf(recognition.resolver.value(at));
  if (text !== null) return true;
  const entries = [...(recognition.resolver.object(at)?.entries.values() ?? [])];
  const items = recognition.resolver.list(at)?.items ?? [];
  const inner = [...entries, ...items];
  // An object with fixed parts is fixed; a long list is data, and data may be anybody's.
  return inner.length > 0 && inner.length < 50 && inner.every((one) => isFixed(recognition, one));
}

/** The agent that a call runs, and what it is handed; null where the call runs none. */
function agentOfRun(
  recognition: Recognition,
  call: LocatedCall,
): { agent: Located; input: Located | null } | null {
  const { callee } = call.expr;
  // `agent.invoke(input)`: the agent is what the method is called on.
  if (callee.kind === 'member' && recognition.catalog.runMethods.has(callee.property)) {
    const agent = recognition.resolver.value(within(call, callee.object)).at;
    const [input] = call.expr.args;
    return { agent, input: input === undefined ? null : within(call, input) };
  }
  const called = calledSymbol(recognition, call);
  // `Runner.run(agent, input)`: the agent is handed over.
  const runner = called === null ? undefined : recognition.catalog.runners.get(called.symbol);
  if (runner === undefined) return null;
  const agent = argument(recognition, call, runner.row.arguments.agent);
  const input = argument(recognition, call, runner.row.arguments.input);
  if (agent.kind !== 'given') return null;
  return { agent: recognition.resolver.value(agent.at).at, input: input.kind === 'given' ? input.at : null };
}

/** The calls that make an agent which some other call runs on a text that is not written down. */
export function agentsRunOnMessages(recognition: Recognition): ReadonlySet<CallExpr> {
  const known = runs.get(recognition);
  if (known !== undefined) return known;
  const found = new Set<CallExpr>();
  for (const { call } of knownCalls(recognition)) {
    const run = agentOfRun(recognition, call);
    if (run === null || run.input === null || !isCall(run.agent)) continue;
    if (isFixed(recognition, run.input)) continue;
    found.add(run.agent.expr);
    // What an executor is handed, the agent in it is.
    const executor = recognition.catalog.executors.get(calledSymbol(recognition, run.agent)?.symbol ?? '');
    if (executor === undefined) continue;
    const agent = argument(recognition, run.agent, executor.row.arguments.agent);
    const inner = agent.kind === 'given' ? recognition.resolver.value(agent.at).at : null;
    if (inner !== null && isCall(inner)) found.add(inner.expr);
  }
  runs.set(recognition, found);
  return found;
}
