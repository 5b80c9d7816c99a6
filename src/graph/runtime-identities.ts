import { COMPUTE_KINDS, IDENTITY_KINDS, type NodeId, type NodeKind } from '#model';
import type { GraphIndex } from './graph-index.ts';
import type { GraphEdge, GraphNode, Hop } from './graph-view.ts';

/** An identity and the way to it, from the actor. */
export interface RuntimeIdentity {
  readonly identity: GraphNode;
  readonly hops: readonly Hop[];
}

/** Edges from what runs to what it runs on, and as. */
const LEADS_TO_IDENTITY = ['deployed-as', 'executes-on', 'runs-as'] as const;
const COMPUTE: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS);
/** People included: an agent on a laptop runs as whoever started it. */
const IDENTITIES: ReadonlySet<NodeKind> = new Set(IDENTITY_KINDS);

function onward(index: GraphIndex, id: NodeId): readonly GraphEdge[] {
  return LEADS_TO_IDENTITY.flatMap((edge) => index.out(id, edge)).filter((edge) => edge.walked);
}

/** The edge walked as it is drawn. */
export function hopOf(edge: GraphEdge): Hop {
  return { kind: 'edge', from: edge.from, to: edge.to, edge };
}

/** Everything that deployed-as, executes-on and runs-as lead to, by the fewest hops. */
function trails(index: GraphIndex, start: NodeId): ReadonlyMap<NodeId, readonly Hop[]> {
  const found = new Map<NodeId, readonly Hop[]>([[start, []]]);
  // A Map grows at its end while it is read: breadth first, each node once, cycles or not.
  for (const [id, hops] of found)
    for (const edge of onward(index, id)) if (!found.has(edge.to)) found.set(edge.to, [...hops, hopOf(edge)]);
  return found;
}

/** Identities that a workload, agent, tool or server runs as, by edges of rungs 1 to 3, in the order of their ids. */
export function runtimeIdentities(index: GraphIndex, id: NodeId): readonly RuntimeIdentity[] {
  const start = index.node(id);
  if (start === null) return [];
  const found = [...trails(index, start.id)].flatMap(([at, hops]) => {
    const identity = index.node(at);
    return identity !== null && hops.length > 0 && IDENTITIES.has(identity.kind) ? [{ identity, hops }] : [];
  });
  return found.sort((a, b) => (a.identity.id < b.identity.id ? -1 : 1));
}

/** Workloads on which an agent, server or image runs. */
export function runtimePlaces(index: GraphIndex, id: NodeId): readonly NodeId[] {
  return [...trails(index, id).keys()].filter((at) => {
    const kind = index.node(at)?.kind;
    return at !== id && kind !== undefined && COMPUTE.has(kind);
  });
}

/** Whether a way leads over this workload, at either end of any hop. */
export function visits(hops: readonly Hop[], place: NodeId): boolean {
  return hops.some((hop) => hop.to === place || hop.from === place);
}
