import type { AttributeValue, CompleteMark, EdgeKind, NodeId, NodeKind, Plane } from '#model';
import { indexMarks, marksFor, type CompleteQuestion } from './complete-marks.ts';
import { edgeKindAt, graphEdge } from './graph-edge.ts';
import { attributeReading, graphNode } from './graph-node.ts';
import type { AttributeReading, GraphEdge, GraphNode } from './graph-view.ts';
import type { MergedGraph } from './merged-graph.ts';

/** Reading the stored part: nodes, attributes, edges, marks. Objects are made when first asked for, and kept. */
export interface GraphIndex {
  nodes(kind?: NodeKind): readonly GraphNode[];
  node(id: NodeId): GraphNode | null;
  attribute(node: GraphNode, name: string, plane?: Plane): AttributeReading;
  /** The value where it is known; undefined where it is unknown or conflicting. */
  known(id: NodeId, name: string): AttributeValue | undefined;
  out(id: NodeId, edge?: EdgeKind): readonly GraphEdge[];
  into(id: NodeId, edge?: EdgeKind): readonly GraphEdge[];
  edges(): readonly GraphEdge[];
  complete(node: GraphNode, what: CompleteQuestion): readonly CompleteMark[];
}

const NO_EDGES: readonly GraphEdge[] = [];

/** Rows made on demand and kept. */
function onDemand<T>(make: (index: number) => T): (index: number) => T {
  const kept: T[] = [];
  return (index) => (kept[index] ??= make(index));
}

export function createGraphIndex(graph: MergedGraph, allMarks: readonly CompleteMark[]): GraphIndex {
  const marks = indexMarks(allMarks);
  const byKind = new Map<NodeKind | undefined, readonly GraphNode[]>();
  const edgeAt = onDemand((index) => graphEdge(graph, index));
  const nodeAt = onDemand((index) => {
    const asset = graph.assets[index];
    if (asset === undefined) throw new Error(`no asset ${String(index)}`);
    return graphNode(asset);
  });
  function assetOf(id: NodeId): MergedGraph['assets'][number] | undefined {
    return graph.assets[graph.indexOf.get(id) ?? -1];
  }
  function listed(rows: Iterable<number>, edge: EdgeKind | undefined): readonly GraphEdge[] {
    const found: GraphEdge[] = [];
    for (const row of rows) if (edge === undefined || edgeKindAt(graph, row) === edge) found.push(edgeAt(row));
    return found;
  }
  function rowsFrom(at: number): readonly number[] {
    const [start, end] = [graph.outStart[at] ?? 0, graph.outStart[at + 1] ?? 0];
    return Array.from({ length: end - start }, (_, step) => start + step);
  }
  function attribute(node: GraphNode, name: string, plane?: Plane): AttributeReading {
    const asset = assetOf(node.id);
    return asset === undefined ? { kind: 'unknown' } : attributeReading(asset, name, plane);
  }
  function nodesOf(kind: NodeKind | undefined): readonly GraphNode[] {
    const rows = graph.assets.flatMap((asset, at) => (kind === undefined || asset.kind === kind ? [nodeAt(at)] : []));
    byKind.set(kind, rows);
    return rows;
  }
  return {
    nodes: (kind) => byKind.get(kind) ?? nodesOf(kind),
    node(id) {
      const at = graph.indexOf.get(id);
      return at === undefined ? null : nodeAt(at);
    },
    attribute,
    known(id, name) {
      const asset = assetOf(id);
      const reading = asset === undefined ? null : attributeReading(asset, name);
      return reading?.kind === 'known' ? reading.value : undefined;
    },
    out(id, edge) {
      const at = graph.indexOf.get(id);
      return at === undefined ? NO_EDGES : listed(rowsFrom(at), edge);
    },
    into(id, edge) {
      const at = graph.indexOf.get(id);
      if (at === undefined) return NO_EDGES;
      return listed(graph.inEdges.subarray(graph.inStart[at], graph.inStart[at + 1]), edge);
    },
    edges: () => Array.from({ length: graph.edgeCount }, (_, row) => edgeAt(row)),
    complete(node, what) {
      const asset = assetOf(node.id);
      return asset === undefined ? [] : marksFor(marks, asset, what);
    },
  };
}
