import { ACCESS_VERBS, kindText, type AccessVerb, type NodeId, type NodeKind } from '#model';
import { verdictFor } from './actor-needs.ts';
import { followUps } from './follow-up.ts';
import { backLeg, edgeLeg } from './leg.ts';
import { isOnlyObserved, storedAccessLeg, witnessedLeg } from './observed-access.ts';
import {
  stateOf,
  type Expansion,
  type Hit,
  type Leg,
  type Move,
  type Phase,
  type ReachVerb,
} from './reach-state.ts';
import { walkedOut, type ReachWorld } from './reach-world.ts';

/** Readers that do what they read; a store only passes it on. */
const ACTS_WHEN_TAINTED: ReadonlySet<NodeKind> = new Set(['agent']);

/** What an identity, or an entry such as the internet, leads to by stored edges. Edge → what is got hold of behind it. */
const STEPS = [
  ['member-of', 'being'],
  ['has-role', 'being'],
  ['can-attach-role', 'being'],
  ['runs-as', 'being'],
  ['has-secret', 'holding'],
  ['can-execute-as', 'executing'],
  ['exposes', 'influencing'],
] as const;

/** Acting as an identity: its own grants, the roles it can take, the secrets it has, the agents it can ask. */
export function expandIdentity(world: ReachWorld, id: NodeId): Expansion {
  // Asked by the query and again for what follows from them.
  const hits = new Map<ReachVerb, readonly Hit[]>();
  function hitsOf(verb: ReachVerb): readonly Hit[] {
    const kept = hits.get(verb) ?? identityHits(world, id, verb);
    hits.set(verb, kept);
    return kept;
  }
  const onward = ACCESS_VERBS.flatMap((verb) => hitsOf(verb).flatMap((hit) => followUps(world, hit)));
  return {
    moves: [...steps(world, id), ...assumed(world, id), ...taints(world, id), ...onward],
    hits: hitsOf,
    blind: [],
  };
}

function steps(world: ReachWorld, id: NodeId): readonly Move[] {
  return STEPS.flatMap(([edge, phase]) =>
    walkedOut(world, id, edge).map((one) => ({ ...edgeLeg(one), to: stateOf(phase, one.to) })),
  );
}

/** Each role that is taken is a state of its own, from which the next may be taken. */
function assumed(world: ReachWorld, id: NodeId): readonly Move[] {
  // A service takes a role only to hand it to the workload that runs as it: from there on that workload acts.
  if (world.index.node(id)?.kind === 'cloud-service') return [];
  const granted = world.assumable(id).flatMap((role) => {
    const verdict = world.access.canAssume(id, role);
    const leg = witnessedLeg(world.index, { from: id, computed: 'can-assume', to: role, verdict });
    return leg === null ? [] : [{ ...leg, to: stateOf('being', role) }];
  });
  const stored = walkedOut(world, id, 'can-assume').flatMap((edge) => {
    const leg = storedAccessLeg(edge, 'can-assume', () => world.access.canAssume(id, edge.to));
    return leg === null ? [] : [{ ...leg, to: stateOf('being', edge.to) }];
  });
  return [...granted, ...stored];
}

function identityHits(world: ReachWorld, id: NodeId, verb: ReachVerb): readonly Hit[] {
  switch (verb) {
    case 'execute':
      return walkedOut(world, id, 'can-execute-as').map((edge) => direct(edgeLeg(edge), edge.to, verb));
    case 'egress':
      return [];
    case 'read':
      return [
        ...accessHits(world, id, verb),
        ...walkedOut(world, id, 'has-secret').map((edge) => direct(edgeLeg(edge), edge.to, verb)),
      ];
    case 'write':
    case 'admin':
    case 'invoke':
    case 'configure':
      return accessHits(world, id, verb);
  }
}

/** Mode as it is when no agent was asked on the way. */
function direct(leg: Leg, sink: NodeId, verb: ReachVerb): Hit {
  return { ...leg, sink, verb, mode: 'direct' };
}

/** What is granted, and what a source says of a pair that the grants do not list. */
function accessHits(world: ReachWorld, id: NodeId, verb: AccessVerb): readonly Hit[] {
  const granted = grants(world, id, verb);
  const listed = new Set(granted.map((hit) => hit.sink));
  const stored = walkedOut(world, id, `can-${verb}`)
    .filter((edge) => !isOnlyObserved(edge) || !listed.has(edge.to))
    .flatMap((edge) => {
      const leg = storedAccessLeg(edge, `can-${verb}`, () => verdictFor(world, id, verb, edge));
      return leg === null ? [] : [direct(leg, edge.to, verb)];
    });
  return [...granted, ...stored];
}

function grants(world: ReachWorld, id: NodeId, verb: AccessVerb): readonly Hit[] {
  return world.access.accessibleBy(id, verb).flatMap(({ resource, verdict }) => {
    const leg = witnessedLeg(world.index, { from: id, computed: `can-${verb}`, to: resource, verdict });
    return leg === null ? [] : [direct(leg, resource, verb)];
  });
}

/** A credential opens the identity behind it. */
export function expandCredential(world: ReachWorld, id: NodeId): Expansion {
  const moves = walkedOut(world, id, 'authenticates-as').map((edge) => ({
    ...edgeLeg(edge),
    to: stateOf('being', edge.to),
  }));
  return { moves, hits: () => [], blind: [] };
}

/** Code of one's own on a workload, or in the process of an agent or server: its identity, its secrets, all that runs there. */
export function expandProcess(world: ReachWorld, id: NodeId): Expansion {
  const outward = [
    ['runs-as', 'being'],
    ['deployed-as', 'executing'],
    ['executes-on', 'executing'],
    ['has-secret', 'holding'],
  ] as const satisfies readonly (readonly [string, Phase])[];
  // Secrets of the environment are in the hands of whoever runs code in it.
  const moves = outward.flatMap(([edge, phase]) =>
    walkedOut(world, id, edge).map((one) => ({ ...edgeLeg(one), to: stateOf(phase, one.to) })),
  );
  // Whoever runs code on a workload runs it beside, and as, everything that is deployed there.
  const inside = world.index
    .into(id, 'deployed-as')
    .filter((edge) => edge.walked)
    .map((edge) => ({ ...backLeg(edge), to: stateOf('executing', edge.from) }));
  return {
    moves: [...moves, ...inside],
    hits: (verb) => processHits(world, id, verb),
    blind: processBlind(world, id),
  };
}

function processHits(world: ReachWorld, id: NodeId, verb: ReachVerb): readonly Hit[] {
  if (verb === 'execute') return [direct({ hops: [], guards: [], doubt: 0, missing: [] }, id, verb)];
  // Code sends wherever the network of its process leads.
  if (verb === 'egress')
    return walkedOut(world, id, 'egresses-to').map((edge) => direct(edgeLeg(edge), edge.to, verb));
  // What the process's identity may do is reached by becoming it.
  if (verb !== 'read') return [];
  return walkedOut(world, id, 'has-secret').map((edge) => direct(edgeLeg(edge), edge.to, verb));
}

/** Two things hide what code can do: where it can send, and as whom it runs. */
function processBlind(world: ReachWorld, id: NodeId): Expansion['blind'] {
  const node = world.index.node(id);
  if (node === null) return [];
  // Of an image or a server on a workload the workload speaks; an agent that is nowhere deployed speaks for itself.
  const inside = walkedOut(world, id, 'deployed-as').length > 0;
  const isOpen = walkedOut(world, id, 'egresses-to').some(
    (edge) => world.index.node(edge.to)?.kind === 'internet',
  );
  const where =
    world.index.known(id, 'network') === 'customer'
      ? 'where its own network leads was not handed over'
      : 'nothing tells of its network';
  const why = `whether code on ${kindText(node.kind)} ${node.name} can send to any host was not seen: ${where}`;
  const out: Expansion['blind'] =
    inside || isOpen ? [] : [{ at: id, concerns: 'egress', kind: 'network', why }];
  const leads = walkedOut(world, id, 'runs-as', 'deployed-as', 'executes-on').length > 0;
  return leads
    ? out
    : [
        ...out,
        {
          at: id,
          concerns: 'access',
          kind: 'account',
          why: `which identity ${kindText(node.kind)} ${node.name} runs as was not seen`,
        },
      ];
}

/** An agent that reads it acts on it; anything else only carries it to readers of its own. */
function taints(world: ReachWorld, id: NodeId): readonly Move[] {
  return walkedOut(world, id, 'influences').map((edge) => {
    const kind = world.index.node(edge.to)?.kind;
    const acts = kind !== undefined && ACTS_WHEN_TAINTED.has(kind);
    return { ...edgeLeg(edge), to: stateOf(acts ? 'influencing' : 'tainting', edge.to) };
  });
}

/** Words of one's own in what others read: whoever they influence is influenced; stores filled from here are tainted too. */
export function expandTaint(world: ReachWorld, id: NodeId): Expansion {
  const filled = world.index
    .into(id, 'ingested-from')
    .map((edge) => ({ ...backLeg(edge), to: stateOf('tainting', edge.from) }));
  return { moves: [...taints(world, id), ...filled], hits: () => [], blind: [] };
}
