import { counted, type EdgeKind } from '#model';
import type { ComputedEdge, GraphEdge, Hop } from '../graph-view.ts';

/** What the choice of a cut asks of the graph. */
export interface CutJudge {
  /** Declared needs that the computed grant serves, but for the one of this path. */
  readonly otherNeeds: (hop: Extract<Hop, { kind: 'computed' }>) => readonly GraphEdge[];
  /** Other agents, tools or workloads that stop working when this stored edge goes; null where nothing counts them. */
  readonly dependants: (edge: GraphEdge) => number | null;
  /** What records of the agent say of one hop of its work; silent where none speaks of such a thing. */
  readonly allowance: (hop: Hop, agent: string) => Allowance;
  readonly isAgent: (id: string) => boolean;
  readonly nameOf: (id: string) => string;
}

/** `by`: the record that allows it, as a reader finds it. */
export type Allowance = { readonly by: string } | 'outside' | 'silent';

/**
 * What is changed most easily, cheapest first: a grant or a setting before a design, a design before a deployment. What is
 * missing here (where something runs, where a tool is defined) is no place to cut.
 */
const CUTTABLE: readonly (EdgeKind | ComputedEdge)[] = [
  'can-read',
  'can-write',
  'can-admin',
  'can-invoke',
  'can-configure',
  'can-assume',
  'can-attach-role',
  'can-execute-as',
  'has-secret',
  'authenticates-as',
  'exposes',
  'egresses-to',
  'retrieves-from',
  'calls-tool',
  'connects-to',
  'influences',
  'delegates-to',
  'has-role',
  'member-of',
  'runs-as',
];

/** Stored or computed, by the same names. */
function edgeOf(hop: Hop): EdgeKind | ComputedEdge {
  return hop.kind === 'edge' ? hop.edge.edge : hop.computed;
}

/** Cutting what a tool is built for is a change of code; the same words on the granted plane are a change of policy. */
function isNeedInCode(hop: Hop): boolean {
  return (
    hop.kind === 'edge' &&
    hop.edge.edge.startsWith('can-') &&
    hop.edge.planes.every((one) => one.plane !== 'granted')
  );
}

/** What a cut costs: whether it stops work that somebody allowed, things that break, then how hard it is to do. */
interface Price {
  readonly hop: number;
  readonly allowed: boolean;
  readonly broken: number;
  readonly rank: number;
  readonly why: string;
}

/** The grant as what it lets be done: that nobody needs to write a table says nothing of who reads it. */
function grantWhy(hop: Extract<Hop, { kind: 'computed' }>, others: number, judge: CutJudge): string {
  const what = `${hop.computed.replace(/^can-/, '')} ${judge.nameOf(hop.to)}`;
  if (others > 0) return `the grant to ${what} serves ${counted(others, 'other declared need')}`;
  return hop.need === undefined
    ? `no declared tool that runs as ${judge.nameOf(hop.from)} needs to ${what}`
    : `of all that runs as ${judge.nameOf(hop.from)} only ${judge.nameOf(hop.need.from)} needs to ${what}`;
}

/** What can be done instead of having the edge, and who would notice. */
function settingWhy(edge: GraphEdge, broken: number | null, judge: CutJudge): string {
  const [from, to] = [judge.nameOf(edge.from), judge.nameOf(edge.to)];
  // What was not counted is not said to be nothing.
  const others =
    broken === null
      ? ''
      : broken === 0
        ? '; nothing else depends on it'
        : `; ${counted(broken, 'other asset depends', 'other assets depend')} on it`;
  switch (edge.edge) {
    case 'exposes':
      return `${to} can demand authentication${others}`;
    case 'egresses-to':
      // Derived from the network that the workload runs in, which no code of its own narrows.
      if (edge.derived)
        return `in a network of its own ${from} can be kept to an allow-list of hosts${others}`;
      return `an allow-list of hosts for ${from} closes its way out${others}`;
    case 'has-secret':
      return `${from} need not hold ${to}${others}`;
    case 'calls-tool':
      return `${from} loses ${to}${others}`;
    case 'runs-as':
      return `${from} can have an identity of its own${others}`;
    default:
      return `${edge.edge} from ${from} to ${to} can be taken back${others}`;
  }
}

function priceOf(hop: Hop, at: number, allowed: boolean, judge: CutJudge): Price | null {
  const rank = CUTTABLE.indexOf(edgeOf(hop));
  // No place to cut.
  if (rank < 0) return null;
  if (hop.kind === 'computed') {
    const others = judge.otherNeeds(hop).length;
    return { hop: at, allowed, broken: others, rank, why: grantWhy(hop, others, judge) };
  }
  const broken = judge.dependants(hop.edge);
  // An identity that nobody else has is its own already: to take it away is to switch the workload off.
  if (hop.edge.edge === 'runs-as' && broken === 0) return null;
  // As dear as any other change of what a tool is for.
  const codeRank = isNeedInCode(hop) ? CUTTABLE.indexOf('retrieves-from') : rank;
  // What nobody counted is taken to serve this path alone.
  return { hop: at, allowed, broken: broken ?? 0, rank: codeRank, why: settingWhy(hop.edge, broken, judge) };
}

/** Of each hop what is said of the work of the last agent before it. */
function allowancesOf(hops: readonly Hop[], judge: CutJudge): readonly Allowance[] {
  let agent: string | null = null;
  return hops.map((hop) => {
    if (judge.isAgent(hop.from)) agent = hop.from;
    // An address is opened for the agent behind it.
    const whose = agent ?? hops.map(({ to }) => to).find(judge.isAgent);
    return whose === undefined ? 'silent' : judge.allowance(hop, whose);
  });
}

/** Records that allow the whole way: its end, and nothing on it is outside; empty where they do not. */
function allowedWhole(allowances: readonly Allowance[]): readonly string[] {
  const isWhole = typeof allowances.at(-1) === 'object' && !allowances.includes('outside');
  return isWhole ? [...new Set(allowances.flatMap((one) => (typeof one === 'object' ? [one.by] : [])))] : [];
}

/**
 * The hop whose loss costs least: none that a charter or an approval allows, fewest declared needs broken, then the easiest change,
 * then the nearest to the sink. Where all of the way is allowed, `stops` names the records that say so. Where no hop can be cut it
 * names the last one, and says so.
 */
export function cheapestCut(
  hops: readonly Hop[],
  judge: CutJudge,
): { readonly hop: number; readonly why: string; readonly stops?: string } {
  const allowances = allowancesOf(hops, judge);
  const whole = allowedWhole(allowances);
  const prices = hops.flatMap((hop, at) => priceOf(hop, at, typeof allowances[at] === 'object', judge) ?? []);
  prices.sort(
    (a, b) =>
      (whole.length > 0 ? 0 : Number(a.allowed) - Number(b.allowed)) ||
      a.broken - b.broken ||
      a.rank - b.rank ||
      b.hop - a.hop,
  );
  const best = prices[0];
  if (best === undefined)
    return { hop: hops.length - 1, why: 'no hop of this path can be changed without moving the workload' };
  const one = allowances[best.hop];
  const by = whole.length > 0 ? whole : typeof one === 'object' ? [one.by] : [];
  return { hop: best.hop, why: best.why, ...(by.length === 0 ? {} : { stops: by.join(' and ') }) };
}
