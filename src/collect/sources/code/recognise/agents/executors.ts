import { executedAgent } from './agent-calls.ts';
import { stepLimit } from './agent-description.ts';
import { addAgent } from './agents.ts';
import { addToolEdges } from './tool-edges.ts';
import type { LocatedClass } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import type { InFramework } from '../catalog/catalog.ts';
import { stateOf, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { readToolList } from '../tool-lists/read-tool-list.ts';
import { emptyToolList } from '../tool-lists/tool-list.ts';

/**
 * What runs an agent is no second one: its limit and its tools are the agent's. What it adds goes to the agent's node.
 */
export function addExecutor(
  recognition: Recognition,
  call: LocatedCall,
  entry: InFramework<'executors'>,
  receiver: LocatedClass | null = null,
): void {
  const { sink } = recognition;
  const inner = executedAgent(recognition, call, entry, receiver);
  const id = addAgent(recognition, inner);
  if (id === null || inner.call.expr === call.expr) return;
  const steps = stepLimit(recognition, call, entry.row.arguments.steps);
  sink.node({
    id,
    kind: 'agent',
    name: recognition.names.binding(call) ?? 'executor',
    state: stateOf(call.module),
    attributes: { framework: entry.framework.id, ...(steps === null ? {} : { maxSteps: steps }) },
    evidence: [sink.evidence(call)],
  });
  const given = argument(recognition, call, entry.row.arguments.tools);
  const list = emptyToolList();
  const place = {
    framework: entry.framework,
    owner: recognition.names.binding(call) ?? 'executor',
    key: null,
  };
  if (given.kind === 'given') readToolList(recognition, given.at, place, list);
  // The agent's own list is what the model is told of; whether that one is whole was said with it.
  addToolEdges(recognition, id, call, { ...list, complete: false, open: [] });
}
