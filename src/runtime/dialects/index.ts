import type { TelemetryLog, TelemetrySpan } from '../otlp/telemetry-span.ts';
import type { ContentPart, DialectReading } from '../telemetry-event.ts';
import { aiSdkLegacy } from './ai-sdk-legacy.ts';
import { aiSdk } from './ai-sdk.ts';
import type { Dialect } from './dialect.ts';
import { mcp } from './mcp.ts';
import { otelGenAiDeprecated } from './otel-gen-ai-deprecated.ts';
import { otelGenAi } from './otel-gen-ai.ts';

/**
 * Table of precedence: a span that several dialects claim belongs to the first. The more of its own a dialect says, the
 * earlier it is asked: an MCP request may look like a tool call, an AI SDK span like OpenTelemetry's of either age.
 */
export const DIALECTS: readonly Dialect[] = [mcp, aiSdkLegacy, aiSdk, otelGenAi, otelGenAiDeprecated];

/** Which dialect claimed a span, and what it read. */
export interface SpanReading {
  readonly dialect: string;
  /** Null where the span is no event of its own. */
  readonly event: DialectReading | null;
}

/** Null where no dialect claims the span: it is not about AI. */
export function readSpan(span: TelemetrySpan): SpanReading | null {
  const dialect = DIALECTS.find((one) => one.claims(span));
  return dialect === undefined ? null : { dialect: dialect.name, event: dialect.read(span) };
}

/** Content that a log record carries; none where no dialect knows the record. */
export function readLogContent(record: TelemetryLog): readonly ContentPart[] {
  for (const dialect of DIALECTS) {
    const content = dialect.readLog?.(record) ?? null;
    if (content !== null) return content;
  }
  return [];
}
