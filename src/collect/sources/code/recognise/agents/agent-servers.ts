import { type NodeId } from '#model';
import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, possible } from '../calls/possible-arguments.ts';
import { passedFor } from '../calls/callers.ts';
import { connectedServers, type Connections } from '../servers/mcp-clients.ts';
import { isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { addServer, open, type ToolList } from '../tool-lists/tool-list.ts';

/** The servers behind one entry: made here, or passed in by the callers of the function that makes the agent. */
function serversAt(recognition: Recognition, item: Located, depth = 0): Connections {
  const direct = isCall(item) ? connectedServers(recognition, item) : null;
  if (direct !== null && (direct.complete || direct.servers.length > 0)) return direct;
  const resolved = recognition.resolver.value(item);
  // A caller outside the program may pass another server, so what the seen ones pass is never all.
  if (resolved.kind === 'parameter' && depth < 3) {
    const passed = passedFor(recognition, resolved);
    return {
      servers: passed.flatMap((one) => serversAt(recognition, one, depth + 1).servers),
      complete: false,
    };
  }
  return isCall(resolved.at) ? connectedServers(recognition, resolved.at) : { servers: [], complete: false };
}

/**
 * The MCP servers that an agent is given beside its tools, into its list. Nothing is said of an agent that takes no
 * servers.
 */
export function addServers(
  recognition: Recognition,
  id: NodeId,
  call: LocatedCall,
  paths: readonly string[] | undefined,
  list: ToolList,
): void {
  const given = argument(recognition, call, paths);
  // A server that was not seen may bring any tool.
  if (isHidden(given)) open(list, 'its MCP servers');
  for (const { at, when } of possible(given)) {
    const items = recognition.resolver.list(at);
    if (items?.complete !== true) open(list, 'its MCP servers');
    for (const item of items?.items ?? []) {
      const { servers, complete } = serversAt(recognition, item);
      for (const server of servers) addServer(list, server, when ?? items?.maybe.get(item));
      if (!complete) list.complete = false;
      if (servers.length === 0)
        recognition.sink.gap(call.module.path, 'unresolved', `an MCP server of ${id}`);
    }
  }
}
