import type { AccessVerb, EdgeKind } from '#model';
import { createAllowances } from './allowances.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { ComputedEdge, GraphEdge } from '../graph-view.ts';
import type { RuntimeIdentity } from '../runtime-identities.ts';
import type { CutJudge } from './cheapest-cut.ts';

/** Declared edges that a computed grant is there for. */
const NEEDS_OF: Readonly<Partial<Record<ComputedEdge, readonly EdgeKind[]>>> = {
  'can-read': ['can-read', 'retrieves-from'],
  'can-write': ['can-write'],
  'can-admin': ['can-admin'],
  'can-invoke': ['can-invoke'] satisfies readonly `can-${AccessVerb}`[],
  'can-configure': ['can-configure'],
};

/** Counts what depends on a hop, from the edges that code declares. */
export function createCutJudge(
  index: GraphIndex,
  identitiesOf: (id: string) => readonly RuntimeIdentity[],
  today: string | null,
): CutJudge {
  const runsAs = (actor: string, identity: string): boolean =>
    identitiesOf(actor).some((one) => one.identity.id === identity);
  const isDeclared = (edge: GraphEdge): boolean => edge.planes.some((one) => one.plane === 'declared');
  return {
    // Of actors that run as the same identity: the others do not live by this grant.
    otherNeeds: (hop) =>
      (NEEDS_OF[hop.computed] ?? []).flatMap((kind) =>
        index
          .into(hop.to, kind)
          .filter((need) => need.id !== hop.need?.id && isDeclared(need) && runsAs(need.from, hop.from)),
      ),
    dependants(edge) {
      switch (edge.edge) {
        case 'runs-as':
          return identitiesHolders(index, edge.to) - 1;
        case 'exposes':
          // What is public is mostly meant to be: whoever uses what runs there loses it.
          return index.into(edge.to, 'deployed-as').length;
        case 'connects-to':
          return index.out(edge.to, 'provides-tool').length;
        case 'has-role':
        case 'member-of':
          return index.into(edge.to, edge.edge).length - 1;
        default:
          return null;
      }
    },
    allowance: createAllowances(index, today),
    isAgent: (id) => index.node(id)?.kind === 'agent',
    nameOf: (id) => index.node(id)?.name ?? id,
  };
}

/** Workloads and actors that share the identity. */
function identitiesHolders(index: GraphIndex, identity: string): number {
  return index.into(identity, 'runs-as').length;
}
