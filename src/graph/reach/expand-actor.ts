import { COMPUTE_KINDS, kindText, type AccessVerb, type NodeId, type NodeKind } from '#model';
import type { GraphEdge, GraphNode } from '../graph-view.ts';
import { runtimeIdentities, visits } from '../runtime-identities.ts';
import { actorHits, egressHits, type ActingAs } from './actor-needs.ts';
import { expandTool } from './expand-tool.ts';
import { followUps } from './follow-up.ts';
import { backLeg, edgeLeg, guardLeg, joinLegs } from './leg.ts';
import {
  stateOf,
  type Blind,
  type Expansion,
  type Hit,
  type Leg,
  type Move,
  type ReachState,
  type ReachVerb,
} from './reach-state.ts';
import { walkedOut, type ReachWorld } from './reach-world.ts';

const COMPUTE: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS);

/** Influence over an agent, server, workload or anything else that acts when asked. */
export function expandInfluence(world: ReachWorld, state: ReachState): Expansion {
  const kind = world.index.node(state.node)?.kind;
  if (kind === 'tool') return expandTool(world, state);
  const guards = guardsOf(world, state.node);
  const acting = actingAs(world, state);
  const hitsOf = (verb: ReachVerb): readonly Hit[] =>
    ownHits(world, acting, verb).map((hit) => ({ ...hit, ...joinLegs(guards, hit) }));
  // Reading leads nowhere on: what was read is the end of the path.
  const onward = (['write', 'admin', 'invoke', 'configure'] as const).flatMap((verb) =>
    hitsOf(verb).flatMap((hit) => followUps(world, hit)),
  );
  // What the actor can be made to ask of others.
  const asked = [...toolCalls(world, state), ...delegations(world, state), ...hosted(world, state)];
  return {
    moves: [...asked.map((move) => ({ ...move, ...joinLegs(guards, move) })), ...onward],
    hits: hitsOf,
    blind: blindSpots(world, state.node),
  };
}

/**
 * They stand before all that the actor does, its own access included. A guardrail makes a path conditional and never
 * closes it: what it lets through is not known.
 */
function guardsOf(world: ReachWorld, id: NodeId): Leg {
  const guardrails = world.index
    .out(id, 'protected-by')
    .map((edge) => `guardrail ${world.index.node(edge.to)?.name ?? edge.to}`);
  const asks = world.index.known(id, 'autonomy') === 'asks-first' ? ['a person approves its tool calls'] : [];
  return guardLeg([...guardrails, ...asks]);
}

/** Where it was entered through one workload, only the identities of that workload are meant. */
function actingAs(world: ReachWorld, { node, place }: ReachState): ActingAs {
  const all = runtimeIdentities(world.index, node);
  const here = place === null ? all : all.filter((one) => visits(one.hops, place));
  // Where none of them goes through that workload, the place says nothing of the identity.
  return { actor: node, hosts: [node], identities: here.length > 0 ? here : all, doubt: [] };
}

function ownHits(world: ReachWorld, acting: ActingAs, verb: ReachVerb): readonly Hit[] {
  switch (verb) {
    case 'egress':
      // A request to a workload sends nothing: only code in it uses its network.
      return COMPUTE.has(world.index.node(acting.actor)?.kind ?? 'agent')
        ? []
        : egressHits(world, acting.actor);
    case 'execute':
      return [];
    case 'read':
    case 'write':
    case 'admin':
    case 'invoke':
    case 'configure':
      return actorHits(world, acting, verb satisfies AccessVerb, false);
  }
}

/** The process in which a call runs: a server that provides the tool, and that the caller connects to; else the caller. */
function hostsOf(world: ReachWorld, caller: NodeId, tool: NodeId): readonly NodeId[] {
  const providers = world.index.into(tool, 'provides-tool').map((edge) => edge.from);
  if (providers.length === 0) return [caller];
  const connected = new Set(walkedOut(world, caller, 'connects-to').map((edge) => edge.to));
  const meant = providers.filter((server) => server === caller || connected.has(server));
  // A tool that is called without a connection that was read may run in any of its servers.
  return meant.length > 0 ? meant : providers;
}

function toolCalls(world: ReachWorld, { node, place }: ReachState): readonly Move[] {
  // Who can ask a server calls its tools: here alone the fact edge provides-tool is a step.
  const calls = [...walkedOut(world, node, 'calls-tool'), ...world.index.out(node, 'provides-tool')];
  return calls.flatMap((edge) =>
    hostsOf(world, node, edge.to).map((host) => ({
      ...edgeLeg(edge),
      to: stateOf('influencing', edge.to, host, host === node ? place : null),
    })),
  );
}

/** Whoever is handed the work does it with an identity of its own, so that host and place are not passed on. */
function delegations(world: ReachWorld, { node }: ReachState): readonly Move[] {
  const kind = world.index.node(node)?.kind;
  const through: readonly GraphEdge[] =
    // A gateway passes on what it is asked.
    kind === 'gateway' ? walkedOut(world, node, 'exposes', 'connects-to') : [];
  return [...walkedOut(world, node, 'delegates-to'), ...through].map((edge) => ({
    ...edgeLeg(edge),
    to: stateOf('influencing', edge.to),
  }));
}

/** A request to a workload is a request to what is deployed as it; deployed-as is walked back to the agent or server. */
function hosted(world: ReachWorld, { node, place }: ReachState): readonly Move[] {
  const kind = world.index.node(node)?.kind;
  return world.index
    .into(node, 'deployed-as')
    .filter((edge) => edge.walked)
    .map((edge) => ({
      ...backLeg(edge),
      to: stateOf('influencing', edge.from, null, kind === 'image' ? place : node),
    }));
}

/** Kinds whose reach is that of their tools: a list with a hole hides some of it. */
const ACTS_BY_TOOLS: ReadonlySet<string> = new Set(['agent', 'mcp-server']);
/** Kinds that do what is deployed on them; without that nothing is known of a request. */
const RUNS_OTHERS: ReadonlySet<string> = new Set(['function', 'container', 'vm', 'host']);

function openList({ id, kind, name }: GraphNode): Blind {
  const why = `the list of tools of ${kindText(kind)} ${name} could not be read to its end`;
  return { at: id, concerns: 'all', kind: 'code', why };
}

/** Why the answer could be incomplete from here on. Whatever the actor asks has blind spots of its own. */
function blindSpots(world: ReachWorld, id: NodeId): readonly Blind[] {
  const { index } = world;
  const node = index.node(id);
  if (node === null) return [];
  if (RUNS_OTHERS.has(node.kind) && index.into(id, 'deployed-as').every((edge) => !edge.walked))
    return [
      {
        at: id,
        concerns: 'all',
        kind: 'account',
        why: `what runs on ${kindText(node.kind)} ${node.name}, and so what it does with a request, was not seen`,
      },
    ];
  if (!ACTS_BY_TOOLS.has(node.kind)) return [];
  const list = node.kind === 'agent' ? 'calls-tool' : 'provides-tool';
  const blind: Blind[] = [];
  if (index.complete(node, { edge: list }).length === 0) blind.push(openList(node));
  const unlisted = walkedOut(world, id, 'connects-to').flatMap((edge) => index.node(edge.to) ?? []);
  // A server that hides tools hides what its callers can reach.
  for (const server of unlisted)
    if (index.complete(server, { edge: 'provides-tool' }).length === 0) blind.push(openList(server));
  return blind;
}
