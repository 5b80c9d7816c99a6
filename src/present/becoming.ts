import type { NodeId } from '#model';
import type { AccessPair, GraphView, Hop } from '#graph';

/** Who has not the right itself and may act as an identity that has. */
export interface Becoming {
  /** A node's id, or a name as the trust policy writes it: an account, an identity provider, a service. */
  readonly principal: NodeId;
  /** The identity of those that have the right as which it ends. */
  readonly as: NodeId;
  /** Each role that it takes, the last of them `as`; never empty. */
  readonly hops: readonly Extract<Hop, { kind: 'computed' }>[];
  /** That of the least sure step, the right itself among them. */
  readonly certainty: 'certain' | 'conditional' | 'unknown';
}

/** Those found, and roles of which it is not known who may take them. */
interface Becomings {
  readonly found: readonly Becoming[];
  readonly unknown: readonly { readonly at: NodeId; readonly why: string }[];
}

const DOUBT = { allow: 0, conditional: 1, unknown: 2, deny: 3 } as const;
const CERTAINTY = ['certain', 'conditional', 'unknown'] as const;

interface Way {
  readonly at: NodeId;
  readonly as: NodeId;
  readonly hops: Becoming['hops'];
  /** 0 to 2, an index of CERTAINTY. */
  readonly doubt: 0 | 1 | 2;
}

/** How sure a way is, and how many roles it takes. */
interface Worth {
  readonly doubt: Way['doubt'];
  readonly length: number;
}

function worthOf({ doubt, hops }: Way): Worth {
  return { doubt, length: hops.length };
}

function isBetter(a: Worth, b: Worth): boolean {
  return a.doubt === b.doubt ? a.length < b.length : a.doubt < b.doubt;
}

function sourcesOf(direct: readonly AccessPair[]): Way[] {
  const best = new Map<NodeId, Way>();
  for (const { principal, verdict } of direct) {
    if (verdict.kind === 'deny') continue;
    const doubt = DOUBT[verdict.kind];
    const known = best.get(principal);
    if (known === undefined || doubt < known.doubt)
      best.set(principal, { at: principal, as: principal, hops: [], doubt });
  }
  return [...best.values()];
}

function isRole(id: NodeId, view: GraphView): boolean {
  const node = view.node(id);
  return node === null ? /^arn:[^:]*:iam::\d{12}:role\//.test(id) : node.kind === 'cloud-role';
}

/**
 * The best way of each that is known so far, and all of them by their certainty and then by their length. Who reads them from
 * front to back has no better way to come: a longer one lies further back, and a less sure one too.
 */
interface Ways {
  readonly best: Map<NodeId, Way>;
  readonly open: readonly [Way[][], Way[][], Way[][]];
}

/** Of two that are as good the first stays. */
function add(way: Way, { best, open }: Ways): void {
  const known = best.get(way.at);
  if (known !== undefined && !isBetter(worthOf(way), worthOf(known))) return;
  best.set(way.at, way);
  const levels = open[way.doubt];
  while (levels.length <= way.hops.length) levels.push([]);
  levels[way.hops.length]?.push(way);
}

/** Each once, by its best way; whoever reads may add ways that are longer or less sure than the one just read. */
function* settled({ best, open }: Ways): Generator<Way> {
  // An array grows at its end while it is read.
  for (const levels of open)
    for (const level of levels) for (const way of level) if (best.get(way.at) === way) yield way;
}

/**
 * Everyone who may take a role that has the right, over as many roles as it needs: what the caller may do and whom the role
 * trusts, both asked of access/. Everyone comes once, by the surest and then the shortest way, and not at all where the own
 * right is no less sure.
 */
export function becomings(direct: readonly AccessPair[], view: GraphView): Becomings {
  const ways: Ways = { best: new Map(), open: [[], [], []] };
  for (const way of sourcesOf(direct)) add(way, ways);
  const found: Becoming[] = [];
  const unknown: { readonly at: NodeId; readonly why: string }[] = [];
  for (const way of settled(ways)) {
    if (way.hops.length > 0)
      found.push({ principal: way.at, as: way.as, hops: way.hops, certainty: CERTAINTY[way.doubt] });
    if (!isRole(way.at, view)) continue;
    if (!view.policies(way.at).some(({ policyType }) => policyType === 'trust')) {
      unknown.push({ at: way.at, why: 'who may act as it: its trust policy was not handed over' });
      continue;
    }
    for (const taker of takers(way, view, ways)) add(taker, ways);
  }
  return { found, unknown };
}

/** Whoever has a way that is as good already is not asked about: an answer costs a whole evaluation. */
function takers(way: Way, view: GraphView, { best }: Ways): readonly Way[] {
  const worth = { doubt: way.doubt, length: way.hops.length + 1 };
  const isAsked = (principal: NodeId): boolean => {
    const known = best.get(principal);
    return known === undefined || isBetter(worth, worthOf(known));
  };
  return view.whoCan('invoke', way.at, isAsked).flatMap(({ principal, verdict }) => {
    if (verdict.kind === 'deny') return [];
    const hop = { kind: 'computed', from: principal, computed: 'can-assume', to: way.at, verdict } as const;
    const doubt = Math.max(way.doubt, DOUBT[verdict.kind]) as Way['doubt'];
    return [{ at: principal, as: way.as, hops: [hop, ...way.hops], doubt }];
  });
}
