import type { EdgeKind } from '#model';
import type { GraphNode } from '#graph';
import { anyOf, cannotTell, NO, yes, type Answer } from '../answer.ts';
import type { Predicate } from '../rule-context.ts';

/** By which edge such a thing is used. Other kinds have no list that could be closed. */
const USED_BY: Readonly<Partial<Record<GraphNode['kind'], EdgeKind>>> = {
  tool: 'calls-tool',
  model: 'uses-model',
  'mcp-server': 'connects-to',
};

/**
 * Seen at run time and nowhere in what was declared, where the declared list is closed: the agent that used it has all its
 * edges of that kind enumerated, itself or through MCP servers that list all their tools.
 */
export const absentFromInventory: Predicate = (node, context) => {
  if (node.planes.includes('declared') || !node.planes.includes('observed'))
    return [{ subject: null, answer: NO }];
  const edge = USED_BY[node.kind];
  // uses-model is a fact that is never walked; the other two count only where the join is proven.
  const users =
    edge === undefined
      ? []
      : context.view.into(node.id, edge).filter((one) => one.walked || edge === 'uses-model');
  if (edge === undefined || users.length === 0) {
    return [
      {
        subject: null,
        answer: cannotTell(
          `${node.kind} ${node.name} was used by something that nothing handed over declares: shadow AI, or code that was not scanned`,
        ),
      },
    ];
  }
  // One agent with a closed list that does not name it is enough; the others may still be in doubt.
  const answers = users.map((use): Answer => {
    const user = context.view.node(use.from);
    if (user === null || !user.planes.includes('declared'))
      return cannotTell(
        `${user?.name ?? use.from}, which used ${node.name}, is not joined to anything declared`,
      );
    if (context.view.complete(user, { edge }).length === 0)
      return cannotTell(
        `part of what ${user.kind} ${user.name} uses could not be resolved in its code, so ${node.name} may be declared there`,
      );
    const seen = use.planes.filter((plane) => plane.plane === 'observed');
    const times = seen.reduce((sum, plane) => sum + (plane.count ?? 0), 0);
    return yes(
      seen.flatMap((plane) => plane.evidence.slice(0, 2)),
      `${user.name} used it ${String(times)} times; its code does not mention it`,
    );
  });
  return [{ subject: null, answer: anyOf(answers) }];
};
