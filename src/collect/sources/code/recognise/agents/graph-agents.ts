import { declaredId, type NodeId } from '#model';
import type { CallExpr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { agentCallAt } from './agent-calls.ts';
import { addModelEdges } from './agent-models.ts';
import { addAgent } from './agents.ts';
import { addToolEdges } from './tool-edges.ts';
import { callsNamed } from '../calls/callers.ts';
import { argument, textArgument } from '../calls/arguments.ts';
import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { conditionAt } from './conditions.ts';
import { emptyDraft, type GraphDraft } from './graph-draft.ts';
import { graphBehind } from './graph-made.ts';
import { readNode, readSubgraph } from './graph-nodes.ts';
import { handovers, routesOf } from './graph-routes.ts';
import { addHeldEnvironment } from '../credentials/held-secrets.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { heldBy, passedBy, runnablesOf } from './node-runnables.ts';
import { isCall, stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { settleRunnables } from './settled-runnables.ts';
import { readToolList } from '../tool-lists/read-tool-list.ts';

/** Methods of a graph that say what it is made of. */
const GRAPH_METHODS = /^(add_?node|compile)$/i;
const CONFIGURES = /^with_?(fallbacks|config|retry)$/i;
/** Configured again and again. */
const MAX_CONFIGURED = 6;

function methodOf({ expr: { callee } }: LocatedCall): string {
  return callee.kind === 'member' ? callee.property : '';
}

/** The variable that holds the compiled graph is what others import; else the one that holds the graph. */
function draftOf(
  recognition: Recognition,
  drafts: Map<CallExpr, GraphDraft>,
  found: { made: LocatedCall; entry: InFramework<'graphs'> },
  compiled: LocatedCall | null,
): GraphDraft {
  const known = drafts.get(found.made.expr);
  if (known !== undefined) return known;
  const named = compiled === null || recognition.names.binding(compiled) === null ? found.made : compiled;
  const draft = emptyDraft(found, recognition.names.unique('agent', named));
  drafts.set(found.made.expr, draft);
  return draft;
}

/** What a node is made of becomes part of the graph's agent, or an agent that the graph hands work to. */
function addNode(recognition: Recognition, draft: GraphDraft, call: LocatedCall): void {
  // add_node(fn) or add_node("name", fn)
  const action =
    call.expr.args[1] ?? call.expr.args[0] ?? call.expr.named.find(({ name }) => name === 'action')?.value;
  if (action === undefined) return;
  const at = within(call, action);
  const body = recognition.resolver.fn(at);
  const name =
    (call.expr.args.length > 1 ? textArgument(recognition, call, ['0']) : null) ?? body?.fn.name ?? null;
  // A node may be an agent, another graph, a tool node, something that holds one, or a function, asked in this order.
  const agent = agentAt(recognition, at);
  if (agent !== null) {
    draft.subagents.add(agent);
    draft.nodes.push({ name, agent, subgraph: null, runnables: [] });
    return;
  }
  const subgraph = readSubgraph(recognition, draft, at);
  if (subgraph !== null) draft.nodes.push({ name, agent: null, subgraph, runnables: [] });
  if (subgraph !== null || readToolNode(recognition, draft, at)) return;
  // Most nodes are functions.
  const runnables = body === null ? runnablesOf(recognition, draft.entry, at) : [];
  if (runnables.length > 0) draft.nodes.push({ name, agent: null, subgraph: null, runnables });
  for (const held of body !== null || runnables.length > 0 ? [] : heldBy(recognition, at)) {
    const inner = agentAt(recognition, held);
    if (inner !== null) draft.subagents.add(inner);
    if (inner !== null) draft.nodes.push({ name, agent: inner, subgraph: null, runnables: [] });
  }
  const fn = body ?? (runnables.length > 0 ? null : calledBody(recognition, at));
  if (fn !== null) readNode(recognition, draft, fn, new Set(), 0);
}

function agentAt(recognition: Recognition, at: Located): NodeId | null {
  const agent = agentCallAt(recognition, at);
  return agent === null ? null : addAgent(recognition, agent);
}

/** A node that calls tools, whatever it does where one of them fails. */
function readToolNode(recognition: Recognition, draft: GraphDraft, at: Located): boolean {
  let value = isCall(at) ? at : recognition.resolver.value(at).at;
  const passed = isCall(at) ? passedBy(recognition, at) : (one: Located): Located => one;
  for (let step = 0; step < MAX_CONFIGURED && isCall(value); step += 1) {
    const { callee } = value.expr;
    const symbol = recognition.resolver.symbol(within(value, callee));
    const node = recognition.catalog.toolNodes.get(canonicalSymbol(symbol?.qualified ?? ''));
    if (node !== undefined) {
      const place = { framework: draft.entry.framework, owner: draft.symbol, key: null };
      const tools = argument(recognition, value, node.row.arguments.tools);
      const list = tools.kind === 'given' ? passed(tools.at) : value;
      readToolList(recognition, list, place, draft.tools);
      return true;
    }
    // A function of the program that makes one, or a method that configures it.
    const made = recognition.resolver.value(value).at;
    if (made.expr !== value.expr) value = made;
    else if (callee.kind === 'member' && CONFIGURES.test(callee.property))
      value = within(value, callee.object);
    else return false;
  }
  return false;
}

/** What runs where an instance of a class of the program is a node, and what `partial(f, …)` calls. */
function calledBody(recognition: Recognition, at: Located) {
  const value = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(value)) return null;
  const cls = recognition.resolver.cls(within(value, value.expr.callee));
  const fn = cls?.cls.methods.find(({ name }) => name === '__call__');
  if (cls !== null && fn !== undefined) return { module: cls.module, fn };
  const [first] = heldBy(recognition, at);
  return first === undefined ? null : recognition.resolver.fn(first);
}

/** Whether the graph itself does what agents do. */
function isAgent({ tools, models, subagents, makesModel }: GraphDraft): boolean {
  const hasTools = tools.tools.length > 0 || tools.servers.length > 0 || tools.agents.length > 0;
  return makesModel || hasTools || models.length > 0 || subagents.size > 0;
}

/** A graph that asks no model, calls no tool and holds no agent is a workflow, and no agent. */
function agentGraphs(drafts: ReadonlyMap<CallExpr, GraphDraft>): ReadonlyMap<CallExpr, GraphDraft> {
  const found = new Map([...drafts].filter(([, draft]) => isAgent(draft)));
  // Until nothing changes: a graph of graphs is an agent where one of them is.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [made, draft] of drafts)
      if ([...draft.subgraphs].some((one) => found.has(one))) found.set(made, draft);
  }
  return found;
}

function idOf(recognition: Recognition, draft: GraphDraft): NodeId {
  return declaredId('agent', recognition.target.name, draft.call.module.path, draft.symbol);
}

/** One node for a graph, under the name of its compiled form. */
function emit(
  recognition: Recognition,
  draft: GraphDraft,
  graphs: ReadonlyMap<CallExpr, GraphDraft>,
  open: string,
): void {
  const { sink } = recognition;
  const { call, tools } = draft;
  const id = idOf(recognition, draft);
  sink.node({
    id,
    kind: 'agent',
    name: draft.name ?? draft.symbol,
    state: stateOf(call.module),
    attributes: {
      framework: draft.entry.framework.id,
      language: call.module.language,
      ...(draft.name === null ? {} : { telemetryName: draft.name }),
    },
    identifiers: draft.name === null ? [] : [{ scheme: 'agent-name', value: draft.name }],
    evidence: [sink.evidence(call)],
  });
  // Nodes may be added elsewhere, and models bound in ways that are not followed: what was found is not called complete.
  addToolEdges(recognition, id, call, { ...tools, complete: false });
  sink.gap(`${call.module.path}#${draft.symbol}`, 'unresolved', open);
  if (draft.makesModel && draft.models.every(({ found }) => found.models.length === 0))
    sink.gap(`${call.module.path}#${draft.symbol}`, 'unresolved', 'the model');
  for (const { found } of draft.models) addModelEdges(recognition, id, found, draft.symbol);
  for (const { name, at } of draft.environment) addHeldEnvironment(recognition, id, name, at);
  for (const prompt of draft.prompts) sink.edge(id, 'instructed-by', prompt, [sink.evidence(call)]);
  const inner = [...draft.subgraphs].flatMap((made) => {
    const graph = graphs.get(made);
    return graph === undefined ? [] : [idOf(recognition, graph)];
  });
  for (const subagent of [...draft.subagents, ...inner])
    if (subagent !== id) sink.edge(id, 'delegates-to', subagent, [sink.evidence(call)]);
}

/** Which agent a node is, once it is known which graphs are agents. */
function agentsOfNodes(
  recognition: Recognition,
  draft: GraphDraft,
  graphs: ReadonlyMap<CallExpr, GraphDraft>,
): ReadonlyMap<string, NodeId> {
  const found = new Map<string, NodeId>();
  for (const { name, agent, subgraph, runnables } of draft.nodes) {
    const inner = subgraph === null ? runnables.map(({ made }) => made.expr) : [subgraph];
    const [graph] = inner.flatMap((made) => graphs.get(made) ?? []);
    const id = agent ?? (graph === undefined ? null : idOf(recognition, graph));
    if (name !== null && id !== null) found.set(name, id);
  }
  return found;
}

/** Between agents of one graph: whoever may choose the next hands over to it, in the cases that the choice decides. */
function emitHandovers(
  recognition: Recognition,
  draft: GraphDraft,
  graphs: ReadonlyMap<CallExpr, GraphDraft>,
): void {
  if (draft.routes.length === 0 || draft.nodes.length < 2) return;
  const agents = agentsOfNodes(recognition, draft, graphs);
  const { sink } = recognition;
  for (const { from, to, chosenAt } of handovers(draft.routes, new Set(agents.keys()))) {
    const [one, other] = [agents.get(from), agents.get(to)];
    if (one === undefined || other === undefined || one === other) continue;
    sink.edge(one, 'delegates-to', other, [sink.evidence(chosenAt)], [], [conditionAt(chosenAt)]);
  }
}

/** What comes after what: asked only where a graph has agents that could hand over to each other. */
function addRoutes(recognition: Recognition, drafts: ReadonlyMap<CallExpr, GraphDraft>): void {
  const names = new Set([...drafts.values()].flatMap(({ entry }) => entry.row.addEdge));
  for (const call of [...names].flatMap((name) => callsNamed(recognition, name))) {
    const found = graphBehind(recognition, call);
    const draft = found === null ? undefined : drafts.get(found.made.expr);
    if (draft !== undefined && draft.nodes.length > 1) draft.routes.push(...routesOf(recognition, call));
  }
}

/** Agents that are built as graphs of nodes. */
export function addGraphAgents(recognition: Recognition): void {
  const drafts = new Map<CallExpr, GraphDraft>();
  const isCompile = (call: LocatedCall): boolean => methodOf(call) === 'compile';
  const calls = knownCalls(recognition)
    .map(({ call }) => call)
    .filter((call) => GRAPH_METHODS.test(methodOf(call)));
  // Compiled ones first, since the name of the compiled graph is the one that others import.
  for (const call of [...calls.filter(isCompile), ...calls.filter((one) => !isCompile(one))]) {
    const found = graphBehind(recognition, call);
    if (found === null || found.made.expr === call.expr) continue;
    const draft = draftOf(recognition, drafts, found, isCompile(call) ? call : null);
    if (isCompile(call)) draft.name ??= textArgument(recognition, call, found.entry.row.name);
    else addNode(recognition, draft, call);
  }
  const joined = [...drafts.values()].filter(({ nodes }) => nodes.length > 0);
  for (const draft of joined) settleRunnables(recognition, drafts, draft);
  if (joined.some(({ nodes }) => nodes.length > 1)) addRoutes(recognition, drafts);
  addDraftedAgents(recognition, drafts, 'what its nodes and steps call beside what was found');
}

/**
 * The agents among what was drafted.
 *
 * @param open What of them is not known, for the gap that each of them has.
 */
export function addDraftedAgents(
  recognition: Recognition,
  drafts: ReadonlyMap<CallExpr, GraphDraft>,
  open: string,
): void {
  const graphs = agentGraphs(drafts);
  for (const draft of graphs.values()) emit(recognition, draft, graphs, open);
  for (const draft of graphs.values()) emitHandovers(recognition, draft, graphs);
}
