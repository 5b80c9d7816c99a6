import {
  type AttributesOf,
  counted,
  edgeFact,
  type EdgeFact,
  type EdgeKind,
  type Evidence,
  type EvidenceAt,
  type Fact,
  type Gap,
  type Identifier,
  MAX_SIGHTING_TIMES,
  nodeFact,
  type NodeKind,
} from '#model';
import type { TelemetryEvent } from './telemetry-event.ts';

// Bounds on what a target may make of us: names in telemetry are a stranger's, and each could be a new asset.
const MAX_NODES = 50_000;
const MAX_EDGES = 200_000;
const MAX_ACTIONS = 100;

/** Where and when something was seen once. */
export interface Sighting {
  readonly at: EvidenceAt;
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly note?: string;
}

/** First and last by time, not by order of arrival. */
interface Seen {
  first: Sighting;
  last: Sighting;
  count: number;
}

interface SeenNode extends Seen {
  readonly kind: NodeKind;
  readonly name: string;
  readonly attributes: AttributesOf<NodeKind>;
  readonly identifiers: readonly Identifier[];
}

/** `actions` are native actions, such as s3:GetObject; of telemetry there are none. */
interface SeenEdge extends Seen {
  /** Epoch milliseconds of each sighting; null once they are too many. */
  times: number[] | null;
  readonly from: string;
  readonly edge: EdgeKind;
  readonly to: string;
  readonly rung: EdgeFact['rung'];
  readonly actions: Set<string>;
}

/**
 * Adds up what was seen: each asset and relation once, with first and last sighting and how often. Memory grows with
 * what there is, not with how often it was used.
 */
export class ObservedFacts {
  readonly #said: Pick<Evidence, 'plane' | 'source' | 'target'>;
  readonly #nodes = new Map<string, SeenNode>();
  readonly #edges = new Map<string, SeenEdge>();
  #left = 0;

  constructor(source: string, target: string) {
    this.#said = { plane: 'observed', source, target };
  }

  /**
   * Adds a sighting of an asset; the first to speak decides name and attributes.
   *
   * @returns Its id, also where the asset was left out.
   */
  node<K extends NodeKind>(
    node: {
      id: string;
      kind: K;
      name: string;
      attributes?: AttributesOf<K>;
      identifiers?: readonly Identifier[];
    },
    sighting: Sighting,
  ): string {
    const known = this.#nodes.get(node.id);
    if (known !== undefined) extend(known, sighting);
    else if (this.#nodes.size >= MAX_NODES) this.#left += 1;
    else this.#nodes.set(node.id, { attributes: {}, identifiers: [], ...node, ...once(sighting) });
    return node.id;
  }

  /** Adds a sighting of a relation. Left out, and counted, where there is no room or an end was left out itself. */
  edge(
    from: string,
    edge: EdgeKind,
    to: string,
    sighting: Sighting,
    more: { readonly rung?: EdgeFact['rung']; readonly action?: string } = {},
  ): void {
    const key = `${from} ${edge} ${to}`;
    let known = this.#edges.get(key);
    if (known !== undefined) {
      extend(known, sighting);
      if ((known.times?.push(sighting.timeMs) ?? 0) > MAX_SIGHTING_TIMES) known.times = null;
    } else if (this.#edges.size >= MAX_EDGES || !this.#nodes.has(from) || !this.#nodes.has(to)) {
      this.#left += 1;
      return;
    } else {
      known = {
        from,
        edge,
        to,
        rung: more.rung ?? null,
        actions: new Set(),
        times: [sighting.timeMs],
        ...once(sighting),
      };
      this.#edges.set(key, known);
    }
    if (more.action !== undefined && known.actions.size < MAX_ACTIONS) known.actions.add(more.action);
  }

  /** Sorted by id, so that the order of files and spans does not show. */
  facts(): Fact[] {
    const nodes = [...this.#nodes].sort(byKey).map(([id, seen]) =>
      nodeFact({
        id,
        kind: seen.kind,
        name: seen.name,
        attributes: seen.attributes,
        identifiers: seen.identifiers,
        evidence: this.#evidence(seen),
      }),
    );
    const edges = [...this.#edges].sort(byKey).map(([, seen]) =>
      edgeFact({
        from: seen.from,
        edge: seen.edge,
        to: seen.to,
        rung: seen.rung,
        actions: [...seen.actions].sort(),
        sightings: sightingsOf(seen),
        evidence: this.#evidence(seen),
      }),
    );
    return [...nodes, ...edges];
  }

  gaps(): Gap[] {
    if (this.#left === 0) return [];
    const detail = `${counted(this.#left, 'sighting')} of further assets and relations left out`;
    return [{ where: '.', reason: 'too-many', detail }];
  }

  /** First and last are enough to find it again; all of them would be the log itself. */
  #evidence({ first, last, count }: Seen): Evidence[] {
    const of = ({ at, note }: Sighting): Evidence => ({
      ...this.#said,
      at,
      ...(note === undefined ? {} : { note }),
    });
    return count === 1 ? [of(first)] : [of(first), of(last)];
  }
}

function once(sighting: Sighting): Seen {
  return { first: sighting, last: sighting, count: 1 };
}

function sightingsOf({ first, last, count, times }: SeenEdge): EdgeFact['sightings'] {
  const sorted = times === null ? null : [...times].sort((a, b) => a - b).map(iso);
  return {
    firstSeen: iso(first.timeMs),
    lastSeen: iso(last.timeMs),
    count,
    ...(sorted === null ? {} : { times: sorted }),
  };
}

function extend(seen: Seen, sighting: Sighting): void {
  seen.count += 1;
  if (sighting.timeMs < seen.first.timeMs) seen.first = sighting;
  if (sighting.timeMs >= seen.last.timeMs) seen.last = sighting;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @throws RangeError for a time that no date can hold: isPlausible stands before it. */
export function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** `note` is for what the edge itself cannot say, such as that no agent was named. */
export function sightingOf(event: TelemetryEvent, note?: string): Sighting {
  const at: EvidenceAt = {
    path: event.path,
    trace: event.traceId,
    span: event.spanId,
    time: iso(event.startMs),
  };
  return { at, timeMs: event.startMs, ...(note === undefined ? {} : { note }) };
}
