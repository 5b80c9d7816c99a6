import type { NodeId, PolicyFact } from '#model';
import type { AccessAnswers } from './access-answers.ts';
import { listedAccounts } from './account-principals.ts';
import { indexMarks, marksFor } from './complete-marks.ts';
import type { GraphIndex } from './graph-index.ts';
import type { GraphEdge, GraphView, Hop, ReachAnswer, ReachQuery, UnloggedUse } from './graph-view.ts';
import type { MergedGraph } from './merged-graph.ts';
import { createNodeAccess } from './node-access.ts';
import { createCutJudge } from './reach/cut-judge.ts';
import { createExpand, startStates } from './reach/expand.ts';
import { hopKey } from './reach/leg.ts';
import { assumableRoles, type ReachWorld } from './reach/reach-world.ts';
import { search } from './reach/search.ts';
import { runtimeIdentities, type RuntimeIdentity } from './runtime-identities.ts';
import { unloggedUses, type DoubtedMark } from './unlogged-use.ts';

interface ViewInput {
  readonly graph: MergedGraph;
  readonly index: GraphIndex;
  readonly answers: AccessAnswers;
  readonly policies: readonly PolicyFact[];
  /** Marks that the index does not hold, with the reason. */
  readonly doubted: readonly DoubtedMark[];
  /** `2026-11-22`; null where nobody said. */
  readonly today: string | null;
}

/**
 * A policy is found under every id of what it hangs on, and under the level's own name where no node stands for it.
 */
function policiesByNode(
  policies: readonly PolicyFact[],
  index: GraphIndex,
): ReadonlyMap<NodeId, readonly PolicyFact[]> {
  const byNode = new Map<NodeId, PolicyFact[]>();
  for (const policy of policies) {
    const id = index.node(policy.attachedTo)?.id ?? policy.attachedTo;
    byNode.set(id, [...(byNode.get(id) ?? []), policy]);
  }
  return byNode;
}

/** `without`: the keys of hops that are taken to be cut. */
type Reach = (start: NodeId, query: ReachQuery, without?: ReadonlySet<string>) => ReachAnswer;

/**
 * One automaton for all questions: its steps do not depend on the query, so that what one rule made it compute serves
 * the next.
 */
function createReach(
  world: ReachWorld,
  identitiesOf: (id: NodeId) => readonly RuntimeIdentity[],
  today: string | null,
): Reach {
  const expand = createExpand(world);
  const judge = createCutJudge(world.index, identitiesOf, today);
  const nodeOf = (id: NodeId): ReturnType<GraphIndex['node']> => world.index.node(id);
  return (start, query, without) => {
    // A caller may hold an older id of the asset; paths name it by the one it has now.
    const id = nodeOf(start)?.id ?? start;
    const starts = startStates(world, id);
    return search({
      starts,
      start: id,
      query,
      expand,
      nodeOf,
      judge,
      ...(without === undefined ? {} : { without }),
    });
  };
}

/** The same graph with these hops gone; what was computed of it is kept, since no step depends on a hop that is cut. */
function viewWithout(whole: GraphView, hops: readonly Hop[], reach: Reach): GraphView {
  const cut = new Set(hops.map(hopKey));
  const stands = (edge: GraphEdge): boolean => !cut.has(edge.id);
  return {
    ...whole,
    out: (id, edge) => whole.out(id, edge).filter(stands),
    into: (id, edge) => whole.into(id, edge).filter(stands),
    edges: () => whole.edges().filter(stands),
    reach: (start, query) => reach(start, query, cut),
    without: (more) => viewWithout(whole, [...hops, ...more], reach),
  };
}

function doubtsOf(graph: MergedGraph, doubted: readonly DoubtedMark[]): GraphView['doubts'] {
  const marks = indexMarks(doubted.map(({ mark }) => mark));
  const whyOf = new Map(doubted.map(({ mark, why }) => [mark, why]));
  return ({ id }, what) => {
    const asset = graph.assets[graph.indexOf.get(id) ?? -1];
    const found = asset === undefined ? [] : marksFor(marks, asset, what);
    return [...new Set(found.flatMap((mark) => whyOf.get(mark) ?? []))];
  };
}

/** Everything is computed when asked for and kept for as long as the view lives: one assessment. */
export function createGraphView({ graph, index, answers, policies, doubted, today }: ViewInput): GraphView {
  // Read when a policy first names a whole account: few do, and it takes every role and user of the estate.
  let listed: ((account: string) => boolean) | null = null;
  const access = createNodeAccess(graph, answers, (account) => (listed ??= listedAccounts(index))(account));
  const attached = policiesByNode(policies, index);
  // Asked for every actor of every path, so each answer is kept.
  const identities = new Map<NodeId, readonly RuntimeIdentity[]>();
  function identitiesOf(id: NodeId): readonly RuntimeIdentity[] {
    const kept = identities.get(id) ?? runtimeIdentities(index, id);
    identities.set(id, kept);
    return kept;
  }
  const world = { index, access, assumable: assumableRoles(policies, index) };
  const reach = createReach(world, identitiesOf, today);
  let unlogged: readonly UnloggedUse[] | null = null;
  const view: GraphView = {
    ...index,
    doubts: doubtsOf(graph, doubted),
    unlogged: (identity, store) =>
      (unlogged ??= unloggedUses(index)).filter(
        (one) => one.never && one.identity.id === identity && one.store.id === store,
      ),
    runtimeIdentities: identitiesOf,
    access: access.ask,
    accessibleBy: access.accessibleBy,
    whoCan: access.whoCan,
    wideGrants: access.wideGrants,
    policies: (attachedTo) => attached.get(index.node(attachedTo)?.id ?? attachedTo) ?? [],
    reach: (start, query) => reach(start, query),
    without: (hops) => viewWithout(view, hops, reach),
  };
  return view;
}
