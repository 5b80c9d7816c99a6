import type { NodeId, ProofStep } from '#model';
import type { GraphEdge, GraphNode, GraphView, Hop, ReachPath } from '#graph';
import type { Finding, Rule } from '#assess';

/** What one would change to take a hop away. */
export type Change =
  /** The policy document that grants; `statements` as access/ labels them, each once. */
  | {
      readonly kind: 'policy';
      readonly policy: string;
      readonly attachedTo: string;
      readonly on: 'identity' | 'resource';
      readonly statements: readonly string[];
    }
  | { readonly kind: 'edge'; readonly edge: GraphEdge; readonly why: string }
  /** `fix` is that of the first of the rules that speak of the asset as a whole. */
  | {
      readonly kind: 'asset';
      readonly asset: GraphNode;
      readonly fix: string;
      readonly rules: readonly string[];
    };

/** Two changes of one key are the same piece of work. */
export function changeKey(change: Change): string {
  switch (change.kind) {
    case 'policy':
      return `policy ${change.policy} ${change.attachedTo}`;
    case 'edge':
      return `edge ${change.edge.id}`;
    case 'asset':
      return `asset ${change.asset.id}`;
  }
}

/** Of the layers that allow, SCPs, RCPs and boundaries only let through: these two give. */
export function isGrant(step: ProofStep): boolean {
  return step.effect === 'allow' && (step.policyType === 'identity' || step.policyType === 'resource');
}

/** The one document that grants a computed hop; null where several do, since narrowing one of them may change nothing. */
function grantOf(hop: Extract<Hop, { kind: 'computed' }>): Change | null {
  const steps = hop.verdict.proof.filter(isGrant);
  const [first] = steps;
  if (first === undefined || first.policy === null) return null;
  const same = steps.every((one) => one.policy === first.policy && one.attachedTo === first.attachedTo);
  if (!same) return null;
  return {
    kind: 'policy',
    policy: first.policy,
    attachedTo: first.attachedTo,
    on: first.policyType === 'resource' ? 'resource' : 'identity',
    statements: [...new Set(steps.flatMap((one) => one.statement ?? []))],
  };
}

/** What takes one hop away; null where none can be named. */
export function hopChange(hop: Hop, why: string): Change | null {
  return hop.kind === 'computed' ? grantOf(hop) : { kind: 'edge', edge: hop.edge, why };
}

/** The change that a path's cheapest cut asks for; null where none can be named. */
export function cutChange(path: ReachPath): Change | null {
  const hop = path.hops[path.cut.hop];
  return hop === undefined ? null : hopChange(hop, path.cut.why);
}

/** Who makes a change. */
export interface Holders {
  /** Empty where nobody is named. */
  readonly who: readonly string[];
  /** What is to be changed, where nobody is named for it and `who` holds the identity that it lets in; else null. */
  readonly insteadOf: NodeId | null;
}

/** Who changes one hop: of a grant who holds its policy, else who holds the identity that it is for. */
export function hopHolders(hop: Hop, view: GraphView): Holders {
  const change = hop.kind === 'computed' ? grantOf(hop) : null;
  const named = change === null ? [] : holdersOf(change, view);
  if (named.length > 0) return { who: named, insteadOf: null };
  const who = ownersAt(hop.kind === 'edge' ? changedAt(hop.edge) : hop.from, view);
  return { who, insteadOf: change?.kind === 'policy' && change.on === 'resource' ? change.attachedTo : null };
}

/** Who holds the thing to be changed; empty where nobody is named, and never the owner of what merely uses it. */
export function holdersOf(change: Change, view: GraphView): readonly string[] {
  switch (change.kind) {
    case 'policy':
      return ownersAt(change.attachedTo, view);
    case 'edge':
      return ownersAt(changedAt(change.edge), view);
    case 'asset':
      return ownersAt(change.asset.id, view);
  }
}

/** As it is stored: what is walked back is changed where it starts. An address is set at what it opens, and not by who comes in. */
export function changedAt({ from, edge, to }: GraphEdge): NodeId {
  return edge === 'exposes' ? to : from;
}

/** Who is named for an asset itself. */
export function ownersAt(id: string, view: GraphView): readonly string[] {
  const node = view.node(id);
  if (node === null) return [];
  return [...new Set(view.out(node.id, 'owned-by').map((edge) => view.node(edge.to)?.name ?? edge.to))];
}

/** Whether the path is gone after the change. A grant that other paths live by stays for them: there its own cut counts. */
export function takesAway(change: Change, path: ReachPath): boolean {
  switch (change.kind) {
    case 'policy': {
      const cut = cutChange(path);
      return cut !== null && changeKey(cut) === changeKey(change);
    }
    case 'edge':
      return path.hops.some((hop) => hop.kind === 'edge' && hop.edge.id === change.edge.id);
    case 'asset':
      // What a tool becomes by running any code is its latitude, and goes with it.
      return path.hops.some(
        (hop) => hop.kind === 'edge' && hop.edge.edge === 'executes-on' && hop.edge.from === change.asset.id,
      );
  }
}

/**
 * Sets of paths of which each alone carries the finding: the legs of a rule that joins several. Empty where the paths are
 * examples and the finding also stands without them.
 */
export function legsOf(finding: Finding, rule: Rule | undefined): readonly (readonly ReachPath[])[] {
  const legs = (rule?.defect ?? []).flatMap((one) => ('reaches' in one ? one.reaches.legs : []));
  return legs
    .map((leg) => finding.paths.filter((path) => leg.verbs.includes(path.verb)))
    .filter((paths) => paths.length > 0);
}

/** Other ways of the same kind between the same ends: past so many a change is not said to close them all. */
const OTHER_WAYS = 8;

/** Whether a leg is gone with the change, the ways that the finding does not show included. */
export function closes(change: Change, paths: readonly ReachPath[], view: GraphView): boolean {
  if (!paths.every((path) => takesAway(change, path))) return false;
  return paths.every(({ entry, sink, verb, mode }) => {
    const query = { modes: [mode], verbs: [verb], sinks: (node: GraphNode) => node.id === sink };
    const ways = view.reach(entry, { ...query, limit: OTHER_WAYS }).paths;
    return ways.length < OTHER_WAYS && ways.every((way) => takesAway(change, way));
  });
}
