import { COMPUTE_KINDS, type NodeId, type NodeKind } from '#model';
import type { GraphNode, GraphView, Hop } from '#graph';

const COMPUTE: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS);
/** By which something runs on something. */
const ONTO = ['deployed-as', 'executes-on'] as const;

/** Where an actor runs. */
export interface Workload {
  readonly place: GraphNode;
  /** From the place to the actor, each edge walked back. */
  readonly hops: readonly Hop[];
}

/** Workloads that an agent, tool or server runs on, by rungs 1 to 3; an image is on the way to one, and none itself. */
export function workloadsOf(actor: NodeId, view: GraphView): readonly Workload[] {
  const ways = new Map<NodeId, readonly Hop[]>([[actor, []]]);
  // A Map grows at its end while it is read.
  for (const [id, hops] of ways)
    for (const edge of ONTO.flatMap((kind) => view.out(id, kind)))
      if (edge.walked && !ways.has(edge.to))
        ways.set(edge.to, [{ kind: 'edge', from: edge.to, to: id, edge }, ...hops]);
  return [...ways].flatMap(([id, hops]) => {
    const place = view.node(id);
    return place !== null && COMPUTE.has(place.kind) && place.kind !== 'image' ? [{ place, hops }] : [];
  });
}
