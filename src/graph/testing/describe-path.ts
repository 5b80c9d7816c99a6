import type { NodeId } from '#model';
import type { Hop, ReachPath } from '../graph-view.ts';

/** One hop as a reader says it; a stored edge that is walked back is marked. */
function hopText(hop: Hop): string {
  if (hop.kind === 'computed') return `=${hop.computed}=> ${hop.to}`;
  return hop.to === hop.edge.to ? `-${hop.edge.edge}-> ${hop.to}` : `<-${hop.edge.edge}- ${hop.to}`;
}

/** `certain deputy read: agent -calls-tool-> tool …`. */
export function describePath(path: ReachPath): string {
  return `${path.certainty} ${path.mode} ${path.verb}: ${[path.entry, ...path.hops.map(hopText)].join(' ')}`;
}

/** Where each hop starts, and where the last one ends. */
export function endsOf({ hops }: ReachPath): readonly NodeId[] {
  return [...hops.map((hop) => hop.from), ...hops.slice(-1).map((hop) => hop.to)];
}

/** The same of a path that is one: from the entry each hop starts where the one before ended, and the last ends at the sink. */
export function connectedEnds({ entry, hops, sink }: ReachPath): readonly NodeId[] {
  return [entry, ...hops.slice(0, -1).map((hop) => hop.to), sink];
}
