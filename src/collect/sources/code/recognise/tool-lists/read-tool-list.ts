import { ANY_KEY } from '../../dotted-name.ts';
import { lookUp } from '../../resolve/bindings.ts';
import { isAny } from '../../resolve/entity.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { passedFor } from '../calls/callers.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { clientBehindTools, connectedServers } from '../servers/mcp-clients.ts';
import { flowedTools } from '../tools/flowed-tools.ts';
import { namedTools } from '../tools/named-tools.ts';
import { ownTool } from '../tools/builtin-tools.ts';
import { canonicalSymbol } from '../catalog/catalog.ts';
import { toolAt } from '../tools/framework-tools.ts';
import { assignedCall } from '../tools/made-by.ts';
import { enabledAt, type ToolPlace } from '../tools/tool-place.ts';
import { isMadeTwice, standsForSeveral, wrappedTool } from './entry-makers.ts';
import { isField, passedTo } from './own-receivers.ts';
import { add, addServer, open, type ToolList } from './tool-list.ts';

/** Lists in lists, functions that give back functions' lists. */
const MAX_DEPTH = 6;
/** Lists of lists, for one agent: modules that import each other in a circle would otherwise multiply them. */
const MAX_PARTS = 100;
/** No model is told of more. */
const MAX_TOOLS = 500;

/** What a server offers is its own list, not this one: here it is enough that every server is known. */
function connect(recognition: Recognition, client: LocatedCall, { when }: ToolPlace, list: ToolList): void {
  const { servers, complete } = connectedServers(recognition, client);
  for (const server of servers) addServer(list, server, when);
  if (!complete) open(list, 'an MCP server');
}

/** `agent.as_tool(…)`: the agent. */
function agentBehind(recognition: Recognition, call: LocatedCall, place: ToolPlace): Located | null {
  const { callee } = call.expr;
  if (callee.kind !== 'member' || !place.framework.agentMethods.asTool.includes(callee.property)) return null;
  return within(call, callee.object);
}

/** One entry of a list: a tool, an agent, a server, several of them, or something that leaves the list open. */
function one(recognition: Recognition, at: Located, place: ToolPlace, list: ToolList, depth: number): void {
  list.read.add(at.expr);
  if (list.tools.length >= MAX_TOOLS) return open(list, 'more tools than are read');
  const resolved = isCall(at) ? null : recognition.resolver.value(at);
  const value = resolved?.at ?? at;
  // `cond ? tool : null`.
  if (value.expr.kind === 'null') return;
  // Any of them may be in it.
  if (resolved?.kind === 'either' && depth < MAX_DEPTH) {
    const each = isEach(at) ? place : under(place, at);
    for (const option of resolved.options) one(recognition, option.at, each, list, depth + 1);
    return;
  }
  if (isCall(value)) {
    const agent = agentBehind(recognition, value, place);
    if (agent !== null) {
      const when =
        place.when ?? enabledAt(recognition, value, place.framework.agentMethods.enabled) ?? undefined;
      list.agents.push({ at: agent, when });
      // The model sees a tool, of which only the agent behind it is recorded.
      list.complete = false;
      return;
    }
    const called = calledSymbol(recognition, value);
    if (called !== null && recognition.catalog.hostedMcp.has(called.symbol)) {
      return connect(recognition, value, place, list);
    }
  }
  const tool = toolAt(recognition, at, place);
  if (tool !== null) {
    const several = isCall(value) && standsForSeveral(recognition, value);
    if (several || tool.isOneOfSeveral === true || isMadeTwice(list, tool, at)) open(list, describe(at));
    add(list, tool, place.when);
  } else if (resolved?.kind === 'parameter' && depth < MAX_DEPTH) {
    // A caller outside the program may pass another.
    for (const at of passedTo(recognition, resolved, place)) one(recognition, at, place, list, depth + 1);
    open(list, parameterName(resolved));
  } else if (isCall(value) && depth < MAX_DEPTH && eachReturn(recognition, value, place, list, depth, one))
    return;
  else if (value.expr.kind === 'either' && depth < MAX_DEPTH)
    for (const option of value.expr.options)
      one(recognition, within(value, option), under(place, value), list, depth + 1);
  else {
    const call = isCall(value) ? value : assignedCall(at);
    const inner = call === null ? null : wrappedTool(recognition, call, place);
    // Whether it asks before it runs is the wrapper's to say.
    if (inner !== null) add(list, { ...inner, approval: null }, place.when);
    // What a wrapper gives back was not read, whatever it was handed.
    open(list, describe(at));
  }
}

/** Decided where the expression stands, unless something further out decided before. */
function under(place: ToolPlace, { module, expr }: Located): ToolPlace {
  return place.when === undefined ? { ...place, when: { module, span: expr.span, isBranch: false } } : place;
}

/** What a loop runs over is all in the list, one after the other. */
export function isEach({ module, scope, expr }: Located): boolean {
  if (expr.kind === 'index') return isAny(expr.index);
  const sets = expr.kind === 'name' ? (lookUp(module, scope, expr.name)?.sets ?? []) : [];
  return sets.length > 0 && sets.every(({ value }) => value.kind === 'index' && isAny(value.index));
}

/** A function of the target that gives back one of several tools or lists: each may be meant. False where it gives none or one. */
function eachReturn(
  recognition: Recognition,
  call: LocatedCall,
  place: ToolPlace,
  list: ToolList,
  depth: number,
  read: typeof one,
): boolean {
  const made = recognition.resolver.fn(within(call, call.expr.callee));
  if (made === null || made.fn.returns.length < 2) return false;
  for (const expr of made.fn.returns) {
    const at: Located = { module: made.module, scope: made.fn.scope, expr };
    read(recognition, at, under(place, at), list, depth + 1);
  }
  return true;
}

/** A destructured parameter has a position for a name. */
function parameterName({ name, path }: Resolved & { readonly kind: 'parameter' }): string {
  return `parameter ${(name.startsWith('#') ? path : [name, ...path]).join('.') || name}`;
}

/** Names alone: the gap must not quote the program's texts. */
function describe(at: Located): string {
  const { expr } = at;
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return `….${expr.property}`;
  return expr.kind === 'call' ? `${describe(within(at, expr.callee))}()` : expr.kind;
}

/** A call that gives back tools: of an MCP client, or of a node that was made of a list. */
function fromCall(
  recognition: Recognition,
  call: LocatedCall,
  place: ToolPlace,
  list: ToolList,
  depth: number,
): boolean {
  const client = clientBehindTools(recognition, call);
  if (client !== null) {
    connect(recognition, client, place, list);
    return true;
  }
  const called = calledSymbol(recognition, call);
  if (called !== null && fromToolkit(recognition, call, called.symbol, place, list)) return true;
  const named = called === null ? null : namedTools(recognition, call);
  if (named !== null) {
    for (const tool of named.tools) add(list, tool, place.when);
    if (!named.isWhole) open(list, describe(call));
    return true;
  }
  const node = called === null ? undefined : recognition.catalog.toolNodes.get(called.symbol);
  if (node === undefined) return false;
  const tools = argument(recognition, call, node.row.arguments.tools);
  if (tools.kind === 'given') readToolList(recognition, tools.at, place, list, depth + 1);
  else open(list, 'a tool node without a list');
  return true;
}

/** `toolkit.get_tools()`, `toolkit.tools`: the tools that the catalogue says it holds. */
function fromToolkit(
  recognition: Recognition,
  at: Located,
  symbol: string,
  place: ToolPlace,
  list: ToolList,
): boolean {
  const toolkit = recognition.catalog.toolkits.get(canonicalSymbol(symbol));
  for (const row of toolkit?.row.tools ?? []) add(list, ownTool(recognition, at, row, place), place.when);
  return toolkit !== undefined;
}

/** Asked where everything else ended: what functions of the program put together. */
function fromFlow(recognition: Recognition, at: Located, place: ToolPlace, list: ToolList): void {
  for (const { tool, when } of flowedTools(recognition, at, place)) add(list, tool, when);
}

function fromResolved(
  recognition: Recognition,
  resolved: Resolved,
  asked: Located,
  place: ToolPlace,
  list: ToolList,
  depth: number,
): void {
  if (resolved.kind === 'either') {
    for (const option of resolved.options)
      fromResolved(recognition, option, asked, under(place, resolved.at), list, depth + 1);
    return;
  }
  // `tools or None` holds nothing.
  if (resolved.kind === 'known' && resolved.value === null) return;
  if (resolved.kind === 'parameter' && resolved.default !== null)
    fromResolved(recognition, resolved.default, asked, place, list, depth + 1);
  if (resolved.kind === 'parameter')
    for (const passed of passedFor(recognition, resolved))
      readToolList(recognition, passed, place, list, depth + 1);
  // Callers outside the program may pass another list, whatever was found.
  if (resolved.kind === 'parameter') return open(list, parameterName(resolved));
  const { at } = resolved;
  const { expr } = at;
  if (resolved.kind === 'package' && fromToolkit(recognition, at, resolved.symbol.qualified, place, list))
    return;
  switch (expr.kind) {
    case 'object':
      for (const { key, value } of expr.entries)
        one(recognition, within(at, value), { ...place, key: key === ANY_KEY ? null : key }, list, depth);
      for (const spread of expr.spreads)
        readToolList(recognition, within(at, spread), place, list, depth + 1);
      if (!expr.complete && expr.spreads.length === 0) open(list, 'an object that was not read whole');
      return;
    // `a + b`: a sum of which the resolver knows no part as a list.
    case 'template':
      for (const part of expr.parts)
        if (typeof part !== 'string') readToolList(recognition, within(at, part), place, list, depth + 1);
      return;
    default:
      if (isCall(at) && fromCall(recognition, at, place, list, depth)) return;
      if (isCall(at) && eachReturn(recognition, at, place, list, depth, readToolList)) return;
      if (isCall(at) && depth === 0) fromFlow(recognition, asked, place, list);
      open(list, describe(at));
  }
}

/** Reads an expression for a list or an object of tools into `list`. */
export function readToolList(
  recognition: Recognition,
  at: Located,
  place: ToolPlace,
  list: ToolList,
  depth = 0,
): void {
  if (depth > MAX_DEPTH || ++list.parts > MAX_PARTS) return open(list, 'deeper than is followed');
  if (isCall(at) && fromCall(recognition, at, place, list, depth)) return;
  const items = recognition.resolver.list(at);
  // The resolver has followed spreads and appended items; what is no list to it may be a client's tools.
  if (items !== null) {
    list.sources.push(...items.sources);
    const held = isField(at) ? { ...place, field: at } : place;
    for (const item of items.items)
      one(recognition, item, { ...held, when: place.when ?? items.maybe.get(item) }, list, depth);
    for (const part of items.open) readToolList(recognition, part, place, list, depth + 1);
    if (!items.complete && items.open.length === 0) open(list, 'a list that was not read whole');
    return;
  }
  const object = recognition.resolver.object(at);
  if (object?.allValues === true) {
    list.sources.push(...object.sources);
    const entry = (key: string | null, value: Located): void => {
      const when = place.when ?? object.maybe.get(value);
      one(recognition, value, { ...place, key, when }, list, depth);
    };
    for (const [key, value] of object.entries) entry(key, value);
    for (const { key, value } of object.alternatives) entry(key, value);
    for (const value of object.others) entry(place.key, value);
    return;
  }
  fromResolved(recognition, recognition.resolver.value(at), at, place, list, depth);
}
