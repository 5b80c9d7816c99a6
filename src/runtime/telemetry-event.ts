import type { AttributeReading } from './otlp/telemetry-span.ts';

/** Where in a conversation with a model a text stood. */
export type ContentRole = 'instructions' | 'input' | 'output' | 'tool-arguments' | 'tool-result';

/** Captured content; it is inspected and dropped, never kept. */
export interface ContentPart {
  readonly role: ContentRole;
  readonly value: AttributeReading;
}

/** What a dialect reads from one span: the event without its place in the trace. A null was not said. */
export type EventReading =
  | {
      readonly event: 'model-call';
      readonly provider: string | null;
      readonly model: string | null;
      /** That the model is the one that answered; nobody told for which it was asked. */
      readonly answered?: true;
      readonly inputTokens: number | null;
      readonly outputTokens: number | null;
    }
  | { readonly event: 'tool-call'; readonly tool: string | null }
  | {
      readonly event: 'agent-run';
      /** What is asked for the whole run; its model calls usually have spans of their own. */
      readonly provider: string | null;
      readonly model: string | null;
      readonly answered?: true;
    }
  | { readonly event: 'retrieval'; readonly store: string | null }
  | {
      readonly event: 'mcp-request';
      readonly side: 'client' | 'server';
      readonly method: string;
      /** Set where the request calls a tool. */
      readonly tool: string | null;
    };

/** What any event may say besides. */
export interface EventContext {
  /** Name or id of the agent as the span gives it; null where it is left to the spans around it. */
  readonly agent: string | null;
  /** Conversation or session; the trace stands in where there is none. */
  readonly conversation: string | null;
  /** host or host:port of the other side. */
  readonly server: string | null;
  /** A failed call says what was tried. A tool that never answered may be no more than a name that a model made up. */
  readonly failed: boolean;
  readonly content: readonly ContentPart[];
}

/** An event with its content, as a dialect hands it over; the content is inspected at once and dropped. */
export type DialectReading = EventReading & EventContext;

/** An event at its place: which workload, which trace, when, and in which file. */
export type TelemetryEvent = EventReading &
  Omit<EventContext, 'content'> & {
    readonly frame: string;
    readonly traceId: string;
    readonly spanId: string;
    readonly parentSpanId: string;
    readonly startMs: number;
    readonly endMs: number;
    readonly path: string;
  };

/** A span's name among all. */
export function spanKey({ traceId, spanId }: Pick<TelemetryEvent, 'traceId' | 'spanId'>): string {
  return `${traceId} ${spanId}`;
}
