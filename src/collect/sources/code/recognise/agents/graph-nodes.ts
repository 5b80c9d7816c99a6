import type { CallExpr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { agentCallAt } from './agent-calls.ts';
import { addAgent } from './agents.ts';
import { noteBound } from './bound-calls.ts';
import { chainSteps } from '../calls/chains.ts';
import { environmentOf } from '../credentials/environment-reads.ts';
import type { GraphDraft } from './graph-draft.ts';
import { graphBehind } from './graph-made.ts';
import { filledInstructions, makesModel } from './node-makings.ts';
import { modelsOf } from '../models/models.ts';
import { addPrompt, addTemplate } from '../prompts/prompts.ts';
import { addSentInstructions, INVOKE } from '../prompts/sent-instructions.ts';
import { callsIn, isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { readToolList } from '../tool-lists/read-tool-list.ts';

/** Calls from a node's function that are followed. */
const MAX_DEPTH = 4;
/** Chains in chains, and what configures them. */
const MAX_BOUND = 6;

/** A node's function, where it stands. */
interface Node {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
}

/** A compiled graph, behind the name that holds it; null for everything else. */
export function readSubgraph(recognition: Recognition, draft: GraphDraft, at: Located): CallExpr | null {
  const value = isCall(at) ? at : recognition.resolver.value(at).at;
  const found = isCall(value) ? graphBehind(recognition, value) : null;
  if (found === null || found.made.expr === draft.call.expr) return null;
  draft.subgraphs.add(found.made.expr);
  return found.made.expr;
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
    for (const filled of filledInstructions(recognition, symbol, draft.symbol)) draft.prompts.add(filled);
  }
  // LangChain's message class, in either language.
  if (symbol !== null && /(\.|#)SystemMessage$/.test(symbol.qualified)) {
    for (const prompt of addPrompt(recognition, call, draft.symbol).ids) draft.prompts.add(prompt);
  }
  if (callee.kind !== 'member') return;
  const receiver = within(call, callee.object);
  if (framework.bindTools.includes(callee.property)) readBound(recognition, draft, call);
  if (!INVOKE.has(callee.property)) return;
  for (const sent of addSentInstructions(recognition, call, draft.symbol)) draft.prompts.add(sent);
  const agent = agentCallAt(recognition, receiver);
  const id = agent === null ? null : addAgent(recognition, agent);
  if (id !== null) draft.subagents.add(id);
  else if (readSubgraph(recognition, draft, receiver) === null) readModel(recognition, draft, receiver, call);
}

/** The model that a node asks, what instructs it, and the tools that it was bound to on the way. */
export function readModel(
  recognition: Recognition,
  draft: GraphDraft,
  receiver: Located,
  at: LocatedCall,
): void {
  const found = modelsOf(recognition, receiver, draft.entry.framework.modelStrings ?? 'id');
  if (found.models.length > 0 || found.makers.length > 0) draft.models.push({ found, at });
  readBoundChain(recognition, draft, receiver, 0);
}

/** `prompt | model.bind_tools(tools)` made outside the node: of each step what it is bound to, or says. */
function readBoundChain(recognition: Recognition, draft: GraphDraft, at: Located, depth: number): void {
  const steps = depth > MAX_BOUND ? null : chainSteps(recognition, at);
  for (const step of steps ?? []) {
    const ids = addTemplate(recognition, step, draft.symbol);
    if (ids.length === 0) readBoundChain(recognition, draft, step, depth + 1);
    for (const id of ids) draft.prompts.add(id);
  }
  if (steps !== null) return;
  let current: Located = isCall(at) ? at : recognition.resolver.value(at).at;
  for (let step = 0; step < MAX_BOUND && isCall(current); step += 1) {
    const { callee } = current.expr;
    if (callee.kind !== 'member') return;
    if (draft.entry.framework.bindTools.includes(callee.property)) readBound(recognition, draft, current);
    current = within(current, callee.object);
    if (!isCall(current)) current = recognition.resolver.value(current).at;
  }
}

/** Tools that a model is bound to are the agent's: the graph decides when they are called. */
function readBound(recognition: Recognition, draft: GraphDraft, call: LocatedCall): void {
  const [tools] = call.expr.args;
  const { framework } = draft.entry;
  noteBound(recognition, call);
  if (tools !== undefined)
    readToolList(
      recognition,
      draft.passed(within(call, tools)),
      { framework, owner: draft.symbol, key: null, takesClasses: true },
      draft.tools,
    );
  if (call.expr.callee.kind === 'member') {
    const model = draft.passed(within(call, call.expr.callee.object));
    const found = modelsOf(recognition, model, framework.modelStrings ?? 'id');
    if (found.models.length > 0) draft.models.push({ found, at: call });
  }
}
