import { ACCESS_VERBS, type AccessVerb, type NodeId, type ProofStep } from '#model';
import type { GraphNode, GraphView, Hop } from '#graph';
import { isGrant, type Change } from './cuts.ts';

/** One thing that a policy lets an identity do, and the tools that are built to do it. */
export interface NarrowedGrant {
  readonly verb: AccessVerb;
  readonly store: GraphNode;
  /** Empty of what was seen in use and no tool declares. */
  readonly tools: readonly GraphNode[];
}

interface UnusedGrant {
  readonly verb: AccessVerb;
  readonly store: GraphNode;
  /** Whether a log was read that tells every use of it: without one, that none was seen says nothing. */
  readonly watched: boolean;
}

/** What goes from the statements of an identity's policy that a change names, and what of the same statements has to stay. */
export interface PolicyNarrowing {
  readonly out: readonly NarrowedGrant[];
  readonly keep: readonly NarrowedGrant[];
  /** What they grant and is in neither: no tool is built for it, no use of it was seen, and no finding speaks of it. */
  readonly unused: readonly UnusedGrant[];
  /** How many statements that are; 0 where it is the whole policy. */
  readonly statements: number;
}

type PolicyChange = Extract<Change, { kind: 'policy' }>;

/**
 * A statement grants more than the finding is about: what a declared tool needs, or was seen in use, is not to go with the rest.
 * Null for policies of resources, which name whom they let in.
 *
 * @param takes What the cuts of the findings take away.
 */
export function policyNarrowing(
  change: PolicyChange,
  takes: readonly Hop[],
  view: GraphView,
): PolicyNarrowing | null {
  if (change.on !== 'identity') return null;
  const cut = takes.flatMap((hop) => (hop.kind === 'computed' ? [`${hop.computed} ${hop.to}`] : []));
  const grants = ACCESS_VERBS.flatMap((verb) =>
    view
      .accessibleBy(change.attachedTo, verb)
      .filter(({ verdict }) => verdict.proof.some((step) => isGivenBy(step, change)))
      .flatMap(({ resource }) => {
        const store = view.node(resource);
        return store === null ? [] : [{ verb, store, ...needOf(change.attachedTo, verb, store, view) }];
      }),
  );
  const isCut = ({ verb, store }: { verb: AccessVerb; store: GraphNode }): boolean =>
    cut.includes(`can-${verb} ${store.id}`);
  const out = grants.filter(isCut);
  const keep = grants.filter((one) => !isCut(one) && (one.tools.length > 0 || one.isUsed));
  const unused = grants
    .filter((one) => !out.includes(one) && !keep.includes(one))
    .map(({ verb, store }) => ({ verb, store, watched: isWatched(change.attachedTo, verb, store, view) }));
  return { out, keep, unused, statements: change.statements.length };
}

/** By a log of all that is done to the store, or of all that the identity does to its kind. */
function isWatched(identity: NodeId, verb: AccessVerb, store: GraphNode, view: GraphView): boolean {
  const question = { edge: `can-${verb}`, plane: 'observed' } as const;
  const node = view.node(identity);
  return (
    view.complete(store, { ...question, kind: store.kind }).length > 0 ||
    (node !== null && view.complete(node, { ...question, toKind: store.kind }).length > 0)
  );
}

/** What other statements of the policy give is the business of the findings about those. */
export function isGivenBy(step: ProofStep, { policy, statements }: PolicyChange): boolean {
  const isNamed = statements.length === 0 || statements.includes(step.statement ?? '');
  return isGrant(step) && step.policy === policy && isNamed;
}

/** Tools that run as the identity and declare it, and whether a log saw it. */
function needOf(
  identity: NodeId,
  verb: AccessVerb,
  store: GraphNode,
  view: GraphView,
): { readonly tools: readonly GraphNode[]; readonly isUsed: boolean } {
  const edges = [
    ...view.into(store.id, `can-${verb}`),
    ...(verb === 'read' ? view.into(store.id, 'retrieves-from') : []),
  ];
  const on = (plane: string): typeof edges =>
    edges.filter(({ planes }) => planes.some((one) => one.plane === plane));
  const tools = on('declared')
    .flatMap(({ from }) => view.node(from) ?? [])
    .filter(({ id }) => view.runtimeIdentities(id).some((one) => one.identity.id === identity));
  return { tools, isUsed: on('observed').some(({ from }) => from === view.node(identity)?.id) };
}
