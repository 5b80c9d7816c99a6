import { ACCESS_VERBS, kindText, type AccessVerb, type NodeId } from '#model';
import type { AccessPair, GraphEdge, GraphView, ReachPath } from '#graph';
import { becomings, type Becoming } from './becoming.ts';
import { CALL_EDGES, callPaths, isCalled } from './call-paths.ts';
import { accessAnswer, edgeRow, hopRow, pathAnswer } from './report.ts';
import type { WhoCanAnswer } from './answer-schema.ts';
import { SCHEMA_VERSION } from './report-schema.ts';
import { unseenIdentities } from './unseen-identities.ts';

/** Denied pairs are left out; unknown ones are kept, with what is missing. */
export interface WhoCan {
  /** One of the five verbs, or a native action. */
  readonly action: string;
  readonly asset: NodeId;
  readonly direct: readonly AccessPair[];
  /** Who may act as one of those, by roles that it takes; services among them, for what runs as a role. */
  readonly become: readonly Becoming[];
  /** Through an agent, with the agent's rights; to what is called and not granted, through whatever calls it. */
  readonly deputy: readonly ReachPath[];
  /** Who calls, uses, connects to or exposes the asset itself. */
  readonly callers: readonly GraphEdge[];
  readonly unknown: readonly { readonly at: NodeId; readonly why: string }[];
}

function isVerb(action: string): action is AccessVerb {
  return (ACCESS_VERBS as readonly string[]).includes(action);
}

/**
 * Who holds the right, and who can make an agent use it for them. A native action is asked of every way to the asset: a way
 * counts when the identity at its end may do that very action.
 */
export function whoCan(action: string, asset: NodeId, view: GraphView): WhoCan {
  const node = view.node(asset);
  const called = node !== null && isCalled(node);
  // Only calling it is seen anywhere: that nobody was found to read an agent would be no answer.
  if (called && action !== 'invoke') {
    const why = `no grant is written for ${kindText(node.kind)}s, so only invoke can be asked`;
    return {
      action,
      asset,
      direct: [],
      become: [],
      deputy: [],
      callers: callersOf(asset, view),
      unknown: [{ at: asset, why }],
    };
  }
  const verbs: readonly AccessVerb[] = isVerb(action) ? [action] : ACCESS_VERBS;
  // Whoever can put text before an agent: strangers, and whoever calls it.
  const starts = [
    ...view.nodes('internet'),
    ...view.nodes('untrusted-content'),
    ...view.nodes('agent').filter((one) => one.state === 'active'),
  ];
  const answers = starts.map((start) =>
    view.reach(start.id, { modes: ['deputy'], verbs, sinks: (node) => node.id === asset }),
  );
  const deputy = answers
    .flatMap((one) => one.paths)
    .filter((path) => isVerb(action) || endsWith(path, action, view));
  const direct = view.whoCan(isVerb(action) ? action : { action }, asset);
  const become = becomings(direct, view);
  const unseen =
    node === null ? [] : unseenIdentities(node, action, view).map(({ why }) => ({ at: asset, why }));
  return {
    action,
    asset,
    direct,
    become: become.found,
    deputy: called
      ? onePerEntry([...callPaths(asset, view), ...deputy])
      : isVerb(action)
        ? deputy
        : onePerEntry(deputy),
    callers: callersOf(asset, view),
    // Several starts stop at the same place for the same reason: told once.
    unknown: [...unseen, ...become.unknown, ...distinct(answers.flatMap((one) => one.unknown))],
  };
}

/** Tools, servers and agents are not invoked by a grant: whoever calls them is read from edges. */
function callersOf(asset: NodeId, view: GraphView): readonly GraphEdge[] {
  return CALL_EDGES.flatMap((edge) => view.into(asset, edge));
}

/**
 * Whether the identity at the path's end may do this very action. A path whose last hop is no grant cannot tell, and is
 * left out.
 */
function endsWith(path: ReachPath, action: string, view: GraphView): boolean {
  const last = path.hops.at(-1);
  return last?.kind === 'computed' && view.access(last.from, { action }, path.sink).kind !== 'deny';
}

function distinct(reasons: WhoCan['unknown']): WhoCan['unknown'] {
  return [...new Map(reasons.map((one) => [`${one.at} ${one.why}`, one])).values()];
}

/** Several verbs may hold one action: a start is told once. */
function onePerEntry(paths: readonly ReachPath[]): readonly ReachPath[] {
  return [...new Map(paths.map((path) => [path.entry, path])).values()];
}

/** `sightline who-can --format json`. */
export function whoCanAnswer(found: WhoCan): WhoCanAnswer {
  return {
    schemaVersion: SCHEMA_VERSION,
    question: { action: found.action, asset: found.asset },
    direct: found.direct.map((pair) => ({
      principal: pair.principal,
      actions: [...pair.actions],
      answer: accessAnswer(pair.verdict),
    })),
    become: found.become.map(({ principal, as, certainty, hops }) => ({
      principal,
      as,
      certainty,
      hops: hops.map(hopRow),
    })),
    deputy: found.deputy.map(pathAnswer),
    callers: found.callers.map(edgeRow),
    unknown: found.unknown.map(({ at, why }) => ({ at, why })),
  };
}
