import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { modelsOf } from '../models/models.ts';
import { isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { agentCallAt } from './agent-calls.ts';
import { addModelEdges, form } from './agent-models.ts';
import { addAgent } from './agents.ts';

/** `Runner.run(agent, …, run_config=RunConfig(model="…"))`: the model of a run, beside the one that the agent is made with. */
export function addRunModels(recognition: Recognition): void {
  for (const { call, symbol } of knownCalls(recognition)) {
    const runner = recognition.catalog.runners.get(symbol);
    const settings = argument(recognition, call, runner?.row.arguments.settings);
    if (runner !== undefined && settings.kind === 'given')
      addRun(recognition, call, runner.row.arguments.agent, settings.at);
  }
}

function addRun(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[],
  settings: Located,
): void {
  const made = recognition.resolver.value(settings).at;
  const model = isCall(made) ? argument(recognition, made, ['model']) : null;
  const agent = argument(recognition, call, paths);
  const found = agent.kind === 'given' ? agentCallAt(recognition, agent.at) : null;
  if (found === null || model?.kind !== 'given') return;
  const id = addAgent(recognition, found);
  if (id === null) return;
  const symbol = recognition.names.unique('agent', found.call);
  addModelEdges(recognition, id, modelsOf(recognition, model.at, form(found.entry)), symbol);
}
