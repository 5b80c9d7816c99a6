import { counted, type Gap } from '#model';
import { spanKey } from './telemetry-event.ts';
import type { TraceStore } from './trace-store.ts';

/** Remembered until all files are read; past them a missing span is not noticed. */
const MAX_SPANS = 100_000;

interface LoggedSpan {
  readonly path: string;
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * Spans that log records belong to. A span of which there is a record and nothing else was sampled away or not handed over:
 * what happened in it was not seen, and that is known.
 */
export class LoggedSpans {
  readonly #spans = new Map<string, LoggedSpan>();

  /** The first record of a span speaks for it. */
  add(span: LoggedSpan): void {
    const key = spanKey(span);
    if (this.#spans.size < MAX_SPANS && !this.#spans.has(key)) this.#spans.set(key, span);
  }

  /** One for each file of records whose spans are missing. */
  gaps(store: TraceStore): Gap[] {
    const missing = new Map<string, number>();
    for (const { path, traceId, spanId } of this.#spans.values())
      if (!store.has(traceId, spanId)) missing.set(path, (missing.get(path) ?? 0) + 1);
    return [...missing].map(([where, count]) => ({
      where,
      reason: 'not-handed-over',
      detail: `log records belong to ${counted(count, 'span')} that no file holds`,
    }));
  }
}
