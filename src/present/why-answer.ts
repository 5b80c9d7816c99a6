import type { Finding } from '#assess';
import type { GraphView } from '#graph';
import { assetRow, edgeRow, findingRow } from './report.ts';
import type { WhyAnswer } from './answer-schema.ts';
import { SCHEMA_VERSION } from './report-schema.ts';

/** A finding with everything its proof names: the assets and edges of its paths, each with its evidence. */
export function whyAnswer(finding: Finding, view: GraphView): WhyAnswer {
  const hops = finding.paths.flatMap((path) => path.hops);
  // The asset first, then whatever a hop touches: no row is needed that no hop names.
  const ids = new Set([
    finding.asset,
    ...finding.paths.flatMap((path) => [path.entry, path.sink]),
    ...hops.flatMap((hop) => (hop.kind === 'edge' ? [hop.edge.from, hop.edge.to] : [hop.from, hop.to])),
  ]);
  const edges = new Map(
    hops.flatMap((hop) => (hop.kind === 'edge' ? [[hop.edge.id, hop.edge] as const] : [])),
  );
  return {
    schemaVersion: SCHEMA_VERSION,
    finding: findingRow(finding),
    // Sorted, so that two runs print the same bytes; edges stand in the order of the path.
    assets: [...ids].sort().flatMap((id) => {
      const node = view.node(id);
      return node === null ? [] : [assetRow(node, view)];
    }),
    edges: [...edges.values()].map(edgeRow),
  };
}
