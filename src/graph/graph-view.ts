import type {
  AccessVerb,
  AccessVerdict,
  ActsAs,
  AttributeValue,
  EdgeKind,
  Evidence,
  Identifier,
  MarkOnPlane,
  MissingKind,
  NodeId,
  NodeKind,
  Plane,
  PolicyFact,
  State,
} from '#model';
import type { WideGrant } from '#access';

/** An attribute as all sources together leave it. Conflicting: sources disagree, and a rule cannot tell unless it names a plane. */
export type AttributeReading =
  | { readonly kind: 'known'; readonly value: AttributeValue; readonly evidence: readonly Evidence[] }
  | {
      readonly kind: 'conflicting';
      readonly values: readonly {
        readonly value: AttributeValue;
        readonly source: string;
        readonly plane: Plane;
      }[];
    }
  | { readonly kind: 'unknown' };

/** One asset, whatever number of sources know it. */
export interface GraphNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  /** The name that code gives before the platform's, and telemetry's last. */
  readonly name: string;
  readonly state: State;
  /** Ids under which sources knew it before it merged; holds `id`. */
  readonly aliases: readonly NodeId[];
  readonly identifiers: readonly Identifier[];
  /** Planes that have evidence of it, in the order declared, granted, observed. */
  readonly planes: readonly Plane[];
  readonly evidence: readonly Evidence[];
  /** Sorted; values are read with `attribute`, since sources may disagree. */
  readonly attributeNames: readonly string[];
}

/** What one plane says of an edge. */
export interface EdgeOnPlane {
  readonly plane: Plane;
  /** ISO 8601 UTC, as is `lastSeen`; null where the plane does not watch. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** How often it was seen, summed over sources. */
  readonly count: number | null;
  /** Each sighting, in order; null where there are more than 50, or nobody kept them. */
  readonly times: readonly string[] | null;
  readonly evidence: readonly Evidence[];
}

export interface GraphEdge {
  /** `<from> <edge> <to>`: stable between runs. */
  readonly id: string;
  readonly from: NodeId;
  readonly edge: EdgeKind;
  readonly to: NodeId;
  /** `unknown`: it is said and could not be decided; a path over it is unknown too. */
  readonly effect: 'allow' | 'conditional' | 'unknown';
  /** Always permanent today: no source reads just-in-time grants yet. */
  readonly standing: 'permanent' | 'eligible';
  /** In words; empty where the effect is allow. */
  readonly guards: readonly string[];
  /** Native actions, or the tool names a client takes; empty where the source names none. */
  readonly actions: readonly string[];
  /** Everybody as whom the access is made; never empty. */
  readonly actsAs: readonly ActsAs[];
  /** Variables that may name another far end where it is deployed, as far as that was not settled; mostly empty. */
  readonly unlessSet: readonly string[];
  /** Files of the code that may set one of them. */
  readonly setBy: readonly string[];
  readonly rung: 1 | 2 | 3 | 4 | null;
  /** 1 for facts read directly; rung 1: 1, rung 2: 0.9, rung 3: 0.8, rung 4: 0.3. */
  readonly confidence: number;
  /** False for fact edges and for rung-4 candidates. */
  readonly walked: boolean;
  /** Made by the graph out of other edges (their evidence is here), never said by a source itself. */
  readonly derived: boolean;
  readonly planes: readonly EdgeOnPlane[];
}

/**
 * One step of a path: a stored edge, or access computed when it was asked for. `from` and `to` are the ends as they are
 * walked, so that each hop starts where the one before ended and the last ends at the sink. They are the stored edge's
 * own ends but where it is walked back: deployed-as, from a workload to the agent or server in it; ingested-from; and
 * calls-tool or provides-tool, from code that a tool runs to the process that hosts it.
 */
export type Hop =
  | { readonly kind: 'edge'; readonly from: NodeId; readonly to: NodeId; readonly edge: GraphEdge }
  | {
      readonly kind: 'computed';
      readonly from: NodeId;
      readonly computed: ComputedEdge;
      readonly to: NodeId;
      readonly verdict: AccessVerdict;
      /** What the tool is built to touch: the declared or observed edge that narrows the grant to this sink. */
      readonly need?: GraphEdge;
    };

export type ComputedEdge =
  'can-read' | 'can-write' | 'can-admin' | 'can-invoke' | 'can-configure' | 'can-assume' | 'can-execute-as';

/**
 * direct: the start itself is an identity that may do it, or becomes one on its own: by a role it assumes, a credential it
 * holds, code it may run. deputy: it makes an agent, server or tool do it with their rights; that a tool runs any code, and
 * so becomes its runtime identity, is still the agent's doing.
 */
export type ReachMode = 'direct' | 'deputy';

/**
 * A way from one entry to one sink that holds together hop by hop. What could not be looked at is no path: it stands in
 * the answer's `unknown`.
 */
export interface ReachPath {
  readonly mode: ReachMode;
  readonly entry: NodeId;
  readonly sink: NodeId;
  readonly verb: AccessVerb | 'egress' | 'execute';
  /** Entry to sink; never empty. */
  readonly hops: readonly Hop[];
  /** Conditions of all hops, each once. */
  readonly guards: readonly string[];
  /** Index into hops of the cheapest hop to cut, and why that one; `stops`: the records that allow what goes with it. */
  readonly cut: { readonly hop: number; readonly why: string; readonly stops?: string };
  /** certain: every hop allows. conditional: guards hold in some requests. unknown: evidence is missing, named in `missing`. */
  readonly certainty: 'certain' | 'conditional' | 'unknown';
  readonly missing: readonly string[];
}

/** What `reach` is asked. An empty list of verbs or modes finds nothing. */
export interface ReachQuery {
  readonly modes: readonly ReachMode[];
  readonly verbs: readonly (AccessVerb | 'egress' | 'execute')[];
  /** Keep only sinks that this accepts. The start is never its own sink, but for egress: what came in from the internet may leave to it. */
  readonly sinks: (node: GraphNode) => boolean;
  /** Planes on which each stored hop must have been seen (any one of them); all planes where absent. */
  readonly planes?: readonly Plane[];
  /** Leave out paths that depend on any condition. */
  readonly withoutGuards?: boolean;
  /** Most paths returned per (sink, verb, mode); 1 where absent. The most certain come first, then the shortest. */
  readonly limit?: number;
}

export interface ReachAnswer {
  readonly paths: readonly ReachPath[];
  /** Why the answer could be incomplete: unresolved sinks, unresolved tool lists, a bound that was met; `kind` says what would answer it. */
  readonly unknown: readonly { readonly at: NodeId; readonly why: string; readonly kind: MissingKind }[];
}

/**
 * An access question over one column: who, or what, with the verdict. Denied pairs are left out. A principal outside
 * the estate has no node: its id is then the name that the policy writes, an ARN or `*`.
 */
export interface AccessPair {
  readonly principal: NodeId;
  readonly resource: NodeId;
  readonly verb: AccessVerb;
  readonly actions: readonly string[];
  readonly verdict: AccessVerdict;
}

/**
 * With an edge: were all edges of that kind at this asset listed. With a kind alone: were all nodes of it, beside
 * this asset. With neither nothing is asked, and no mark answers.
 */
export interface CompleteQuestion {
  readonly kind?: NodeKind;
  readonly edge?: EdgeKind;
  /** Also marks that speak only of edges to this kind; without it those answer nothing. */
  readonly toKind?: NodeKind;
  /** Only marks of sources of this plane; of any where absent. */
  readonly plane?: Plane;
}

/**
 * A tool that traces show at work, built to touch a store as an identity, and no log to bear that out. One of the two is not
 * whole, or the tool did without (an error, an answer that it had kept): either way the log's silence proves nothing there.
 */
export interface UnloggedUse {
  readonly tool: GraphNode;
  readonly identity: GraphNode;
  readonly edge: EdgeKind;
  readonly store: GraphNode;
  /** Calls of the tool that were seen, and when (ISO 8601 UTC). */
  readonly calls: { readonly count: number; readonly first: string; readonly last: string };
  /** ISO 8601 UTC: calls around which the log shows nothing at all of the identity, as far as their times were kept. */
  readonly silent: readonly string[];
  /** Whether the log shows no access by the identity to this store, at any time. */
  readonly never: boolean;
}

/** Read-only: what rules, answers and reports may ask. Every list is in a deterministic order. */
export interface GraphView {
  nodes(kind?: NodeKind): readonly GraphNode[];
  /** By any alias; null where no source described it. */
  node(id: NodeId): GraphNode | null;
  attribute(node: GraphNode, name: string, plane?: Plane): AttributeReading;
  /** In the order of kind and far end; of one kind where it is named. */
  out(id: NodeId, edge?: EdgeKind): readonly GraphEdge[];
  into(id: NodeId, edge?: EdgeKind): readonly GraphEdge[];
  edges(): readonly GraphEdge[];
  /** The marks that say that all `edge` edges of this node (or all nodes of `kind` beside it) were enumerated; none where nothing says so. */
  complete(node: GraphNode, what: CompleteQuestion): readonly MarkOnPlane[];
  /** Why marks that would answer do not hold, one clause each: other evidence contradicts them. */
  doubts(node: GraphNode, what: CompleteQuestion): readonly string[];
  /** Tools that run as the identity, are built to touch the store and were seen at work, where no log has an access of it. */
  unlogged(identity: NodeId, store: NodeId): readonly UnloggedUse[];
  /** Identity that a workload, agent, tool or server runs as, by edges of rungs 1-3. */
  runtimeIdentities(id: NodeId): readonly { readonly identity: GraphNode; readonly hops: readonly Hop[] }[];
  // Computed when asked for; a pair without ARNs is unknown, with what is missing.
  access(
    principal: NodeId,
    question: AccessVerb | { readonly action: string },
    resource: NodeId,
  ): AccessVerdict;
  /** All that the principal may do by this verb, lazily from the grants. */
  accessibleBy(principal: NodeId, verb: AccessVerb): readonly AccessPair[];
  /** Everyone who may do it, or of those that `isAsked` holds of (ids, or names as a policy writes them, where there is no node). */
  whoCan(
    question: AccessVerb | { readonly action: string },
    resource: NodeId,
    isAsked?: (principal: NodeId) => boolean,
  ): readonly AccessPair[];
  /** Services of which the user or role may do everything to all resources of a type, after all that limits and denies. */
  wideGrants(principal: NodeId): readonly WideGrant[];
  /** Policies attached to a principal, resource, account or organisational unit, as they were read. */
  policies(attachedTo: NodeId): readonly PolicyFact[];
  /** Bounded in hops, states and paths; a bound that was met is told in `unknown`. */
  reach(start: NodeId, query: ReachQuery): ReachAnswer;
  /**
   * The graph as it would be with these hops cut: `reach` and the stored edges know it. Answers about access and
   * marks are those of the whole graph.
   */
  without(hops: readonly Hop[]): GraphView;
}
