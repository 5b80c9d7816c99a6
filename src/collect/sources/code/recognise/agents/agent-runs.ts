import type { CallExpr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument, textOf } from '../calls/arguments.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { calledSymbol, isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

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

interface Run {
  readonly agent: Located;
  readonly input: Located | null;
}

/** `agent.invoke(input)`: the agent is what the method is called on. Many things have an `invoke`, so that the method says nothing. */
function methodRuns({ catalog, resolver }: Recognition, module: ModuleIr): readonly Run[] {
  return module.callSites.flatMap(({ call, name, scope }) => {
    if (name === null || !catalog.runMethods.has(name) || call.callee.kind !== 'member') return [];
    const agent = resolver.value({ module, scope, expr: call.callee.object }).at;
    const [input] = call.args;
    return { agent, input: input === undefined ? null : { module, scope, expr: input } };
  });
}

/** The agent that a runner is handed and what it runs on; null where the call is no runner's. */
function runnerRun(recognition: Recognition, call: LocatedCall): Run | null {
  const { callee } = call.expr;
  if (callee.kind === 'member' && recognition.catalog.runMethods.has(callee.property)) return null;
  const called = calledSymbol(recognition, call);
  // `Runner.run(agent, input)`: the agent is handed over.
  const runner = called === null ? undefined : recognition.catalog.runners.get(called.symbol);
  if (runner === undefined) return null;
  const agent = argument(recognition, call, runner.row.arguments.agent);
  const input = argument(recognition, call, runner.row.arguments.input);
  if (agent.kind !== 'given') return null;
  return { agent: recognition.resolver.value(agent.at).at, input: input.kind === 'given' ? input.at : null };
}

/** The calls that make what these run on a text that is not written down. */
function runOnMessages(recognition: Recognition, runs: readonly Run[]): ReadonlySet<CallExpr> {
  const found = new Set<CallExpr>();
  for (const run of runs) {
    if (run.input === null || !isCall(run.agent) || found.has(run.agent.expr)) continue;
    if (isFixed(recognition, run.input)) continue;
    found.add(run.agent.expr);
    // What an executor is handed, the agent in it is.
    const executor = recognition.catalog.executors.get(calledSymbol(recognition, run.agent)?.symbol ?? '');
    if (executor === undefined) continue;
    const agent = argument(recognition, run.agent, executor.row.arguments.agent);
    const inner = agent.kind === 'given' ? recognition.resolver.value(agent.at).at : null;
    if (inner !== null && isCall(inner)) found.add(inner.expr);
  }
  return found;
}

/** Kept per scan: every agent asks. By module, as an agent is run where the module that makes it is imported, and nowhere else. */
interface KnownRuns {
  readonly byRunners: ReadonlySet<CallExpr>;
  readonly byMethods: Map<ModuleIr, ReadonlySet<CallExpr>>;
}

const known = new WeakMap<Recognition, KnownRuns>();

/** Whether some other call runs the agent that a call makes on a text that is not written down. */
export function isRunOnMessages(recognition: Recognition, { module, expr }: LocatedCall): boolean {
  let runs = known.get(recognition);
  if (runs === undefined) {
    const byRunners = knownCalls(recognition).flatMap(({ call }) => runnerRun(recognition, call) ?? []);
    runs = { byRunners: runOnMessages(recognition, byRunners), byMethods: new Map() };
    known.set(recognition, runs);
  }
  if (runs.byRunners.has(expr)) return true;
  for (const importer of recognition.program.importersOf([module])) {
    let here = runs.byMethods.get(importer);
    if (here === undefined) {
      here = runOnMessages(recognition, methodRuns(recognition, importer));
      runs.byMethods.set(importer, here);
    }
    if (here.has(expr)) return true;
  }
  return false;
}
