import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { possible } from '../calls/possible-arguments.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { modelsOf } from '../models/models.ts';
import { isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { agentCallAt } from './agent-calls.ts';
import { addModelEdges, form } from './agent-models.ts';
import { addAgent } from './agents.ts';

/**
 * `Runner.run(agent, …, run_config=RunConfig(model="…"))`, `new Runner({ model }).run(agent, …)`: the model of a run, beside the one that
 * the agent is made with.
 */
export function addRunModels(recognition: Recognition): void {
  for (const { call, symbol } of knownCalls(recognition)) {
    const runner = recognition.catalog.runners.get(symbol)?.row.arguments;
    if (runner === undefined) continue;
    const own = argument(recognition, call, runner.model);
    const settings = argument(recognition, call, runner.settings);
    const made = settings.kind === 'given' ? recognition.resolver.value(settings.at).at : null;
    const model = made !== null && isCall(made) ? argument(recognition, made, ['model']) : own;
    for (const { at } of possible(model)) addRun(recognition, call, runner.agent, at);
  }
}

function addRun(recognition: Recognition, call: LocatedCall, paths: readonly string[], model: Located): void {
  const agent = argument(recognition, call, paths);
  const found = agent.kind === 'given' ? agentCallAt(recognition, agent.at) : null;
  const id = found === null ? null : addAgent(recognition, found);
  if (found === null || id === null) return;
  const symbol = recognition.names.unique('agent', found.call);
  addModelEdges(recognition, id, modelsOf(recognition, model, form(found.entry)), symbol);
}
