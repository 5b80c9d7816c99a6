import type { AccessVerb, NodeId } from '#model';
import { openDefaultText } from '../graph-edge.ts';
import type { GraphEdge } from '../graph-view.ts';
import { hopOf, runtimePlaces, type RuntimeIdentity } from '../runtime-identities.ts';
import { actorHits, egressHits, NEED_EDGES, unseenStatements, type ActingAs } from './actor-needs.ts';
import { followUps } from './follow-up.ts';
import { backLeg, doubtLeg, edgeLeg, guardLeg, joinLegs } from './leg.ts';
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

/**
 * Influence over a tool. What it yields depends on its latitude: fixed and parameterised tools reach their declared sinks
 * as far as their runtime identity is granted, query tools the data system, arbitrary ones become the process.
 */
export function expandTool(world: ReachWorld, state: ReachState): Expansion {
  const tool = readTool(world, state);
  const hits = new Map<ReachVerb, readonly Hit[]>();
  function hitsOf(verb: ReachVerb): readonly Hit[] {
    const kept =
      hits.get(verb) ??
      toolHits(world, tool, verb).map((hit) => ({ ...hit, ...joinLegs(tool.approval, hit) }));
    hits.set(verb, kept);
    return kept;
  }
  const onward = (['write', 'admin', 'invoke', 'configure'] as const).flatMap((verb) =>
    hitsOf(verb).flatMap((hit) => followUps(world, hit)),
  );
  const own = [...becoming(world, tool), ...connections(world, tool)];
  return {
    moves: [...own.map((move) => ({ ...move, ...joinLegs(tool.approval, move) })), ...onward],
    hits: hitsOf,
    blind: blindSpots(world, tool),
  };
}

/** One call of a tool: in whose process, on which workload, with what latitude. */
interface ToolAsked {
  readonly id: NodeId;
  readonly host: NodeId | null;
  readonly place: NodeId | null;
  readonly latitude: unknown;
  /** Any statement, whatever else: a latitude that is open may be known as far as that. */
  readonly anyStatement: boolean;
  readonly executesIn: unknown;
  readonly acting: ActingAs;
  readonly approval: Leg;
}

/**
 * Attributes that are unknown or conflicting read as undefined: doubts and blind spots are made of that, never a pass.
 */
function readTool(world: ReachWorld, { node: id, host, place }: ReachState): ToolAsked {
  const { index } = world;
  const executesIn = index.known(id, 'executesIn');
  const identities = toolIdentities(world, id, host, place);
  const approval =
    index.known(id, 'approval') === 'required' ? [`a person approves each call of ${nameOf(world, id)}`] : [];
  const doubt = executesIn === undefined ? [`where tool ${nameOf(world, id)} executes was not seen`] : [];
  return {
    id,
    host,
    place,
    latitude: index.known(id, 'latitude'),
    anyStatement: [index.known(id, 'latitude'), index.known(id, 'latitudeAtLeast')].includes('query'),
    executesIn,
    acting: {
      actor: id,
      hosts: host === null ? callersOf(world, id) : [host],
      identities,
      doubt: identities.length > 0 ? [] : doubt,
    },
    approval: guardLeg(approval),
  };
}

/** Asked for by itself, it may run wherever it is called or provided. */
function callersOf(world: ReachWorld, tool: NodeId): readonly NodeId[] {
  return [...world.index.into(tool, 'calls-tool'), ...world.index.into(tool, 'provides-tool')].map(
    ({ from }) => from,
  );
}

function nameOf(world: ReachWorld, id: NodeId): string {
  return world.index.node(id)?.name ?? id;
}

/** Edges that say where this call of the tool runs: its own, and of the derived ones those of this host and place. */
function executionEdges(
  world: ReachWorld,
  tool: NodeId,
  host: NodeId | null,
  place: NodeId | null,
): readonly GraphEdge[] {
  const edges = walkedOut(world, tool, 'executes-on', 'runs-as');
  if (host === null) return edges;
  const places = new Set(runtimePlaces(world.index, host));
  const identities = new Set(walkedOut(world, host, 'runs-as').map((edge) => edge.to));
  return edges.filter((edge) => {
    // What a source says of the tool itself holds wherever it is called.
    if (!edge.derived) return true;
    if (edge.edge === 'runs-as') return identities.has(edge.to);
    return places.has(edge.to) && (place === null || !places.has(place) || edge.to === place);
  });
}

function toolIdentities(
  world: ReachWorld,
  tool: NodeId,
  host: NodeId | null,
  place: NodeId | null,
): readonly RuntimeIdentity[] {
  const found = executionEdges(world, tool, host, place).flatMap((edge) => {
    // The tool's own identity, or those of what it executes on.
    const trails =
      edge.edge === 'runs-as' ? [[edge]] : walkedOut(world, edge.to, 'runs-as').map((next) => [edge, next]);
    return trails.flatMap((trail) => {
      const identity = world.index.node(trail.at(-1)?.to ?? '');
      return identity === null ? [] : [{ identity, hops: trail.map(hopOf) }];
    });
  });
  // The first trail to an identity stays: reversed, it is written last.
  const byId = new Map(found.reverse().map((one) => [one.identity.id, one]));
  return [...byId.values()].sort((a, b) => (a.identity.id < b.identity.id ? -1 : 1));
}

function toolHits(world: ReachWorld, tool: ToolAsked, verb: ReachVerb): readonly Hit[] {
  switch (verb) {
    case 'egress':
      return egressHits(world, tool.id);
    case 'execute':
      return tool.latitude === 'arbitrary' && tool.executesIn !== 'sandbox'
        ? [{ ...doubtLeg(...tool.acting.doubt), sink: tool.id, verb, mode: 'direct' }]
        : [];
    case 'read':
    case 'write':
    case 'admin':
    case 'invoke':
    case 'configure':
      return actorHits(world, tool.acting, verb satisfies AccessVerb, tool.anyStatement);
  }
}

/** Code of the caller's choice: becomes the process, unless a sandbox confines it. */
function becoming(world: ReachWorld, tool: ToolAsked): readonly Move[] {
  // Any argument is not any code: only the latter becomes the process.
  if (tool.latitude !== 'arbitrary' || tool.executesIn === 'sandbox') return [];
  const unsure = doubtLeg(
    ...(tool.executesIn === undefined ? [`where tool ${nameOf(world, tool.id)} executes was not seen`] : []),
  );
  const run = executionEdges(world, tool.id, tool.host, tool.place).map((edge) => ({
    ...joinLegs(edgeLeg(edge), unsure),
    to: stateOf(edge.edge === 'runs-as' ? 'being' : 'executing', edge.to),
  }));
  return tool.executesIn === 'remote' ? run : [...run, ...intoHost(world, tool, unsure)];
}

/** In-process code holds what its host holds; the hop is the edge that ties the two, walked back. */
function intoHost(world: ReachWorld, tool: ToolAsked, unsure: Leg): readonly Move[] {
  const { host } = tool;
  if (host === null || world.index.known(host, 'sandboxed') === true) return [];
  const ties = ['provides-tool', 'calls-tool'] as const;
  const tie = ties.flatMap((edge) => world.index.into(tool.id, edge)).find((edge) => edge.from === host);
  if (tie === undefined) return [];
  return [{ ...joinLegs(backLeg(tie), unsure), to: stateOf('executing', host, null, tool.place) }];
}

/** A tool that is itself a client asks servers of its own. */
function connections(world: ReachWorld, tool: ToolAsked): readonly Move[] {
  return walkedOut(world, tool.id, 'connects-to').map((edge) => ({
    ...edgeLeg(edge),
    to: stateOf('influencing', edge.to),
  }));
}

/** What an account, and no code, would answer: which store it is, and with whose rights any statement is put. */
function unseenOfAccount(world: ReachWorld, tool: ToolAsked): readonly string[] {
  const name = nameOf(world, tool.id);
  const statements = tool.anyStatement ? unseenStatements(world, tool.acting) : [];
  const defaults = walkedOut(world, tool.id, ...NEED_EDGES).filter(({ unlessSet }) => unlessSet.length > 0);
  return [
    ...statements.map((why) => `tool ${name} may run any statement, and ${why}`),
    ...defaults.map(
      ({ to, unlessSet, setBy }) =>
        `of tool ${name} and ${nameOf(world, to)}: ${openDefaultText(unlessSet, setBy)}`,
    ),
  ];
}

function blindSpots(world: ReachWorld, tool: ToolAsked): readonly Blind[] {
  const name = nameOf(world, tool.id);
  const { index } = world;
  const blind: Blind[] = [];
  const note = (concerns: Blind['concerns'], why: string): void => {
    blind.push({ at: tool.id, concerns, kind: 'code', why });
  };
  // Everything else about it would be a guess.
  if (index.node(tool.id)?.planes.includes('declared') === false) {
    const why = `what tool ${name} does was never seen: no code that was handed over declares it`;
    blind.push({ at: tool.id, concerns: 'all', kind: 'repository', why });
    return blind;
  }
  if (tool.latitude === undefined || tool.latitude === null)
    note(
      'access',
      `what tool ${name} lets the model do${tool.anyStatement ? ' beyond any statement' : ''} could not be read from its code`,
    );
  if (index.known(tool.id, 'sinksResolved') !== true)
    note('access', `tool ${name} calls code that could not be followed: it may touch further stores`);
  for (const why of unseenOfAccount(world, tool))
    blind.push({ at: tool.id, concerns: 'access', kind: 'account', why });
  if (
    tool.latitude === 'arbitrary' &&
    tool.executesIn !== 'sandbox' &&
    tool.executesIn !== 'in-process' &&
    tool.acting.identities.length === 0
  )
    note('all', `tool ${name} runs any code, and where that code runs was not seen`);
  // `fixed` and `none` are answers; `any` without an edge is one that was not drawn.
  const egress = index.known(tool.id, 'egress');
  const open = egress === undefined || egress === 'any';
  // Code of the caller's choice sends where its process can: the process says what was not seen of that.
  if (open && index.out(tool.id, 'egresses-to').length === 0 && becoming(world, tool).length === 0)
    note('egress', `where tool ${name} can send to could not be read from its code`);
  return blind;
}
