import type { CallExpr } from '../../ir.ts';
import { emptyDraft, type GraphDraft } from './graph-draft.ts';
import { readModel } from './graph-nodes.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** What is known of the one is known of the other. */
function merge(from: GraphDraft, to: GraphDraft): void {
  const { tools, agents, servers, conditions, open } = from.tools;
  to.tools.tools.push(...tools);
  to.tools.agents.push(...agents);
  to.tools.servers.push(...servers);
  to.tools.open.push(...open);
  for (const [id, condition] of conditions) to.tools.conditions.set(id, condition);
  to.models.push(...from.models);
  for (const prompt of from.prompts) to.prompts.add(prompt);
}

/** Whether the model may call anything. */
function hasTools({ tools }: GraphDraft): boolean {
  return tools.tools.length > 0 || tools.agents.length > 0 || tools.servers.length > 0;
}

/**
 * Models that a graph's nodes hold as things of their own. Where several of them have tools, each is an agent with the tools and
 * the prompt that it has, and the graph hands work to them; one alone is what the graph itself thinks with.
 */
export function settleRunnables(
  recognition: Recognition,
  drafts: Map<CallExpr, GraphDraft>,
  draft: GraphDraft,
): void {
  const { entry } = draft;
  const parts = new Map<CallExpr, GraphDraft>();
  for (const { made, said, passed } of draft.nodes.flatMap(({ runnables }) => runnables)) {
    if (parts.has(made.expr)) continue;
    const part = emptyDraft({ made, entry }, recognition.names.unique('agent', made), passed);
    parts.set(made.expr, part);
    readModel(recognition, part, said, said);
  }
  const acting = [...parts].filter(([, part]) => hasTools(part));
  const isSeveral = acting.length > 1;
  for (const [made, part] of parts) {
    if (!isSeveral || !hasTools(part)) {
      merge(part, draft);
      continue;
    }
    drafts.set(made, part);
    draft.subgraphs.add(made);
  }
  if (!isSeveral) return;
  // The graph runs what they call, and chooses none of it.
  const theirs = new Set(acting.flatMap(([, { tools }]) => tools.tools.map(({ id }) => id)));
  const own = draft.tools.tools.filter(({ id }) => !theirs.has(id));
  draft.tools.tools.splice(0, draft.tools.tools.length, ...own);
}
