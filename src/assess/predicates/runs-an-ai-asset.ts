import type { NodeKind } from '#model';
import { NO, yes } from '../answer.ts';
import type { Predicate } from '../rule-context.ts';

/**
 * Kinds that act under an identity of their own. A tool acts as its agent or server, so it is found through them.
 */
const AI_ACTORS: readonly NodeKind[] = ['agent', 'mcp-server', 'model-endpoint', 'knowledge-base'];

/** An identity that some AI asset runs as, by rungs 1 to 3 of the ladder. */
export const runsAnAiAsset: Predicate = (node, { view }) => {
  for (const kind of AI_ACTORS) {
    for (const actor of view.nodes(kind)) {
      const found = view.runtimeIdentities(actor.id).find((one) => one.identity.id === node.id);
      if (found !== undefined) {
        const evidence = found.hops.flatMap((hop) =>
          hop.kind === 'edge' ? hop.edge.planes.flatMap((plane) => plane.evidence.slice(0, 1)) : [],
        );
        return [{ subject: null, answer: yes(evidence, `${actor.kind} ${actor.name} runs as it`) }];
      }
    }
  }
  return [{ subject: null, answer: NO }];
};
