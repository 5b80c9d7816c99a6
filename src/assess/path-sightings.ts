import { ACCESS_EDGES, type EdgeKind, type Evidence } from '#model';
import type { GraphEdge, GraphView, ReachPath } from '#graph';

/** What a log saw an identity do at the end of a path. */
interface Sighting {
  readonly verb: ReachPath['verb'];
  /** `seen 2 times as support-orders-mcp`. */
  readonly said: string;
  /** The first and the last record, each with who did it and how often in all. */
  readonly evidence: readonly Evidence[];
}

/** That nobody saw what allowed the access at the end of a path, which a log shows all the same. */
export const GRANT_UNSEEN = 'the grant that allowed it was not seen';

/** Of an access that grants cannot decide a path is only sure because it was seen. */
export function isGrantUnseen({ hops, certainty }: ReachPath): boolean {
  const last = hops.at(-1);
  if (certainty === 'unknown' || last === undefined) return false;
  if (last.kind === 'computed') return last.verdict.kind === 'unknown';
  return last.edge.planes.every(({ plane }) => plane === 'observed') && isAccess(last.edge.edge);
}

function isAccess(edge: EdgeKind): boolean {
  return edge === 'retrieves-from' || ACCESS_EDGES.some((one) => one === edge);
}

/** Can and did are different news: what was seen of the grants that the paths end with, each pair and verb once. */
export function sightingsOf(paths: readonly ReachPath[], view: GraphView): readonly Sighting[] {
  const seen = new Map<string, Sighting>();
  for (const path of paths) {
    const { verb, hops } = path;
    const last = hops.at(-1);
    if (last === undefined || (last.kind === 'edge' && !isAccess(last.edge.edge))) continue;
    const edge =
      last.kind === 'edge' ? last.edge : view.out(last.from, last.computed).find((one) => one.to === last.to);
    const sighting = edge === undefined ? null : sightingOf(edge, verb, isGrantUnseen(path), view);
    if (edge !== undefined && sighting !== null) seen.set(edge.id, sighting);
  }
  return [...seen.values()];
}

/** Of a series the first and the last record are kept: each says which it is, so that nobody adds them up. */
function recordText(at: number, kept: number, count: number): string {
  if (count === 1) return 'seen once';
  if (kept !== 2) return `seen ${String(count)} times`;
  return `${at === 0 ? 'the first' : 'the last'} of ${String(count)} times`;
}

function sightingOf(
  edge: GraphEdge,
  verb: ReachPath['verb'],
  grantUnseen: boolean,
  view: GraphView,
): Sighting | null {
  const observed = edge.planes.find((one) => one.plane === 'observed');
  if (observed === undefined || observed.count === null) return null;
  const { count, evidence } = observed;
  const who = view.node(edge.from)?.name ?? edge.from;
  const times = count === 1 ? 'seen once' : `seen ${String(count)} times`;
  // Telemetry that joins a tool to the store says which tool it was; a log of the platform knows the identity alone.
  const tools = view
    .into(edge.to, edge.edge)
    .filter((one) => one.planes.some(({ plane }) => plane === 'observed'))
    .flatMap((one) => view.node(one.from) ?? [])
    .filter((from) => from.kind === 'tool');
  const by =
    tools.length > 0
      ? `traces show ${tools.map(({ name }) => name).join(', ')} doing it`
      : 'which tool did it the log does not tell';
  const what = `${who}: ${verb} ${view.node(edge.to)?.name ?? edge.to}`;
  return {
    verb,
    said: `${times} as ${who}${grantUnseen ? `; ${GRANT_UNSEEN}` : ''}`,
    evidence: evidence.map((one, at) => ({
      ...one,
      note: `${what}, ${recordText(at, evidence.length, count)}; ${by}`,
    })),
  };
}
