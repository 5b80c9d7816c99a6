/** A value of OTLP's AnyValue. Integers beyond 2^53 are decimal strings; bytes are base64. */
export type AttributeReading =
  | string
  | number
  | boolean
  | null
  | readonly AttributeReading[]
  | { readonly [key: string]: AttributeReading };

/** A Map, since keys are a stranger's: `__proto__` is a key like any other. */
export type AttributeMap = ReadonlyMap<string, AttributeReading>;

/** Unix time in whole milliseconds and the nanoseconds within (0..999,999): together they exceed 2^53. */
export interface UnixTime {
  readonly ms: number;
  readonly ns: number;
}

/** What produced the telemetry; frame.ts reads the workload from it. */
export interface TelemetryResource {
  readonly attributes: AttributeMap;
}

/** A span's event: older SDKs put captured messages here. Its time is not read. */
export interface SpanEvent {
  readonly name: string;
  readonly attributes: AttributeMap;
}

/** One span as every decoder leaves it. Ids are lower-case hex; an absent id or name is the empty string. */
export interface TelemetrySpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  /** SpanKind of OTLP: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly start: UnixTime;
  readonly end: UnixTime;
  readonly attributes: AttributeMap;
  readonly events: readonly SpanEvent[];
  /** 0 unset, 1 ok, 2 error. */
  readonly statusCode: number;
  readonly scope: string;
  readonly resource: TelemetryResource;
}

/** One log record; `eventName` is the field where the SDK sets it, else the attribute event.name. */
export interface TelemetryLog {
  readonly traceId: string;
  readonly spanId: string;
  readonly time: UnixTime;
  readonly eventName: string;
  readonly body: AttributeReading;
  readonly attributes: AttributeMap;
  readonly scope: string;
  readonly resource: TelemetryResource;
}

/** What a decoder hands on, record by record, so that a request is never held twice. */
export interface TelemetrySink {
  span(span: TelemetrySpan): void;
  log(record: TelemetryLog): void;
}

/** A time that was not given; isPlausible refuses it. */
export const NO_TIME: UnixTime = { ms: 0, ns: 0 };
export const NO_ATTRIBUTES: AttributeMap = new Map();
