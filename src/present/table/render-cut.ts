import { verbsClause, type FindingCut } from '#assess';
import { hopKey, type GraphView, type Hop } from '#graph';
import { hopHolders } from '../cuts.ts';

type Cut = FindingCut['hops'][number];

/** Hops between the same two ends are one place to change. */
function placeOf({ hop }: Cut): string {
  return hop.kind === 'edge' ? hopKey(hop) : `${hop.from} ${hop.to}`;
}

/** The ends of what is changed, which are not always those of the walk. */
function ends(hop: Hop): { readonly from: string; readonly to: string } {
  // As it is stored: what is walked back is changed where it starts.
  return hop.kind === 'edge' ? hop.edge : hop;
}

/** One place to change: what is taken back there, who owns it, why that place, and what was seen using it. */
export function hopCutText(cuts: readonly Cut[], view: GraphView): string {
  const [first] = cuts;
  if (first === undefined) return '';
  const { from, to } = ends(first.hop);
  const kinds = cuts.map(({ hop }) => (hop.kind === 'edge' ? hop.edge.edge : hop.computed));
  const owners = hopHolders(first.hop, view);
  const who = owners.length > 0 ? ` (${owners.join(', ')})` : '';
  const whys = oneReason(cuts);
  const seen = cuts.reduce((sum, { hop }) => sum + (seenCount(hop, view) ?? 0), 0);
  const used = seen === 0 ? '' : `; it was used ×${String(seen)} while watched, so something will notice`;
  return `${view.node(from)?.name ?? from} —${kinds.join(', ')}→ ${view.node(to)?.name ?? to}${who}: ${whys}${used}`;
}

/** Grants of several verbs have reasons that differ in the verb alone: they are told in one. */
function oneReason(cuts: readonly Cut[]): string {
  const verbs = cuts.flatMap(({ hop }) =>
    hop.kind === 'computed' ? [hop.computed.slice('can-'.length)] : [],
  );
  const reasons = cuts.map(({ why }, index) => why.replace(`to ${verbs[index] ?? ''} `, 'to … '));
  const [reason] = reasons;
  return verbs.length === cuts.length && reason !== undefined && new Set(reasons).size === 1
    ? reason.replace('to … ', `to ${verbsClause(verbs)} `)
    : [...new Set(cuts.map(({ why }) => why))].join('; ');
}

/** A computed hop has no count of its own: the observed edge beside it, if any, has. */
function seenCount(hop: Hop, view: GraphView): number | null {
  const edge =
    hop.kind === 'edge' ? hop.edge : view.out(hop.from, hop.computed).find((one) => one.to === hop.to);
  return edge?.planes.find((plane) => plane.plane === 'observed')?.count ?? null;
}

/** Every place of the cut, and what is left of the finding when all of them are done. */
export function cutLines(cut: FindingCut | null, view: GraphView): readonly string[] {
  if (cut === null) return [];
  const places = new Map<string, Cut[]>();
  for (const one of cut.hops) places.set(placeOf(one), [...(places.get(placeOf(one)) ?? []), one]);
  return [...[...places.values()].map((cuts) => hopCutText(cuts, view)), afterText(cut)];
}

/** Said of the cut as a whole: one hop of several may change nothing by itself. */
function afterText({ hops, after, stays }: FindingCut): string {
  const done = hops.length === 1 ? 'once it is cut' : 'once all of them are cut';
  switch (after) {
    case 'settled':
      return `${done}, the finding is settled`;
    case 'open':
      return `${done}, nothing of the finding is proven any more; still open: ${stays.join('; ')}`;
    case 'fires':
      return `${done}, part of the finding stays: ${stays.join('; ')}`;
  }
}
