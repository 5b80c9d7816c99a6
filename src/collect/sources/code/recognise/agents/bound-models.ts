import type { CallExpr, Expr, ModuleIr } from '../../ir.ts';
import { callsNamed } from '../calls/callers.ts';
import { chainSteps, mayChain } from '../calls/chains.ts';
import type { InFramework } from '../catalog/catalog.ts';
import { modelsOf } from '../models/models.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { isPartOfAgent } from './bound-calls.ts';
import { addDraftedAgents } from './graph-agents.ts';
import { emptyDraft, type GraphDraft } from './graph-draft.ts';
import { readModel } from './graph-nodes.ts';

/** Every expression of a module that is given a name or given back: where a chain stands. */
function* values(module: ModuleIr): Generator<{ readonly scope: number; readonly expr: Expr }> {
  for (const [index, { assignments, functions }] of module.scopes.entries()) {
    for (const { value: expr, scope } of assignments) yield { scope, expr };
    for (const { returns, scope } of functions) for (const expr of returns) yield { scope, expr };
    for (const { methods } of module.scopes[index]?.classes ?? [])
      for (const { returns, scope } of methods) for (const expr of returns) yield { scope, expr };
  }
}

/** The chain of which a call is a step, where it is written; the call itself where it stands alone. */
function chainAround(recognition: Recognition, call: LocatedCall): LocatedCall {
  const { module } = call;
  for (const { scope, expr } of values(module)) {
    if (expr.kind !== 'call' || expr === call.expr || !mayChain(expr)) continue;
    const chain: LocatedCall = { module, scope, expr };
    if (chainSteps(recognition, chain)?.some((step) => step.expr === call.expr) === true) return chain;
  }
  return call;
}

/** What a model that is given tools may do; null where it is not known to be a model, or has none. */
function draftOf(
  recognition: Recognition,
  entry: InFramework<'graphs'>,
  call: LocatedCall,
): GraphDraft | null {
  const { callee } = call.expr;
  if (callee.kind !== 'member') return null;
  const { models, makers } = modelsOf(
    recognition,
    within(call, callee.object),
    entry.framework.modelStrings ?? 'id',
  );
  if (models.length === 0 && makers.length === 0) return null;
  const chain = chainAround(recognition, call);
  const draft = emptyDraft({ made: call, entry }, recognition.names.unique('agent', call));
  readModel(recognition, draft, chain, chain);
  return draft.tools.tools.length + draft.tools.servers.length === 0 ? null : draft;
}

/** Models that are given tools and that no graph was seen to ask: whoever asks them runs the tools by hand. */
export function addBoundModels(recognition: Recognition): void {
  const entries = [...new Set(recognition.catalog.graphs.values())];
  const drafts = new Map<CallExpr, GraphDraft>();
  for (const entry of entries)
    for (const call of entry.framework.bindTools.flatMap((name) => callsNamed(recognition, name))) {
      if (drafts.has(call.expr) || isPartOfAgent(recognition, call)) continue;
      const draft = draftOf(recognition, entry, call);
      if (draft !== null) drafts.set(call.expr, draft);
    }
  addDraftedAgents(
    recognition,
    drafts,
    'what runs the tools that its model asks for, and what else that gives it',
  );
}
