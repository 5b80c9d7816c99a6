import type { Hop, ReachPath } from '../graph-view.ts';

/** One hop as a reader says it; a stored edge that is walked back is marked. */
export function hopLine(hop: Hop, at: string): { readonly text: string; readonly next: string } {
  if (hop.kind === 'computed') return { text: `=${hop.computed}=> ${hop.to}`, next: hop.to };
  const back = hop.edge.to === at && hop.edge.from !== at;
  return back
    ? { text: `<-${hop.edge.edge}- ${hop.edge.from}`, next: hop.edge.from }
    : { text: `-${hop.edge.edge}-> ${hop.edge.to}`, next: hop.edge.to };
}

/** `certain deputy read: agent -calls-tool-> tool …`. */
export function describePath(path: ReachPath): string {
  let at = path.entry;
  const hops = path.hops.map((hop) => {
    const { text, next } = hopLine(hop, at);
    at = next;
    return text;
  });
  return `${path.certainty} ${path.mode} ${path.verb}: ${[path.entry, ...hops].join(' ')}`;
}
