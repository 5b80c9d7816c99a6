import type { AttributeValue, EdgeKind, MarkOnPlane, NodeId, NodeKind, Plane } from '#model';
import { indexMarks, marksFor } from './complete-marks.ts';
import { edgeKindAt, graphEdge } from './graph-edge.ts';
import { attributeReading, graphNode } from './graph-node.ts';
import type { AttributeReading, CompleteQuestion, GraphEdge, GraphNode } from './graph-view.ts';
import type { MergedAsset, MergedGraph } from './merged-graph.ts';

/**
 * Reading the stored part: nodes, attributes, edges, marks. Objects are made when first asked for, and kept. Ids may be
 * any alias.
 */
export interface GraphIndex {
  readonly nodes: (kind?: NodeKind) => readonly GraphNode[];
  readonly node: (id: NodeId) => GraphNode | null;
  readonly attribute: (node: GraphNode, name: string, plane?: Plane) => AttributeReading;
  /** The value where it is known; undefined where it is unknown or conflicting. */
  readonly known: (id: NodeId, name: string) => AttributeValue | undefined;
  readonly out: (id: NodeId, edge?: EdgeKind) => readonly GraphEdge[];
  readonly into: (id: NodeId, edge?: EdgeKind) => readonly GraphEdge[];
  readonly edges: () => readonly GraphEdge[];
  readonly complete: (node: GraphNode, what: CompleteQuestion) => readonly MarkOnPlane[];
}

const NO_EDGES: readonly GraphEdge[] = [];

/** Rows made on demand and kept. The array has holes where nothing was asked for. */
function onDemand<T>(make: (index: number) => T): (index: number) => T {
  const kept: T[] = [];
  return (index) => (kept[index] ??= make(index));
}

/** Edges that leave an asset lie side by side. */
function rowsFrom(graph: MergedGraph, at: number): readonly number[] {
  const [start, end] = [graph.outStart[at] ?? 0, graph.outStart[at + 1] ?? 0];
  return Array.from({ length: end - start }, (_, step) => start + step);
}

type EdgeAt = (row: number) => GraphEdge;

function createEdgeReader(graph: MergedGraph, edgeAt: EdgeAt): Pick<GraphIndex, 'out' | 'into' | 'edges'> {
  function listed(rows: Iterable<number>, edge: EdgeKind | undefined): readonly GraphEdge[] {
    const found: GraphEdge[] = [];
    for (const row of rows)
      if (edge === undefined || edgeKindAt(graph, row) === edge) found.push(edgeAt(row));
    return found;
  }
  return {
    out(id, edge) {
      const at = graph.indexOf.get(id);
      return at === undefined ? NO_EDGES : listed(rowsFrom(graph, at), edge);
    },
    into(id, edge) {
      const at = graph.indexOf.get(id);
      // An id that nobody described has no edges, and is no error of whoever asks.
      if (at === undefined) return NO_EDGES;
      return listed(graph.inEdges.subarray(graph.inStart[at], graph.inStart[at + 1]), edge);
    },
    edges: () => Array.from({ length: graph.edgeCount }, (_, row) => edgeAt(row)),
  };
}

function createNodeReader(graph: MergedGraph): Pick<GraphIndex, 'nodes' | 'node' | 'attribute' | 'known'> {
  const byKind = new Map<NodeKind | undefined, readonly GraphNode[]>();
  const nodeAt = onDemand((at) => graphNode(assetAt(graph, at)));
  function reading(id: NodeId, name: string, plane?: Plane): AttributeReading {
    const at = graph.indexOf.get(id);
    return at === undefined ? { kind: 'unknown' } : attributeReading(assetAt(graph, at), name, plane);
  }
  // Without a kind an object is made of every asset.
  function nodesOf(kind: NodeKind | undefined): readonly GraphNode[] {
    const rows = graph.assets.flatMap((asset, at) =>
      kind === undefined || asset.kind === kind ? [nodeAt(at)] : [],
    );
    byKind.set(kind, rows);
    return rows;
  }
  return {
    nodes: (kind) => byKind.get(kind) ?? nodesOf(kind),
    node(id) {
      const at = graph.indexOf.get(id);
      return at === undefined ? null : nodeAt(at);
    },
    attribute: (node, name, plane) => reading(node.id, name, plane),
    known(id, name) {
      const known = reading(id, name);
      return known.kind === 'known' ? known.value : undefined;
    },
  };
}

/** Numbers come from `indexOf` alone, so that a wrong one is a bug of ours and no fault of the input. */
function assetAt(graph: MergedGraph, at: number): MergedAsset {
  const asset = graph.assets[at];
  if (asset === undefined) throw new Error(`no asset ${String(at)}`);
  return asset;
}

/** The stored part of the view: no access is computed here. */
export function createGraphIndex(graph: MergedGraph, allMarks: readonly MarkOnPlane[]): GraphIndex {
  const marks = indexMarks(allMarks);
  const edges = createEdgeReader(
    graph,
    onDemand((row) => graphEdge(graph, row)),
  );
  function marksOf(id: NodeId, what: CompleteQuestion): readonly MarkOnPlane[] {
    const at = graph.indexOf.get(id);
    return at === undefined ? [] : marksFor(marks, assetAt(graph, at), what);
  }
  return {
    ...createNodeReader(graph),
    ...edges,
    complete(node, what) {
      // Only tools are listed in two places: in the agent's own code and by the servers it connects to.
      const own = marksOf(node.id, what);
      const whole = own.filter((mark) => mark.exceptThrough == null);
      if (whole.length > 0 || own.length === 0) return whole;
      // Connections that were only seen at run time close nothing.
      const offered = edges
        .out(node.id, 'connects-to')
        .filter((edge) => edge.planes.some(({ plane }) => plane === 'declared'))
        .map((edge) => marksOf(edge.to, { ...what, edge: 'provides-tool' }));
      // Every mark leaves out what comes through servers, so each of them must close its own list.
      return offered.every((found) => found.length > 0) ? [...own, ...offered.flat()] : [];
    },
  };
}
