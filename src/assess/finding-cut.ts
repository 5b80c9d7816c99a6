import { hopKey, type GraphView, type Hop, type ReachPath } from '#graph';
import { verdictsOf, type RuleVerdict } from './evaluate-rule.ts';
import type { RuleContext } from './rule-context.ts';

/** One hop of the cut. `way`: what shows it, where that is none of the finding's own paths but opens beside them; else null. */
interface CutHop {
  readonly hop: Hop;
  readonly why: string;
  readonly way: ReachPath | null;
}

/** Hops which, cut together, end what the finding proves; and what the rule says of the asset then. */
export interface FindingCut {
  readonly hops: readonly CutHop[];
  /** settled: the rule is quiet. open: nothing is proven any more, and something could not be seen. fires: part of it stays. */
  readonly after: 'settled' | 'open' | 'fires';
  /** What could not be seen, or what still holds; one clause each, empty where it is settled. */
  readonly stays: readonly string[];
}

/** Other ways show only when the first are cut. A world that opens a new one every time is not cut hop by hop. */
const MAX_ROUNDS = 6;

/**
 * The cut of a whole finding, tried on the graph: what is advised is cut, and the same rule is asked of the same asset again.
 * Null where the finding shows no path, or where no hop of a path can be cut.
 */
export function findingCut(found: RuleVerdict, context: RuleContext): FindingCut | null {
  if (found.paths.length === 0) return null;
  const ways = found.paths.filter((path) => path.verb === 'egress');
  // Where data must be both reached and sent, closing the ways out is enough. Whether it must be, the rule says itself.
  const tries = ways.length > 0 && ways.length < found.paths.length ? [ways, found.paths] : [found.paths];
  const cuts = tries.flatMap((paths) => cutThrough(paths, found, context) ?? []);
  return cuts.find((cut) => cut.after !== 'fires') ?? cuts.at(-1) ?? null;
}

function cutThrough(
  proven: readonly ReachPath[],
  found: RuleVerdict,
  context: RuleContext,
): FindingCut | null {
  const chosen = new Map<string, CutHop>();
  let paths = proven;
  let after = found;
  for (let round = 0; round < MAX_ROUNDS && after.verdict === 'fires'; round += 1) {
    const before = chosen.size;
    choose(paths, chosen, round > 0);
    if (chosen.size === before) break;
    after = asked(
      found,
      [...chosen.values()].map(({ hop }) => hop),
      context,
    );
    // The first paths may be one half of the finding; what opens beside them is of the same half.
    const verbs = new Set(proven.map((path) => path.verb));
    paths = after.paths.filter((path) => verbs.has(path.verb));
  }
  if (chosen.size === 0) return null;
  return { hops: [...chosen.values()], ...outcomeOf(after) };
}

/** The cheapest hop of each path that no chosen hop cuts yet. Short paths first: what cuts them often cuts longer ones. */
function choose(paths: readonly ReachPath[], chosen: Map<string, CutHop>, isBeside: boolean): void {
  const byLength = [...paths].sort((a, b) => a.hops.length - b.hops.length);
  for (const path of byLength) {
    const { hops, cut } = path;
    const hop = hops[cut.hop];
    if (hop === undefined || hops.some((one) => chosen.has(hopKey(one)))) continue;
    chosen.set(hopKey(hop), { hop, why: cutWhy(path), way: isBeside ? path : null });
  }
}

function cutWhy({ cut }: ReachPath): string {
  return cut.stops === undefined ? cut.why : `${cut.why}; this stops work allowed by ${cut.stops}`;
}

/** The rule again, of this asset and subject, in the graph without the hops. */
function asked(found: RuleVerdict, hops: readonly Hop[], context: RuleContext): RuleVerdict {
  const { subject } = found;
  const without = context.view.without(hops);
  const view = subject === null ? without : towards(subject, without);
  const verdicts = verdictsOf(found.rule, found.node, { ...context, view });
  const same = verdicts.find((one) => one.subject === subject) ?? verdicts[0];
  return same ?? { ...found, verdict: 'quiet', paths: [], missing: [], detail: '' };
}

/** A finding about one store is settled whatever becomes of the others. */
function towards(subject: string, view: GraphView): GraphView {
  return {
    ...view,
    reach: (start, query) =>
      view.reach(start, { ...query, sinks: (node) => node.id === subject && query.sinks(node) }),
  };
}

function outcomeOf(after: RuleVerdict): Pick<FindingCut, 'after' | 'stays'> {
  switch (after.verdict) {
    case 'fires':
      return { after: 'fires', stays: [after.detail === '' ? after.rule.title : after.detail] };
    case 'cannot-tell':
      return { after: 'open', stays: after.missing.map((one) => one.what) };
    case 'quiet':
    case 'not-applicable':
      return { after: 'settled', stays: [] };
  }
}
