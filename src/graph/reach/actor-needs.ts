import type { AccessVerb, AccessVerdict, EdgeKind, NodeId } from '#model';
import type { GraphEdge } from '../graph-view.ts';
import { parseArn } from '../merge/aws-arn.ts';
import type { RuntimeIdentity } from '../runtime-identities.ts';
import { doubtLeg, edgeLeg, guardLeg, joinLegs, trailLeg } from './leg.ts';
import { isOnlyObserved, seenText, witnessedLeg } from './observed-access.ts';
import type { Hit, Leg } from './reach-state.ts';
import { walkedOut, type ReachWorld } from './reach-world.ts';

/** What an actor is built, or was seen, to touch, and the verb in which the grant is asked. */
const NEED_VERBS = {
  'can-read': 'read',
  'retrieves-from': 'read',
  'can-write': 'write',
  'can-admin': 'admin',
  'can-invoke': 'invoke',
  'can-configure': 'configure',
} as const satisfies Partial<Record<EdgeKind, AccessVerb>>;

const NEED_EDGES = Object.keys(NEED_VERBS) as readonly (keyof typeof NEED_VERBS)[];
/** What a statement can do. */
const QUERY_VERBS: readonly AccessVerb[] = ['read', 'write', 'admin'];

/** The actor as it is asked here: with the identities this call of it runs as, or why they are not known. */
export interface ActingAs {
  readonly actor: NodeId;
  readonly identities: readonly RuntimeIdentity[];
  /** Doubts about the identities themselves, such as a process that was not seen. */
  readonly doubt: readonly string[];
}

/** The verdict that lets most through is the one an attacker would use. */
const STRENGTH: Readonly<Record<AccessVerdict['kind'], number>> = {
  allow: 3,
  conditional: 2,
  unknown: 1,
  deny: 0,
};

/** The best verdict over the native actions that the code calls or the log names, or over the verb where there are none. */
export function verdictFor(
  world: ReachWorld,
  identity: NodeId,
  verb: AccessVerb,
  need: GraphEdge,
): AccessVerdict {
  // `service:Action`, as IAM names them; anything else is an edge's own word.
  const native = need.actions.filter((action) => /^[a-z0-9-]+:[A-Za-z]/.test(action));
  const verdicts = native.map((action) => world.access.ask(identity, { action }, need.to));
  return (
    verdicts.reduce<AccessVerdict | null>(
      (best, one) => (best === null || STRENGTH[one.kind] > STRENGTH[best.kind] ? one : best),
      null,
    ) ?? world.access.ask(identity, verb, need.to)
  );
}

function hit(leg: Leg, sink: NodeId, verb: AccessVerb): Hit {
  return { ...leg, sink, verb, mode: 'deputy' };
}

/**
 * A declared sink ∩ the grant. What was seen to happen is walked without one only where no grant can be read: a deny, and
 * an allow, speak for themselves.
 */
function needHits(world: ReachWorld, acting: ActingAs, need: GraphEdge, verb: AccessVerb): readonly Hit[] {
  // Its guards and doubts hold for the path; its hop does not appear, since the computed hop carries the need.
  const stated = edgeLeg(need);
  const answers = acting.identities.map((one) => ({
    ...one,
    verdict: verdictFor(world, one.identity.id, verb, need),
  }));
  const granted = answers.flatMap(({ identity, hops, verdict }) => {
    const grant = witnessedLeg(world.index, {
      from: identity.id,
      computed: `can-${verb}`,
      to: need.to,
      verdict,
      need,
    });
    if (grant === null) return [];
    return [
      hit(joinLegs({ ...stated, hops: [] }, trailLeg(hops), grant, doubtLeg(...acting.doubt)), need.to, verb),
    ];
  });
  const undecided = answers.every(({ verdict }) => verdict.kind === 'unknown');
  if (undecided && need.planes.some((one) => one.plane === 'observed')) {
    const why = isOnlyObserved(need) ? [seenText(need)] : [];
    return [...granted, hit(joinLegs(stated, guardLeg(why)), need.to, verb)];
  }
  if (acting.identities.length > 0) return granted;
  const why =
    acting.doubt.length > 0
      ? acting.doubt
      : [`which identity ${world.index.node(acting.actor)?.name ?? acting.actor} runs as was not seen`];
  return [hit(joinLegs(stated, doubtLeg(...why)), need.to, verb)];
}

/** The part of an ARN that names one data system: a statement reaches every table of it, not every store of the account. */
function dataSystem(world: ReachWorld, id: NodeId): string | null {
  const node = world.index.node(id);
  const arns = [
    id,
    ...(node?.identifiers.filter((one) => one.scheme === 'arn').map((one) => one.value) ?? []),
  ];
  const arn = arns.map(parseArn).find((one) => one !== null);
  // A bucket is a system of its own: nothing joins two buckets in one statement.
  if (arn === null || arn === undefined || arn.service === 's3') return null;
  return `${arn.service} ${arn.region} ${arn.account}`;
}

/** Any statement: every verb on every store of the data systems it is built for, as far as the grant goes. */
function queryHits(world: ReachWorld, acting: ActingAs, need: GraphEdge, verb: AccessVerb): readonly Hit[] {
  // A store without an ARN is its own system: a statement is not assumed to leave it.
  const system = dataSystem(world, need.to);
  const own = world.access;
  return acting.identities.flatMap(({ identity, hops }) => {
    const pairs =
      system === null
        ? [{ resource: need.to, verdict: own.ask(identity.id, verb, need.to) }]
        : own.accessibleBy(identity.id, verb).filter((pair) => dataSystem(world, pair.resource) === system);
    return pairs.flatMap(({ resource, verdict }) => {
      const grant = witnessedLeg(world.index, {
        from: identity.id,
        computed: `can-${verb}`,
        to: resource,
        verdict,
        need,
      });
      if (grant === null) return [];
      const stated = { ...edgeLeg(need), hops: [] };
      return [hit(joinLegs(stated, trailLeg(hops), grant, doubtLeg(...acting.doubt)), resource, verb)];
    });
  });
}

/** Stores and assets that the actor reaches by one verb. `anyStatement`: its latitude is query. */
export function actorHits(
  world: ReachWorld,
  acting: ActingAs,
  verb: AccessVerb,
  anyStatement: boolean,
): readonly Hit[] {
  const needs = walkedOut(world, acting.actor, ...NEED_EDGES);
  const own = needs
    .filter((need) => NEED_VERBS[need.edge as keyof typeof NEED_VERBS] === verb)
    .flatMap((need) => needHits(world, acting, need, verb));
  if (!anyStatement || !QUERY_VERBS.includes(verb)) return own;
  const data = needs.filter((need) => need.edge !== 'can-invoke' && need.edge !== 'can-configure');
  return [...own, ...data.flatMap((need) => queryHits(world, acting, need, verb))];
}

/** What leaves, leaves with the tool: no grant of an identity is asked. */
export function egressHits(world: ReachWorld, actor: NodeId): readonly Hit[] {
  return walkedOut(world, actor, 'egresses-to').map((edge) => ({
    ...edgeLeg(edge),
    sink: edge.to,
    verb: 'egress' as const,
    mode: 'deputy' as const,
  }));
}
