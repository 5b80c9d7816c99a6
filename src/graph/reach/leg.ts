import { assertNever, type AccessVerdict, type Guard, type NodeId } from '#model';
import type { ComputedEdge, GraphEdge, Hop } from '../graph-view.ts';
import type { Doubt, Leg } from './reach-state.ts';

/** Neutral: joined to another leg it changes nothing. */
export const NO_LEG: Leg = { hops: [], guards: [], doubt: 0, missing: [] };

/** The stored edge as a leg. An effect that could not be decided is a doubt, not an allow. */
export function edgeLeg(edge: GraphEdge): Leg {
  return walkedLeg(edge, edge.from, edge.to);
}

/** The stored edge walked from its end to its start. */
export function backLeg(edge: GraphEdge): Leg {
  return walkedLeg(edge, edge.to, edge.from);
}

function walkedLeg(edge: GraphEdge, from: NodeId, to: NodeId): Leg {
  const hops: readonly Hop[] = [{ kind: 'edge', from, to, edge }];
  switch (edge.effect) {
    case 'allow':
      return { hops, guards: [], doubt: 0, missing: [] };
    case 'conditional': {
      // A condition that was not spelt out is a condition all the same.
      const guards = edge.guards.length > 0 ? edge.guards : [`conditions of ${edge.edge} on ${edge.to}`];
      return { hops, guards, doubt: 1, missing: [] };
    }
    case 'unknown':
      return {
        hops,
        guards: edge.guards,
        doubt: 2,
        missing: [`whether ${edge.id} holds could not be decided`],
      };
    default:
      return assertNever(edge.effect);
  }
}

/** As a reader says it: `not aws:SourceVpce StringEquals vpce-1`. */
function guardText(guard: Guard): string {
  const values = guard.values.join(', ');
  return `${guard.mustHold ? '' : 'not '}${guard.key} ${guard.operator}${values === '' ? '' : ` ${values}`}`;
}

export interface ComputedHop {
  readonly from: NodeId;
  readonly computed: ComputedEdge;
  readonly to: NodeId;
  readonly verdict: AccessVerdict;
  readonly need?: GraphEdge;
}

/** The computed grant as a leg; null where it is denied. */
export function grantLeg(hop: ComputedHop): Leg | null {
  const { verdict } = hop;
  const hops: readonly Hop[] = [{ kind: 'computed', ...hop }];
  switch (verdict.kind) {
    case 'allow':
      return { hops, guards: [], doubt: 0, missing: [] };
    case 'conditional':
      return { hops, guards: verdict.guards.map(guardText), doubt: 1, missing: [] };
    case 'unknown':
      return {
        hops,
        guards: [],
        doubt: 2,
        missing:
          verdict.missing.length > 0 ? verdict.missing : [`whether ${hop.from} ${hop.computed} ${hop.to}`],
      };
    case 'deny':
      return null;
    default:
      return assertNever(verdict);
  }
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return b.length === 0 ? a : a.length === 0 ? b : [...new Set([...a, ...b])];
}

/** A stored edge and the grant that was computed for the same pair are two hops: cutting one leaves the other. */
export function hopKey(hop: Hop): string {
  return hop.kind === 'edge' ? hop.edge.id : `${hop.from} =${hop.computed} ${hop.to}`;
}

/** Negative where a is the surer leg: less doubt, then fewer guards, then fewer things missing. */
export function compareSurety(a: Leg, b: Leg): number {
  return a.doubt - b.doubt || a.guards.length - b.guards.length || a.missing.length - b.missing.length;
}

export function worse(a: Doubt, b: Doubt): Doubt {
  return a > b ? a : b;
}

/** Hops in order; guards and what is missing once each; the worst doubt. */
export function joinLegs(...legs: readonly Leg[]): Leg {
  return legs.reduce(
    (all, leg) => ({
      hops: [...all.hops, ...leg.hops],
      guards: union(all.guards, leg.guards),
      doubt: worse(all.doubt, leg.doubt),
      missing: union(all.missing, leg.missing),
    }),
    NO_LEG,
  );
}

/** No hop: what a person or a guardrail puts in the way. */
export function guardLeg(guards: readonly string[]): Leg {
  return guards.length === 0 ? NO_LEG : { hops: [], guards, doubt: 1, missing: [] };
}

/** No hop: what would have to be known for the path to be sure. */
export function doubtLeg(...missing: readonly string[]): Leg {
  return missing.length === 0 ? NO_LEG : { hops: [], guards: [], doubt: 2, missing };
}

/** Hops walked one after the other; whoever put a computed one among them saw that it is not denied. */
export function trailLeg(hops: readonly Hop[]): Leg {
  return joinLegs(
    ...hops.map((hop) =>
      hop.kind === 'edge'
        ? walkedLeg(hop.edge, hop.from, hop.to)
        : (grantLeg(hop) ?? { ...NO_LEG, hops: [hop] }),
    ),
  );
}
