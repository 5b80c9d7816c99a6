import type { Evidence } from '#model';
import type { GraphEdge, GraphView, ReachPath } from '#graph';

/** What a log saw an identity do at the end of a path. */
interface Sighting {
  readonly verb: ReachPath['verb'];
  /** `seen 2 times as support-orders-mcp`. */
  readonly said: string;
  /** The first and the last record, each with who did it and how often in all. */
  readonly evidence: readonly Evidence[];
}

/** Can and did are different news: what was seen of the grants that the paths end with, each pair and verb once. */
export function sightingsOf(paths: readonly ReachPath[], view: GraphView): readonly Sighting[] {
  const seen = new Map<string, Sighting>();
  for (const { verb, hops } of paths) {
    const last = hops.at(-1);
    if (last?.kind !== 'computed') continue;
    const edge = view.out(last.from, last.computed).find((one) => one.to === last.to);
    const sighting = edge === undefined ? null : sightingOf(edge, verb, view);
    if (edge !== undefined && sighting !== null) seen.set(edge.id, sighting);
  }
  return [...seen.values()];
}

function sightingOf(edge: GraphEdge, verb: ReachPath['verb'], view: GraphView): Sighting | null {
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
  const note = `${who}: ${verb} ${view.node(edge.to)?.name ?? edge.to}, ${times}; ${by}`;
  return {
    verb,
    said: `${times} as ${who}`,
    evidence: evidence.map((one) => ({ ...one, note })),
  };
}
