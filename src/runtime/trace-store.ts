import { counted, type Gap } from '#model';
import type { TelemetryEvent } from './telemetry-event.ts';

/** About 1.3 kB each: half a million fit the default heap beside the rest. */
const MAX_SPANS = 500_000;
/** Real traces are far shallower; the bound keeps a chain of a million spans from being climbed a million times. */
const MAX_CLIMB = 256;

/** A span's place in its trace; `event` is null where the span only links. */
interface Link {
  readonly parentSpanId: string;
  readonly event: TelemetryEvent | null;
}

/** The events of one conversation in one workload, or of one trace where no conversation is named, in order of start. */
export interface Session {
  readonly id: string;
  readonly frame: string;
  readonly events: readonly TelemetryEvent[];
}

/**
 * Every span once, by trace, so that an event finds what it happened within. Children arrive before their parents and in
 * other files, so nothing is decided before all is read.
 */
export class TraceStore {
  readonly #traces = new Map<string, Map<string, Link>>();
  #size = 0;
  #left = 0;

  /** False where the span is known already or there is no room: it must not be counted. */
  add(traceId: string, spanId: string, parentSpanId: string, event: TelemetryEvent | null): boolean {
    let trace = this.#traces.get(traceId);
    if (trace?.has(spanId) === true) return false;
    if (this.#size >= MAX_SPANS) {
      this.#left += 1;
      return false;
    }
    if (trace === undefined) this.#traces.set(traceId, (trace = new Map<string, Link>()));
    trace.set(spanId, { parentSpanId, event });
    this.#size += 1;
    return true;
  }

  has(traceId: string, spanId: string): boolean {
    return this.#traces.get(traceId)?.has(spanId) === true;
  }

  *events(): Generator<TelemetryEvent> {
    for (const trace of this.#traces.values()) {
      for (const { event } of trace.values()) if (event !== null) yield event;
    }
  }

  /** The events around this one, nearest first. Ends at a parent that was seen before: traces of strangers may be circles. */
  *ancestors({ traceId, spanId, parentSpanId }: TelemetryEvent): Generator<TelemetryEvent> {
    const trace = this.#traces.get(traceId);
    const climbed = new Set([spanId]);
    for (let at = parentSpanId; at !== '' && !climbed.has(at) && climbed.size <= MAX_CLIMB;) {
      climbed.add(at);
      const link = trace?.get(at);
      if (link === undefined) return;
      if (link.event !== null) yield link.event;
      at = link.parentSpanId;
    }
  }

  /** An event without a conversation takes that of the nearest event around it; sessions never cross workloads. */
  sessions(): Session[] {
    const sessions = new Map<string, { id: string; frame: string; events: TelemetryEvent[] }>();
    for (const event of this.events()) {
      const id = this.#conversationOf(event) ?? event.traceId;
      const key = `${event.frame} ${id}`;
      const session = sessions.get(key);
      if (session === undefined) sessions.set(key, { id, frame: event.frame, events: [event] });
      else session.events.push(event);
    }
    for (const session of sessions.values()) session.events.sort((a, b) => a.startMs - b.startMs);
    return [...sessions.values()];
  }

  #conversationOf(event: TelemetryEvent): string | null {
    if (event.conversation !== null) return event.conversation;
    for (const ancestor of this.ancestors(event)) {
      if (ancestor.conversation !== null) return ancestor.conversation;
    }
    return null;
  }

  gaps(): Gap[] {
    if (this.#left === 0) return [];
    const detail = `${counted(this.#left, 'span', 'spans')} beyond ${String(MAX_SPANS)} left out`;
    return [{ where: '.', reason: 'too-many', detail }];
  }
}
