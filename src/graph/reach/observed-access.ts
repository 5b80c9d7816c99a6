import type { AccessVerdict } from '#model';
import type { ComputedEdge, GraphEdge } from '../graph-view.ts';
import { doubtLeg, edgeLeg, grantLeg, joinLegs } from './leg.ts';
import type { Leg } from './reach-state.ts';

/** That it happened says that it was granted then, not that it is granted now. */
export function isOnlyObserved(edge: GraphEdge): boolean {
  return edge.planes.every((one) => one.plane === 'observed');
}

export function seenText(edge: GraphEdge): string {
  const dates = edge.planes.flatMap((one) => one.lastSeen ?? []).sort();
  const on = dates.at(-1)?.slice(0, 10);
  return `${edge.id}: seen${on === undefined ? '' : ` on ${on}`}, grants not seen`;
}

/**
 * An identity's stored access. Where it was only seen in a log, the grants decide: a deny stays deny, an allow is the hop
 * itself, so that cutting the grant cuts the path; only where they cannot say is the sighting walked, as unknown.
 */
export function storedAccessLeg(
  edge: GraphEdge,
  computed: ComputedEdge,
  verdictOf: () => AccessVerdict,
): Leg | null {
  if (!isOnlyObserved(edge)) return edgeLeg(edge);
  const verdict = verdictOf();
  return verdict.kind === 'unknown'
    ? joinLegs(edgeLeg(edge), doubtLeg(seenText(edge), ...verdict.missing))
    : grantLeg({ from: edge.from, computed, to: edge.to, verdict });
}
