import { ACCESS_EDGES, counted, type EdgeKind, type Evidence } from '#model';
import type { EdgeOnPlane, GraphNode, GraphView } from '#graph';

/** A platform's log gives whole seconds, and two clocks are never quite the same. */
const WINDOW_MS = 2_000;

/** What a log of the platform shows an identity do at the moments when a tool was called. */
interface Coincidence {
  /** Id of the access edge. */
  readonly edge: string;
  /** One clause, after what is said of the tool. */
  readonly said: string;
  /** The records, first and last, with what they have in common with the calls. */
  readonly evidence: readonly Evidence[];
}

/** How often an access is, as a noun; a plural takes an s. */
const ACCESS_NOUNS: Partial<Record<EdgeKind, string>> = {
  'can-read': 'read',
  'can-write': 'write',
  'can-admin': 'administration',
  'can-invoke': 'invocation',
  'can-configure': 'configuration',
};

/**
 * Of a tool whose code nobody has: accesses that came when it was called, by identities that its caller, or a server of its
 * caller, runs as. Only where most of the calls and most of the accesses fall together: a busy store is read at any moment. It
 * is a hint for whoever looks, never an edge.
 */
export function coincidencesOf(tool: GraphNode, view: GraphView): readonly Coincidence[] {
  const calls = view.into(tool.id, 'calls-tool');
  const called = calls.flatMap(({ planes }) => timesOf(planes));
  const actors = calls.flatMap(({ from }) => [from, ...view.out(from, 'connects-to').map((edge) => edge.to)]);
  const identities = new Map(
    [...new Set([tool.id, ...actors])].flatMap((id) =>
      view.runtimeIdentities(id).map(({ identity }) => [identity.id, identity] as const),
    ),
  );
  return [...identities.values()].flatMap((identity) =>
    ACCESS_EDGES.flatMap((kind) => view.out(identity.id, kind)).flatMap((edge) => {
      const times = timesOf(edge.planes);
      const [near, met] = [countNear(called, times), countNear(times, called)];
      if (near * 2 < called.length || met * 2 < times.length || near === 0) return [];
      const store = view.node(edge.to)?.name ?? edge.to;
      const noun = ACCESS_NOUNS[edge.edge] ?? edge.edge;
      const share = `${String(near)} of its ${counted(called.length, 'call')} came within ${String(WINDOW_MS / 1_000)} seconds of a ${noun} of ${store} by ${identity.name}`;
      const note = `${share} (${String(met)} of ${counted(times.length, `logged ${noun}`)})`;
      const records = edge.planes
        .filter(({ plane }) => plane === 'observed')
        .flatMap(({ evidence }) => evidence);
      return [{ edge: edge.id, said: note, evidence: records.map((one) => ({ ...one, note })) }];
    }),
  );
}

function timesOf(planes: readonly EdgeOnPlane[]): readonly number[] {
  return planes
    .flatMap(({ plane, times }) => (plane === 'observed' ? (times ?? []) : []))
    .map((time) => Date.parse(time));
}

function countNear(all: readonly number[], others: readonly number[]): number {
  return all.filter((one) => others.some((other) => Math.abs(one - other) <= WINDOW_MS)).length;
}
