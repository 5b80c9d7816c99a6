import type { TelemetryLog, TelemetrySpan } from '../otlp/telemetry-span.ts';
import type { ContentPart, DialectReading } from '../telemetry-event.ts';

/** One way in which clients write telemetry down. One file a dialect; the table of precedence is dialects/index.ts. */
export interface Dialect {
  readonly name: string;
  /** Whether the span is written in this dialect; asked in order of precedence, the first that claims a span has it. */
  claims(span: TelemetrySpan): boolean;
  /** Null where the span is the dialect's but no event of its own (a step, a wrapper): it only links parent and child. */
  read(span: TelemetrySpan): DialectReading | null;
  /** Content that this dialect sends as log records; null where the record is not the dialect's. */
  readLog?(record: TelemetryLog): readonly ContentPart[] | null;
}
