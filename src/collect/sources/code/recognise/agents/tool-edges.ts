import type { NodeId } from '#model';
import { addHeldEnvironment } from '../credentials/held-secrets.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import type { ConnectedServer } from '../servers/mcp-clients.ts';
import type { ToolList } from '../tool-lists/tool-list.ts';
import { addDelegation } from './agents.ts';
import { guardsOf } from './conditions.ts';

/** Tools, subagents and servers of an agent, and the mark where its tools are all there are. */
export function addToolEdges(recognition: Recognition, id: NodeId, at: LocatedCall, list: ToolList): void {
  const { sink } = recognition;
  const evidence = [sink.evidence(at)];
  for (const tool of list.tools) {
    const guards = guardsOf(list.conditions.get(tool.id), at);
    sink.edge(id, 'calls-tool', tool.id, evidence, [], guards);
    if (tool.untrusted !== null) sink.edge(tool.untrusted, 'influences', id, evidence, [], guards);
    // In-process tools read the agent's own environment.
    for (const [name, read] of tool.environment) addHeldEnvironment(recognition, id, name, read);
  }
  for (const server of list.servers)
    addServerEdge(recognition, id, server, guardsOf(list.conditions.get(server.id), at));
  for (const { at: agent, when } of list.agents) addDelegation(recognition, id, agent, guardsOf(when, at));
  // What servers offer is theirs to list.
  if (list.complete) sink.complete('calls-tool', 'tool', id, { exceptThrough: 'connects-to' });
  else if (list.open.length > 0)
    sink.gap(
      at.module.path,
      'unresolved',
      `tools of ${id}: ${[...new Set(list.open)].slice(0, 8).join(', ')}`,
    );
}

/** Whoever connects hands over variables of its own environment, so the agent holds them too. */
function addServerEdge(
  recognition: Recognition,
  id: NodeId,
  server: ConnectedServer,
  guards: readonly string[],
): void {
  recognition.sink.edge(id, 'connects-to', server.id, [recognition.sink.evidence(server.at)], [], guards);
  for (const [name, read] of server.environment) addHeldEnvironment(recognition, id, name, read);
}
