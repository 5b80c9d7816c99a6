import { observedId, type Gap } from '#model';
import { describeCredential, type Inspector } from '#inspect';
import { ContentInspection } from './content-inspection.ts';
import { readLogContent, readSpan } from './dialects/index.ts';
import { EventFacts } from './event-facts.ts';
import { frameOf, type Frame } from './frame.ts';
import { LoggedSpans } from './logged-spans.ts';
import { iso, ObservedFacts } from './observed-facts.ts';
import { nameCleaner } from './observed-name.ts';
import type { TelemetryLog, TelemetryResource, TelemetrySink, TelemetrySpan } from './otlp/telemetry-span.ts';
import { DecodeProblems } from './otlp/decode-problem.ts';
import { isPlausible, WatchedWindow } from './plausible-time.ts';
import type { ProviderNames } from './provider-names.ts';
import { spanKey, type ContentPart, type TelemetryEvent } from './telemetry-event.ts';
import { TraceStore } from './trace-store.ts';

const NO_CONTENT: readonly ContentPart[] = [];
/** Spans whose content held a secret that are remembered until their agents are known. */
const MAX_HOLDING_SPANS = 100_000;

/** Where content stood, without the content; `ms` is epoch milliseconds. */
interface ContentPlace {
  readonly path: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly ms: number;
}

/** What a collection works with; `now` is epoch milliseconds. */
interface CollectionTools {
  readonly inspector: Inspector;
  readonly providers: ProviderNames;
  readonly now: number;
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
  /** Credentials by the span in whose content they stood, for who caused it: that is known when all is read. */
  readonly #held = new Map<string, Set<string>>();
  #heldLeft = 0;
  readonly #logged = new LoggedSpans();
  readonly #clean: (name: string) => string;
  readonly #providers: ProviderNames;
  readonly #now: number;

  constructor(said: { readonly source: string; readonly target: string }, tools: CollectionTools) {
    const { inspector, providers, now } = tools;
    this.#facts = new ObservedFacts(said.source, said.target);
    this.#providers = providers;
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
    if (ID.test(traceId) && ID.test(spanId)) this.#logged.add({ path, traceId, spanId });
    this.#addSignals(this.#frame(record.resource), content, { path, traceId, spanId, ms });
  }

  /**
   * A signal that it happened, and the credential it happened to, which its fingerprint joins to what code, prompts and
   * configuration show of the same secret.
   */
  #addSignals(frame: Frame, content: readonly ContentPart[], where: ContentPlace): void {
    for (const found of this.#content.secretsIn(content)) {
      const { detector, fingerprint, role } = found;
      const at = { path: where.path, trace: where.traceId, span: where.spanId, time: iso(where.ms) };
      const { kind, attributes, identifiers } = describeCredential(found);
      const id = observedId(kind, frame.id, `${detector}/${fingerprint.slice(0, 16)}`);
      this.#facts.node(
        { id, kind, name: detector, attributes, identifiers },
        { at, timeMs: where.ms, note: `in ${role}` },
      );
      // What somebody brought along is theirs; everything else the system had of its own.
      if (role !== 'input') this.#hold(where, id);
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

  #hold({ traceId, spanId }: ContentPlace, credential: string): void {
    const key = spanKey({ traceId, spanId });
    const known = this.#held.get(key);
    if (known !== undefined) known.add(credential);
    else if (this.#held.size >= MAX_HOLDING_SPANS) this.#heldLeft += 1;
    else this.#held.set(key, new Set([credential]));
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
      providers: this.#providers,
      held: this.#held,
    });
    events.add(this.#store.sessions());
    const left = new DecodeProblems();
    for (let index = 0; index < this.#content.tooDeep; index += 1) {
      left.add('too-deep', 'captured content was nested too deeply to be inspected');
    }
    for (let index = 0; index < this.#heldLeft; index += 1) {
      left.add('too-many', 'a secret in captured content was not tied to the agent that had it');
    }
    return {
      facts: this.#facts.facts(),
      gaps: [
        ...this.#store.gaps(),
        ...this.#facts.gaps(),
        ...this.#logged.gaps(this.#store),
        ...left.gaps('.'),
      ],
    };
  }
}
