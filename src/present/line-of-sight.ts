import { STORE_KINDS, type AccessVerb, type AccessVerdict, type MissingKind, type NodeId } from '#model';
import { approvalsOver, isOnlyTried } from '#assess';
import type { GraphEdge, GraphNode, GraphView, Hop, ReachPath } from '#graph';

/** One store or secret as an agent sees it: what its tools are built to do, what its identity may do, what it did, and what was approved. */
export interface Sight {
  readonly asset: GraphNode;
  /** As declared; null where nobody declared it or the declarations disagree. */
  readonly sensitivity: string | null;
  readonly dataClasses: readonly string[];
  /** From the declared plane alone: what the code of a tool does with it. */
  readonly builtTo: readonly { readonly verb: string; readonly tool: GraphNode; readonly edge: GraphEdge }[];
  /** From the granted plane: what policies let an identity do, whether a tool does it or not. */
  readonly may: readonly {
    readonly verb: AccessVerb;
    readonly identity: GraphNode;
    readonly verdict: AccessVerdict;
  }[];
  /**
   * From the observed plane, of this agent's identities; `count` and `lastSeen` are null where the log does not
   * say.
   */
  readonly did: readonly {
    readonly verb: string;
    readonly count: number | null;
    readonly lastSeen: string | null;
    readonly edge: GraphEdge;
  }[];
  /** Whether a log was read that would tell all reads of it: without one, that nothing is in `did` is no news. */
  readonly watched: boolean;
  /**
   * Verbs that a live record approves; null where the agent has no approval of any store. An empty list is an
   * approval of other stores.
   */
  readonly approved: readonly string[] | null;
  /** Last days of approvals of the store that hold no more. */
  readonly lapsed: readonly string[];
}

/** One tool of the agent, with the three questions a reviewer asks of it: declared, used, allowed. */
export interface ToolSight {
  readonly tool: GraphNode;
  /** False for a tool that telemetry alone has shown. */
  readonly declared: boolean;
  /** Calls that were seen; null where no telemetry of the agent was read. */
  readonly calls: number | null;
  /** Calls of a tool that nothing declares and of which none was seen to work; they count as no use. */
  readonly tried: number;
  /** Whether a charter names it; null where the agent has none. */
  readonly chartered: boolean | null;
  /** On what it depends whether the agent has the tool at all; empty where it always has. */
  readonly guards: readonly string[];
}

/** The answer Sightline exists for: one agent, its identity, and every line to data on three planes. */
export interface LineOfSight {
  readonly agent: GraphNode;
  /** What the agent acts as, with the hops that prove it (rungs 1 to 3 of the ladder, docs/architecture.md). */
  readonly identities: readonly {
    readonly identity: GraphNode;
    readonly hops: readonly Hop[];
    /** The tool or server that runs as it; null where the agent itself does. */
    readonly through: GraphNode | null;
  }[];
  readonly tools: readonly ToolSight[];
  readonly sights: readonly Sight[];
  /** Every path from the agent, to stores and to ways out, in the order of the search. */
  readonly paths: readonly ReachPath[];
  /** Where the search had to stop, and what would let it go on. */
  readonly unknown: readonly { readonly at: NodeId; readonly why: string; readonly kind: MissingKind }[];
}

/** Of the five verbs those that concern data; configuring a store is told by its findings. */
const SHOWN_VERBS: readonly AccessVerb[] = ['read', 'write', 'admin'];

const STORES: ReadonlySet<string> = new Set(STORE_KINDS);
/** Most sensitive first. */
const RANK: Readonly<Record<string, number>> = { restricted: 0, confidential: 1, internal: 3, public: 4 };
/** Between confidential and internal: what nobody classified may be either. */
const UNCLASSIFIED_RANK = 2;

/**
 * Joins the planes for one agent. Pure; what could not be told is in `unknown`, never left out.
 *
 * @param now ISO 8601 UTC: approvals lapse.
 */
export function lineOfSight(agent: GraphNode, view: GraphView, now: string): LineOfSight {
  const tools = toolsOf(agent, view);
  // Joins by name alone are no walked edges: they would lend the agent an identity that may be another's.
  const servers = view
    .out(agent.id, 'connects-to')
    .filter((edge) => edge.walked)
    .map((edge) => edge.to);
  const actors = [agent.id, ...servers, ...tools.map((one) => one.tool.id)];
  const identities = distinctIdentities(actors, view);
  // Every store and every way out: what the agent should not reach is what is looked for.
  const reach = view.reach(agent.id, {
    modes: ['deputy', 'direct'],
    verbs: ['read', 'write', 'admin', 'egress', 'execute'],
    sinks: () => true,
  });
  const sights = storesOf(tools, identities, reach.paths, view)
    .map((asset) => sightOf(asset, agent, tools, identities, view, now))
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.asset.name < b.asset.name ? -1 : 1));
  return { agent, identities, tools, sights, paths: reach.paths, unknown: reach.unknown };
}

function rankOf(sight: Sight): number {
  return sight.sensitivity === null ? UNCLASSIFIED_RANK : (RANK[sight.sensitivity] ?? UNCLASSIFIED_RANK);
}

/** ` (may, when …)` behind a tool that the agent has only in some cases; nothing behind any other. */
export function toolConditionText({ guards }: Pick<ToolSight, 'guards'>): string {
  return guards.length === 0 ? '' : ` (may, when ${guards.join(' and ')})`;
}

/** Null and 0 differ: without telemetry of the agent a tool was not unused, it was unwatched. */
function toolsOf(agent: GraphNode, view: GraphView): readonly ToolSight[] {
  const watched = agent.planes.includes('observed');
  const charters = view.into(agent.id, 'applies-to').flatMap((edge) => view.node(edge.from) ?? []);
  // Several charters add up, as they do for the rule.
  const lists = charters
    .filter((one) => one.kind === 'charter')
    .flatMap((one) => {
      const reading = view.attribute(one, 'allowedTools');
      return reading.kind === 'known' && Array.isArray(reading.value)
        ? [reading.value as readonly string[]]
        : [];
    });
  // A server provides its tools, which is a fact and no step of a path; an agent calls them.
  const edges =
    agent.kind === 'mcp-server'
      ? view.out(agent.id, 'provides-tool')
      : view.out(agent.id, 'calls-tool').filter((edge) => edge.walked);
  return edges.flatMap((edge) => {
    const tool = view.node(edge.to);
    if (tool === null) return [];
    const seen = edge.planes.find((plane) => plane.plane === 'observed');
    // An attempt is no use.
    const isTried = isOnlyTried(tool, view);
    const chartered =
      lists.length === 0 ? null : lists.some((list) => list.includes('*') || list.includes(tool.name));
    return [
      {
        tool,
        declared: tool.planes.includes('declared'),
        calls: watched ? (isTried ? 0 : (seen?.count ?? 0)) : null,
        tried: isTried ? (seen?.count ?? 0) : 0,
        chartered,
        guards: edge.guards,
      },
    ];
  });
}

/** The agent's own identity first, then those that its servers and tools run as. */
function distinctIdentities(actors: readonly NodeId[], view: GraphView): LineOfSight['identities'] {
  const found = new Map<NodeId, LineOfSight['identities'][number]>();
  for (const [index, actor] of actors.entries()) {
    for (const one of view.runtimeIdentities(actor)) {
      if (!found.has(one.identity.id))
        // The first actor that leads to an identity names the way: agent before servers before tools.
        found.set(one.identity.id, { ...one, through: index === 0 ? null : view.node(actor) });
    }
  }
  return [...found.values()];
}

/**
 * Everything that any plane ties to the agent. A store that is granted and never touched belongs here most of all.
 */
function storesOf(
  tools: readonly ToolSight[],
  identities: LineOfSight['identities'],
  paths: readonly ReachPath[],
  view: GraphView,
): readonly GraphNode[] {
  const ids = new Set<NodeId>();
  for (const { tool } of tools) {
    for (const edge of view.out(tool.id)) if (isAccess(edge)) ids.add(edge.to);
  }
  for (const { identity } of identities) {
    for (const verb of ['read', 'write', 'admin'] as const) {
      for (const pair of view.accessibleBy(identity.id, verb)) ids.add(pair.resource);
    }
    for (const edge of view.out(identity.id)) if (isAccess(edge)) ids.add(edge.to);
  }
  for (const path of paths) ids.add(path.sink);
  return [...ids].flatMap((id) => view.node(id) ?? []).filter((node) => STORES.has(node.kind));
}

/** Retrieval reads a store under a name of its own. */
export function isAccess(edge: GraphEdge): boolean {
  return edge.edge.startsWith('can-') || edge.edge === 'retrieves-from';
}

/** The verb of an access edge: `read` of can-read. */
export function verbOf(edge: GraphEdge): string {
  return edge.edge === 'retrieves-from' ? 'read' : edge.edge.slice('can-'.length);
}

function sightOf(
  asset: GraphNode,
  agent: GraphNode,
  tools: readonly ToolSight[],
  identities: LineOfSight['identities'],
  view: GraphView,
  now: string,
): Sight {
  const into = view.into(asset.id).filter(isAccess);
  const sensitivity = view.attribute(asset, 'sensitivity');
  const classes = view.attribute(asset, 'dataClasses');
  return {
    asset,
    sensitivity:
      sensitivity.kind === 'known' && typeof sensitivity.value === 'string' ? sensitivity.value : null,
    dataClasses:
      classes.kind === 'known' && Array.isArray(classes.value) ? (classes.value as readonly string[]) : [],
    builtTo: into.flatMap((edge) => {
      const tool = tools.find((one) => one.tool.id === edge.from);
      const declared = edge.planes.some((plane) => plane.plane === 'declared');
      return tool !== undefined && declared ? [{ verb: verbOf(edge), tool: tool.tool, edge }] : [];
    }),
    may: identities.flatMap(({ identity }) => grantsOf(identity, asset, view)),
    did: into.flatMap((edge) => {
      const seen = edge.planes.find((plane) => plane.plane === 'observed');
      // Others read the same store too: what they did is not this agent's doing.
      const ours = identities.some((one) => one.identity.id === edge.from);
      return seen !== undefined && ours
        ? [{ verb: verbOf(edge), count: seen.count, lastSeen: seen.lastSeen, edge }]
        : [];
    }),
    watched: readsAreWatched(asset, identities, view),
    ...approvedVerbs(agent, asset, view, now),
  };
}

/** By a log of all reads of the store, or of all that each of the agent's identities reads of its kind. */
function readsAreWatched(asset: GraphNode, identities: LineOfSight['identities'], view: GraphView): boolean {
  const edge = 'can-read';
  // Traces that show a tool at work there say more than a log that has nothing.
  if (identities.some(({ identity }) => view.unlogged(identity.id, asset.id).length > 0)) return false;
  if (view.complete(asset, { edge, plane: 'observed', kind: asset.kind }).length > 0) return true;
  const logged = identities.filter(
    ({ identity }) => view.complete(identity, { edge, plane: 'observed', toKind: asset.kind }).length > 0,
  );
  return identities.length > 0 && logged.length === identities.length;
}

/**
 * Denials are left out, since everything that was not granted is one; an explicit deny of reading is told, because
 * somebody put it there on purpose.
 */
function grantsOf(identity: GraphNode, asset: GraphNode, view: GraphView): Sight['may'] {
  return SHOWN_VERBS.flatMap((verb) => {
    const verdict = view.access(identity.id, verb, asset.id);
    return verdict.kind === 'deny' && !(verdict.explicit && verb === 'read')
      ? []
      : [{ verb, identity, verdict }];
  });
}

/** Verbs that live approvals of the agent, or of its system, cover for this store. */
function approvedVerbs(
  agent: GraphNode,
  asset: GraphNode,
  view: GraphView,
  now: string,
): Pick<Sight, 'approved' | 'lapsed'> {
  const over = approvalsOver(agent, asset, view, now);
  // A record without verbs covers the store as a whole.
  const live = over?.flatMap(({ stands, verbs }) =>
    stands.is === 'live' ? (verbs ?? ['read', 'write', 'admin']) : [],
  );
  const lapsed = (over ?? []).flatMap(({ stands }) => (stands.is === 'lapsed' ? [stands.until] : []));
  return { approved: live ?? null, lapsed: lapsed.sort() };
}
