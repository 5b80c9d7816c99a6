import { assertNever, type AccessVerb, type AccessVerdict, type EdgeKind, type NodeId } from '#model';
import { actsElsewhere } from '../environment-identity.ts';
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

export const NEED_EDGES = Object.keys(NEED_VERBS) as readonly (keyof typeof NEED_VERBS)[];
/** What a statement can do. */
const QUERY_VERBS: readonly AccessVerb[] = ['read', 'write', 'admin'];

/** The actor as it is asked here: with the identities this call of it runs as, or why they are not known. */
export interface ActingAs {
  readonly actor: NodeId;
  /** In whose process: the actor itself, or whoever calls it. */
  readonly hosts: readonly NodeId[];
  readonly identities: readonly RuntimeIdentity[];
  /** Doubts about the identities themselves, such as a process that was not seen. */
  readonly doubt: readonly string[];
}

/**
 * Everybody as whom the need is met. A role that the code takes is reached by the runtime identities that may assume it; where
 * they all may not, its call fails, and nobody is there.
 */
function actorsOf(world: ReachWorld, acting: ActingAs, need: GraphEdge): readonly ActingAs[] {
  return need.actsAs.flatMap((who): readonly ActingAs[] => {
    switch (who.as) {
      case 'runtime':
        return asRuntime(world, acting, need);
      case 'unseen':
        return [{ ...acting, identities: [], doubt: [who.why] }];
      case 'role':
        return asRuntime(world, acting, need).flatMap((one) => takenRole(world, one, who.role));
      default:
        return assertNever(who);
    }
  });
}

/** The identities of the workloads, and nobody known where what is set there says that the client is another's. */
function asRuntime(world: ReachWorld, acting: ActingAs, need: GraphEdge): readonly ActingAs[] {
  if (acting.identities.length === 0) return [acting];
  const why = (hops: RuntimeIdentity['hops']): string | null =>
    actsElsewhere(world.index, { hops, hosts: acting.hosts, store: need.to });
  const own = acting.identities.filter(({ hops }) => why(hops) === null);
  const doubts = new Set(acting.identities.flatMap(({ hops }) => why(hops) ?? []));
  return [
    ...(own.length > 0 ? [{ ...acting, identities: own }] : []),
    ...[...doubts].map((doubt) => ({ ...acting, identities: [], doubt: [doubt] })),
  ];
}

function takenRole(world: ReachWorld, acting: ActingAs, id: NodeId): ActingAs[] {
  const identity = world.index.node(id);
  if (identity === null)
    return [{ ...acting, identities: [], doubt: [`what role ${id} may do was not seen`] }];
  const doubt = [...whoRuns(world, acting), `whether what runs it may assume role ${identity.name}`];
  if (acting.identities.length === 0) {
    const verdict = { kind: 'unknown' as const, proof: [], missing: [...doubt] };
    const taking = {
      kind: 'computed',
      from: acting.actor,
      computed: 'can-assume',
      to: identity.id,
      verdict,
    } as const;
    return [{ ...acting, identities: [{ identity, hops: [taking] }], doubt }];
  }
  const identities = acting.identities.flatMap(({ identity: from, hops }) => {
    const verdict = world.access.canAssume(from.id, identity.id);
    const hop = { kind: 'computed' as const, from: from.id, computed: 'can-assume' as const, verdict };
    return verdict.kind === 'deny' ? [] : [{ identity, hops: [...hops, { ...hop, to: identity.id }] }];
  });
  return identities.length === 0 ? [] : [{ ...acting, identities }];
}

function whoRuns(world: ReachWorld, { actor, doubt }: ActingAs): readonly string[] {
  return doubt.length > 0
    ? doubt
    : [`which identity ${world.index.node(actor)?.name ?? actor} runs as was not seen`];
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
  return [hit(joinLegs(stated, doubtLeg(...whoRuns(world, acting))), need.to, verb)];
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
  // As nobody known it may do any of it to the one store that is known.
  if (acting.identities.length === 0 && NEED_VERBS[need.edge as keyof typeof NEED_VERBS] !== verb)
    return [hit(joinLegs(edgeLeg(need), doubtLeg(...whoRuns(world, acting))), need.to, verb)];
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

/** What a statement is put to that may be any: stores that hold data. */
function queried(needs: readonly GraphEdge[]): readonly GraphEdge[] {
  return needs.filter((need) => need.edge !== 'can-invoke' && need.edge !== 'can-configure');
}

/**
 * Why other stores beside those that a tool of any statement is built for may be reached, though none is told: with whose rights it asks
 * the system was not seen. One clause for each system.
 */
export function unseenStatements(world: ReachWorld, acting: ActingAs): readonly string[] {
  const found = queried(walkedOut(world, acting.actor, ...NEED_EDGES)).flatMap((need) => {
    const system = dataSystem(world, need.to);
    const blind = actorsOf(world, acting, need).filter(({ identities }) => identities.length === 0);
    const [first] = blind;
    if (system === null || first === undefined) return [];
    const name = world.index.node(need.to)?.name ?? need.to;
    return [
      [
        system,
        `what else it reaches where ${name} lies was not seen: ${whoRuns(world, first).join('; ')}`,
      ] as const,
    ];
  });
  return [...new Map(found).values()];
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
    .flatMap((need) => actorsOf(world, acting, need).flatMap((one) => needHits(world, one, need, verb)));
  if (!anyStatement || !QUERY_VERBS.includes(verb)) return own;
  return [
    ...own,
    ...queried(needs).flatMap((need) =>
      actorsOf(world, acting, need).flatMap((one) => queryHits(world, one, need, verb)),
    ),
  ];
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
