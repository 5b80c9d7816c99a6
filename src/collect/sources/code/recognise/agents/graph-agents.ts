import { declaredId, type NodeId } from '#model';
import type { CallExpr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { agentCallAt } from './agent-calls.ts';
import { addAgent, addModelEdges, addToolEdges } from './agents.ts';
import { textArgument } from '../calls/arguments.ts';
import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { environmentOf, type EnvironmentRead } from '../credentials/environment-reads.ts';
import { addHeldEnvironment } from '../credentials/held-secrets.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { filledInstructions, makesModel } from './node-makings.ts';
import { modelsOf, type ModelReferences } from '../models/models.ts';
import { addPrompt } from '../prompts/prompts.ts';
import { addSentInstructions, INVOKE } from '../prompts/sent-instructions.ts';
import {
  callsIn,
  isCall,
  stateOf,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { readToolList } from '../tool-lists/read-tool-list.ts';
import { emptyToolList, type ToolList } from '../tool-lists/tool-list.ts';

/** A graph under construction: nodes are added by calls on it, and it runs once compiled. */
export interface GraphDraft {
  readonly call: LocatedCall;
  readonly entry: InFramework<'graphs'>;
  readonly symbol: string;
  readonly tools: ToolList;
  readonly models: { readonly found: ModelReferences; readonly at: LocatedCall }[];
  readonly prompts: Set<NodeId>;
  readonly subagents: Set<NodeId>;
  /** Other graphs that run inside this one, by the call that made them. */
  readonly subgraphs: Set<CallExpr>;
  /** Variables that its nodes read. */
  readonly environment: EnvironmentRead[];
  name: string | null;
  /** A node makes a model, whichever it is. */
  makesModel: boolean;
}

/** Calls from a node's function that are followed. */
const MAX_DEPTH = 4;

/** Back through `graph.addNode(…).addEdge(…)` to the call that made the graph. */
function graphBehind(
  recognition: Recognition,
  call: LocatedCall,
): { made: LocatedCall; entry: InFramework<'graphs'> } | null {
  let current: LocatedCall = call;
  // A builder's chain is as long as its graph.
  for (let step = 0; step < 60; step += 1) {
    const symbol = recognition.resolver.symbol(within(current, current.expr.callee));
    const entry =
      symbol === null ? undefined : recognition.catalog.graphs.get(canonicalSymbol(symbol.qualified));
    if (entry !== undefined) return { made: current, entry };
    if (symbol?.origin == null || !isCall(symbol.origin)) return null;
    current = symbol.origin;
  }
  return null;
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

/** Nothing is known yet of what its nodes do. */
export function emptyDraft(
  { made, entry }: { readonly made: LocatedCall; readonly entry: InFramework<'graphs'> },
  symbol: string,
): GraphDraft {
  return {
    call: made,
    entry,
    symbol,
    tools: emptyToolList(),
    models: [],
    prompts: new Set(),
    subagents: new Set(),
    subgraphs: new Set(),
    environment: [],
    name: null,
    makesModel: false,
  };
}

/** A node's function, where it stands. */
interface Node {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
}

/** A compiled graph, behind the name that holds it. */
function readSubgraph(recognition: Recognition, draft: GraphDraft, at: Located): boolean {
  const value = isCall(at) ? at : recognition.resolver.value(at).at;
  const found = isCall(value) ? graphBehind(recognition, value) : null;
  if (found === null || found.made.expr === draft.call.expr) return false;
  draft.subgraphs.add(found.made.expr);
  return true;
}

/** What a node's function does with models, tools and agents, through the functions of the target that it calls. */
export function readNode(
  recognition: Recognition,
  draft: GraphDraft,
  node: Node,
  seen: Set<FunctionIr>,
  depth: number,
): void {
  if (seen.has(node.fn) || depth > MAX_DEPTH) return;
  seen.add(node.fn);
  if (node.module.readsEnvironment) draft.environment.push(...environmentOf(recognition, node));
  for (const call of callsIn(node.module, node.fn)) {
    readNodeCall(recognition, draft, call);
    const inner = recognition.resolver.fn(within(call, call.expr.callee));
    if (inner !== null) readNode(recognition, draft, inner, seen, depth + 1);
  }
}

/** Prompts, models, agents and graphs that one call of a node's function uses. */
function readNodeCall(recognition: Recognition, draft: GraphDraft, call: LocatedCall): void {
  const { callee } = call.expr;
  const { framework } = draft.entry;
  const symbol = recognition.resolver.symbol(within(call, callee));
  if (symbol !== null) {
    draft.makesModel ||= makesModel(recognition, symbol);
    const filled = filledInstructions(recognition, symbol, draft.symbol);
    if (filled !== null) draft.prompts.add(filled);
  }
  // LangChain's message class, in either language.
  if (symbol !== null && /(\.|#)SystemMessage$/.test(symbol.qualified)) {
    const { id: prompt } = addPrompt(recognition, call, draft.symbol);
    if (prompt !== null) draft.prompts.add(prompt);
  }
  if (callee.kind !== 'member') return;
  const receiver = within(call, callee.object);
  if (framework.bindTools.includes(callee.property)) readBound(recognition, draft, call);
  if (!INVOKE.has(callee.property)) return;
  const sent = addSentInstructions(recognition, call, draft.symbol);
  if (sent !== null) draft.prompts.add(sent);
  const agent = agentCallAt(recognition, receiver);
  const id = agent === null ? null : addAgent(recognition, agent.call, agent.entry);
  if (id !== null) draft.subagents.add(id);
  else if (!readSubgraph(recognition, draft, receiver)) readModel(recognition, draft, receiver, call);
}

/** The model that a node asks, and the tools that it was bound to on the way. */
function readModel(recognition: Recognition, draft: GraphDraft, receiver: Located, at: LocatedCall): void {
  const found = modelsOf(recognition, receiver, draft.entry.framework.modelStrings ?? 'id');
  if (found.models.length > 0 || found.makers.length > 0) draft.models.push({ found, at });
  const value = isCall(receiver) ? receiver : recognition.resolver.value(receiver).at;
  if (isCall(value)) readBoundChain(recognition, draft, value);
}

/** `model.bind_tools(tools)` made outside the node. */
function readBoundChain(recognition: Recognition, draft: GraphDraft, call: LocatedCall): void {
  let current: Located = call;
  for (let step = 0; step < 6 && isCall(current) && current.expr.callee.kind === 'member'; step += 1) {
    const { callee } = current.expr;
    if (draft.entry.framework.bindTools.includes(callee.property)) readBound(recognition, draft, current);
    current = within(current, callee.object);
    if (!isCall(current)) current = recognition.resolver.value(current).at;
  }
}

/** Tools that a model is bound to are the agent's: the graph decides when they are called. */
function readBound(recognition: Recognition, draft: GraphDraft, call: LocatedCall): void {
  const [tools] = call.expr.args;
  const { framework } = draft.entry;
  if (tools !== undefined)
    readToolList(
      recognition,
      within(call, tools),
      { framework, owner: draft.symbol, key: null, takesClasses: true },
      draft.tools,
    );
  if (call.expr.callee.kind === 'member') {
    const found = modelsOf(
      recognition,
      within(call, call.expr.callee.object),
      framework.modelStrings ?? 'id',
    );
    if (found.models.length > 0) draft.models.push({ found, at: call });
  }
}

/** What a node is made of becomes part of the graph's agent, or an agent that the graph hands work to. */
function addNode(recognition: Recognition, draft: GraphDraft, call: LocatedCall): void {
  // add_node(fn) or add_node("name", fn)
  const action =
    call.expr.args[1] ?? call.expr.args[0] ?? call.expr.named.find(({ name }) => name === 'action')?.value;
  if (action === undefined) return;
  const at = within(call, action);
  // A node may be an agent, another graph, a tool node or a function, asked in this order.
  const agent = agentCallAt(recognition, at);
  if (agent !== null) {
    const id = addAgent(recognition, agent.call, agent.entry);
    if (id !== null) draft.subagents.add(id);
    return;
  }
  if (readSubgraph(recognition, draft, at)) return;
  const value = isCall(at) ? at : recognition.resolver.value(at).at;
  const symbol = isCall(value) ? recognition.resolver.symbol(within(value, value.expr.callee)) : null;
  if (symbol !== null && recognition.catalog.toolNodes.has(canonicalSymbol(symbol.qualified))) {
    const { framework } = draft.entry;
    readToolList(recognition, value, { framework, owner: draft.symbol, key: null }, draft.tools);
    return;
  }
  const fn = recognition.resolver.fn(at);
  if (fn !== null) readNode(recognition, draft, fn, new Set(), 0);
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
function emit(recognition: Recognition, draft: GraphDraft, graphs: ReadonlyMap<CallExpr, GraphDraft>): void {
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

/** Agents that are built as graphs of nodes. */
export function addGraphAgents(recognition: Recognition): void {
  const drafts = new Map<CallExpr, GraphDraft>();
  const isCompile = (call: LocatedCall): boolean =>
    call.expr.callee.kind === 'member' && call.expr.callee.property === 'compile';
  const calls = knownCalls(recognition)
    .map(({ call }) => call)
    .filter(
      ({ expr }) => expr.callee.kind === 'member' && /^(add_?node|compile)$/i.test(expr.callee.property),
    );
  // Compiled ones first, since the name of the compiled graph is the one that others import.
  for (const call of [...calls.filter(isCompile), ...calls.filter((one) => !isCompile(one))]) {
    const found = graphBehind(recognition, call);
    if (found === null || found.made.expr === call.expr) continue;
    const draft = draftOf(recognition, drafts, found, isCompile(call) ? call : null);
    if (isCompile(call)) draft.name ??= textArgument(recognition, call, found.entry.row.name);
    else addNode(recognition, draft, call);
  }
  addDraftedAgents(recognition, drafts);
}

/** The agents among what was drafted. */
export function addDraftedAgents(recognition: Recognition, drafts: ReadonlyMap<CallExpr, GraphDraft>): void {
  const graphs = agentGraphs(drafts);
  for (const draft of graphs.values()) emit(recognition, draft, graphs);
}
