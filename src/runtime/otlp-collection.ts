import type { Gap } from '#model';
import type { Inspector } from '#inspect';
import { ContentInspection } from './content-inspection.ts';
import { readLogContent, readSpan } from './dialects/index.ts';
import { EventFacts } from './event-facts.ts';
import { frameOf, type Frame } from './frame.ts';
import { iso, ObservedFacts } from './observed-facts.ts';
import { nameCleaner } from './observed-name.ts';
import type { TelemetryLog, TelemetryResource, TelemetrySink, TelemetrySpan } from './otlp/telemetry-span.ts';
import { DecodeProblems } from './otlp/decode-problem.ts';
import { isPlausible, WatchedWindow } from './plausible-time.ts';
import type { ContentPart, TelemetryEvent } from './telemetry-event.ts';
import { TraceStore } from './trace-store.ts';

const NO_CONTENT: readonly ContentPart[] = [];

/** Where content stood, without the content; `ms` is epoch milliseconds. */
interface ContentPlace {
  readonly path: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly ms: number;
}

/** Hex and not all zeros, which OTLP calls invalid; longer than OTLP's 16 and 8 bytes is let pass, up to 64 digits. */
const ID = /^(?!0+$)[0-9a-f]{1,64}$/;

/**
 * Takes the spans and log records of one target in, file after file, and gives their facts at the end. Of content nothing
 * stays but the signals that the inspector raised.
 */
export class OtlpCollection {
  readonly window = new WatchedWindow();
  readonly #facts: ObservedFacts;
  readonly #store = new TraceStore();
  readonly #frames = new Map<string, Frame>();
  readonly #frameByResource = new WeakMap<TelemetryResource, Frame>();
  readonly #content: ContentInspection;
  readonly #clean: (name: string) => string;
  readonly #now: number;

  constructor(source: string, target: string, inspector: Inspector, now: number) {
    this.#facts = new ObservedFacts(source, target);
    this.#content = new ContentInspection(inspector);
    this.#clean = nameCleaner(inspector);
    this.#now = now;
  }

  /** Where one file's records go. */
  sink(path: string, problems: DecodeProblems): TelemetrySink {
    return {
      span: (span) => {
        this.#addSpan(path, span, problems);
      },
      log: (record) => {
        this.#addLog(path, record, problems);
      },
    };
  }

  #addSpan(path: string, span: TelemetrySpan, problems: DecodeProblems): void {
    const { traceId, spanId, parentSpanId } = span;
    if (!ID.test(traceId) || !ID.test(spanId)) {
      problems.add('wrong-shape', 'a span without trace or span id');
      return;
    }
    if (!isPlausible(span.start.ms, this.#now)) {
      problems.add('wrong-shape', 'a span whose start is zero, ancient or in the future');
      return;
    }
    // A span of no dialect is kept as a link: agent and call are often parted by spans of HTTP or a framework.
    const reading = readSpan(span)?.event ?? null;
    // An end that is missing or before its start adds nothing to the window.
    const endMs = isPlausible(span.end.ms, this.#now) ? Math.max(span.end.ms, span.start.ms) : span.start.ms;
    const frame = this.#frame(span.resource);
    if (reading === null) {
      if (this.#store.add(traceId, spanId, parentSpanId, null)) this.window.include(span.start.ms, endMs);
      return;
    }
    const { content } = reading;
    const place = { frame: frame.id, traceId, spanId, parentSpanId, startMs: span.start.ms, endMs, path };
    // One object a span, and none of its content: a million of these may be held until the traces are whole.
    const event: TelemetryEvent = Object.assign(reading, place, { content: NO_CONTENT });
    if (!this.#store.add(traceId, spanId, parentSpanId, event)) return;
    this.window.include(span.start.ms, endMs);
    this.#addSignals(frame, content, { path, traceId, spanId, ms: span.start.ms });
  }

  /** Log records bring content alone, never events of their own: spans say what happened. */
  #addLog(path: string, record: TelemetryLog, problems: DecodeProblems): void {
    const content = readLogContent(record);
    if (content.length === 0) return;
    const { ms } = record.time;
    if (!isPlausible(ms, this.#now)) {
      problems.add('wrong-shape', 'a log record whose time is zero, ancient or in the future');
      return;
    }
    this.window.include(ms, ms);
    const { traceId, spanId } = record;
    this.#addSignals(this.#frame(record.resource), content, { path, traceId, spanId, ms });
  }

  /** A signal stands alone: whom it concerns is in its evidence, and the fingerprint joins it to the credential. */
  #addSignals(frame: Frame, content: readonly ContentPart[], where: ContentPlace): void {
    for (const { detector, fingerprint, role } of this.#content.secretsIn(content)) {
      const at = { path: where.path, trace: where.traceId, span: where.spanId, time: iso(where.ms) };
      this.#facts.node(
        {
          id: `signal:${frame.id}/${detector}/${fingerprint.slice(0, 16)}`,
          kind: 'signal',
          name: `${detector} in captured content`,
          attributes: { description: `a secret that ${detector} recognises was sent or received in clear` },
          identifiers: [{ scheme: 'secret-fingerprint', value: fingerprint }],
        },
        { at, timeMs: where.ms, note: `in ${role}` },
      );
    }
  }

  /** Read once per resource object: a decoder hands the same one to all spans under it. */
  #frame(resource: TelemetryResource): Frame {
    const known = this.#frameByResource.get(resource);
    if (known !== undefined) return known;
    const read = frameOf(resource.attributes);
    const frame = { ...read, id: this.#clean(read.id) };
    this.#frameByResource.set(resource, frame);
    // The first resource of a frame speaks for it.
    if (!this.#frames.has(frame.id)) this.#frames.set(frame.id, frame);
    return frame;
  }

  /** Only now, since children arrive before parents and in other files. May be called once. */
  finish(): { readonly facts: ReturnType<ObservedFacts['facts']>; readonly gaps: readonly Gap[] } {
    const events = new EventFacts({
      store: this.#store,
      frames: this.#frames,
      facts: this.#facts,
      clean: this.#clean,
    });
    events.add(this.#store.sessions());
    const deep = new DecodeProblems();
    for (let index = 0; index < this.#content.tooDeep; index += 1) {
      deep.add('too-deep', 'captured content was nested too deeply to be inspected');
    }
    return {
      facts: this.#facts.facts(),
      gaps: [...this.#store.gaps(), ...this.#facts.gaps(), ...deep.gaps('.')],
    };
  }
}
