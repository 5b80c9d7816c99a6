import type { NodeId } from '#model';
import type { Expr } from '../../ir.ts';
import type { Condition, Located } from '../../resolve/resolver.ts';
import type { ConnectedServer } from '../servers/mcp-clients.ts';
import type { AddedTool } from '../tools/tools.ts';

/** Everything that one expression for tools stands for. */
export interface ToolList {
  readonly tools: AddedTool[];
  /** Agents handed over as tools, some of them only in the cases that a condition decides. */
  readonly agents: { readonly at: Located; readonly when: Condition | undefined }[];
  readonly servers: ConnectedServer[];
  /** Of the tools and servers, by id, those that are in it only in some cases, with what decides. */
  readonly conditions: Map<NodeId, Condition>;
  /** The lists behind names that it is made of: whatever is done to them is done to it. */
  readonly sources: Located[];
  /** What was read as an entry, so that the call that puts it there is known to be taken in. */
  readonly read: Set<Expr>;
  /** The call that each tool is made by, where an entry is one or a name of one. */
  readonly made: Map<NodeId, Expr>;
  /** Of objects of one class alone: what classes below say instead is their agents'. */
  readonly isOfOneClass: boolean;
  /** Expressions that were read for lists. */
  parts: number;
  /** Every tool is listed here, or offered by one of `servers`. */
  complete: boolean;
  /** What stood there and was not resolved. */
  readonly open: string[];
}

/** Complete until something is met that was not resolved. */
export function emptyToolList(): ToolList {
  return {
    tools: [],
    agents: [],
    servers: [],
    conditions: new Map(),
    sources: [],
    made: new Map(),
    isOfOneClass: false,
    parts: 0,
    read: new Set(),
    complete: true,
    open: [],
  };
}

/** A tool that is listed twice, once without a condition, is always there. */
export function add({ tools, conditions }: ToolList, tool: AddedTool, decided: Condition | undefined): void {
  const when = decided ?? tool.enabled;
  if (when === undefined) conditions.delete(tool.id);
  else if (!tools.some(({ id }) => id === tool.id)) conditions.set(tool.id, when);
  tools.push(tool);
}

/** As a tool. */
export function addServer(
  { servers, conditions }: ToolList,
  server: ConnectedServer,
  when: Condition | undefined,
): void {
  if (when === undefined) conditions.delete(server.id);
  else if (!servers.some(({ id }) => id === server.id)) conditions.set(server.id, when);
  servers.push(server);
}

/** The list is then not complete; why is told with the agent. */
export function open(list: ToolList, why: string): void {
  list.complete = false;
  list.open.push(why);
}
