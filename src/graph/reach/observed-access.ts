import type { AccessVerdict } from '#model';
import type { GraphIndex } from '../graph-index.ts';
import type { ComputedEdge, GraphEdge } from '../graph-view.ts';
import { edgeLeg, grantLeg, guardLeg, joinLegs, type ComputedHop } from './leg.ts';
import type { Leg } from './reach-state.ts';

/** That it happened says that it was granted then, not that it is granted now. */
export function isOnlyObserved(edge: GraphEdge): boolean {
  return edge.planes.every((one) => one.plane === 'observed');
}

/** On what a path hangs that was seen to be used: a log is a proof of the use, and none of what would allow the next. */
export function seenText(edge: GraphEdge): string {
  const dates = edge.planes.flatMap((one) => (one.plane === 'observed' ? (one.lastSeen ?? []) : [])).sort();
  const on = dates.at(-1)?.slice(0, 10);
  return `what allowed it${on === undefined ? '' : ` on ${on}`}, when it was seen, still holds (the grant was not seen)`;
}

/**
 * The computed grant as a leg. Where it cannot be decided and a log saw the very access, that is no doubt whether it can be: it
 * was, and the path is conditional. Null where it is denied, whatever was seen before.
 */
export function witnessedLeg(index: GraphIndex, hop: ComputedHop): Leg | null {
  const seen =
    hop.verdict.kind === 'unknown'
      ? index.out(hop.from, hop.computed).find((edge) => edge.to === hop.to && wasSeen(edge))
      : undefined;
  if (seen === undefined) return grantLeg(hop);
  return { hops: [{ kind: 'computed', ...hop }], guards: [seenText(seen)], doubt: 1, missing: [] };
}

function wasSeen(edge: GraphEdge): boolean {
  return edge.rung !== 4 && edge.planes.some(({ plane }) => plane === 'observed');
}

/**
 * An identity's stored access. Where it was only seen in a log, the grants decide: a deny stays deny, an allow is the hop
 * itself, so that cutting the grant cuts the path; only where they cannot say is the sighting walked.
 */
export function storedAccessLeg(
  edge: GraphEdge,
  computed: ComputedEdge,
  verdictOf: () => AccessVerdict,
): Leg | null {
  if (!isOnlyObserved(edge)) return edgeLeg(edge);
  const verdict = verdictOf();
  return verdict.kind === 'unknown'
    ? joinLegs(edgeLeg(edge), guardLeg([seenText(edge)]))
    : grantLeg({ from: edge.from, computed, to: edge.to, verdict });
}
