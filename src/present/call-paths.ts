import type { EdgeKind, NodeId, NodeKind } from '#model';
import {
  cheapestCut,
  type GraphEdge,
  type GraphNode,
  type GraphView,
  type Hop,
  type ReachPath,
} from '#graph';

/** A longer way of calls is not believed; nor does a circle of agents keep the walk busy. */
const MAX_HOPS = 12;

/** Nobody holds a right on these: they are called, so that grants alone would say that nobody uses them. */
const CALLED: ReadonlySet<NodeKind> = new Set(['agent', 'tool', 'mcp-server', 'model', 'prompt']);

/** Whoever calls, uses or puts text before the asset at the edge's end. */
export const CALL_EDGES: readonly EdgeKind[] = [
  'calls-tool',
  'connects-to',
  'delegates-to',
  'exposes',
  'uses-model',
  'instructed-by',
];
/** Beside them: a server calls what it provides, and what an agent reads makes it call. */
const INWARD: readonly EdgeKind[] = [...CALL_EDGES, 'provides-tool', 'influences'];

/** Where a way may begin: who acts by itself, or lets others act. */
const CALLERS: ReadonlySet<NodeKind> = new Set([
  'internet',
  'untrusted-content',
  'third-party',
  'vendor',
  'agent',
  'mcp-client',
]);

/** Whether who uses the asset is read from calls: no AWS policy can name what has no ARN. */
export function isCalled(node: GraphNode): boolean {
  return CALLED.has(node.kind) && ![node.id, ...node.aliases].some((id) => id.startsWith('arn:'));
}

/** The hops that end at the asset; into what is deployed as a workload, from that workload. */
function hopsInto(to: NodeId, view: GraphView): readonly Hop[] {
  const into = INWARD.flatMap((kind) => view.into(to, kind)).map((edge) => ({ from: edge.from, edge }));
  const hosts = view
    .out(to, 'deployed-as')
    .filter((edge) => edge.walked)
    .map((edge) => ({ from: edge.to, edge }));
  return [...into, ...hosts].map(({ from, edge }) => ({ kind: 'edge', from, to, edge }));
}

/**
 * The shortest way by which each caller gets to a called asset through others: the internet through the workload that an
 * agent is deployed as, an agent's callers to its tools. Who calls the asset itself has no way here but its edge.
 */
export function callPaths(asset: NodeId, view: GraphView): readonly ReachPath[] {
  const seen = new Set<NodeId>([asset]);
  const paths: ReachPath[] = [];
  let front: readonly { readonly at: NodeId; readonly hops: readonly Hop[] }[] = [{ at: asset, hops: [] }];
  for (let length = 1; length <= MAX_HOPS && front.length > 0; length += 1) {
    const next: { readonly at: NodeId; readonly hops: readonly Hop[] }[] = [];
    for (const { at, hops } of front)
      for (const hop of hopsInto(at, view)) {
        if (seen.has(hop.from)) continue;
        seen.add(hop.from);
        const way = [hop, ...hops];
        next.push({ at: hop.from, hops: way });
        const from = view.node(hop.from);
        const isCaller = from !== null && from.state === 'active' && CALLERS.has(from.kind);
        // One hop of these kinds is told as the caller itself.
        if (isCaller && (length > 1 || !isCall(hop))) paths.push(pathOf(hop.from, asset, way, view));
      }
    front = next;
  }
  return paths;
}

function isCall(hop: Hop): boolean {
  return hop.kind === 'edge' && CALL_EDGES.includes(hop.edge.edge);
}

function pathOf(entry: NodeId, sink: NodeId, hops: readonly Hop[], view: GraphView): ReachPath {
  const edges = hops.flatMap((hop) => (hop.kind === 'edge' ? [hop.edge] : []));
  const unsure = edges.filter((edge) => edge.effect === 'unknown');
  const isConditional = edges.some((edge) => edge.effect === 'conditional');
  return {
    mode: 'deputy',
    entry,
    sink,
    verb: 'invoke',
    hops,
    guards: [...new Set(edges.flatMap(guardsOf))],
    // Who else depends on a hop is not counted, and so not told.
    cut: cheapestCut(hops, {
      otherNeeds: () => [],
      dependants: () => null,
      allowance: () => 'silent',
      isAgent: () => false,
      nameOf: (id) => view.node(id)?.name ?? id,
    }),
    certainty: unsure.length > 0 ? 'unknown' : isConditional ? 'conditional' : 'certain',
    missing: unsure.map((edge) => `whether ${edge.id} holds could not be decided`),
  };
}

/** A condition that was not spelt out is a condition all the same. */
function guardsOf(edge: GraphEdge): readonly string[] {
  return edge.effect === 'conditional' && edge.guards.length === 0
    ? [`conditions of ${edge.edge} on ${edge.to}`]
    : edge.guards;
}
