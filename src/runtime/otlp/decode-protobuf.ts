import { counted } from '#model';
import { LIMITS, type DecodeProblems } from './decode-problem.ts';
import { readAnyValue, readAttribute } from './decode-value.ts';
import {
  NO_ATTRIBUTES,
  NO_TIME,
  type AttributeReading,
  type SpanEvent,
  type TelemetryLog,
  type TelemetryResource,
  type TelemetrySink,
  type TelemetrySpan,
  type UnixTime,
} from './telemetry-span.ts';
import { WireError, WireReader } from './wire-reader.ts';

/** Which request a body holds; the bytes do not say so by themselves. */
export type RequestKind = 'traces' | 'logs';

/** What every level needs, handed down as one. */
interface Decoding {
  readonly reader: WireReader;
  readonly kind: RequestKind;
  readonly sink: TelemetrySink;
  readonly problems: DecodeProblems;
}

/**
 * Decodes an ExportTraceServiceRequest or ExportLogsServiceRequest (opentelemetry-proto 1.x: unknown fields are passed
 * over). What came before a break is handed on; the break itself is a problem.
 *
 * Tags are written as the bytes on the wire, field number × 8 + wire type: 0x0a is field 1, length-delimited.
 */
export function decodeProtobuf(
  bytes: Uint8Array,
  kind: RequestKind,
  sink: TelemetrySink,
  problems: DecodeProblems,
): void {
  const reader = new WireReader(bytes);
  const decoding: Decoding = { reader, kind, sink, problems };
  try {
    while (reader.pos < reader.length) {
      const tag = reader.uint32(reader.length);
      if (tag === 0x0a) readResourceRecords(decoding, reader.groupEnd(reader.length));
      else reader.skip(tag, reader.length);
    }
    if (reader.isCut) problems.add('not-parsed', 'protobuf: the file is cut short');
  } catch (error) {
    // Anything else is our own fault and must not pass for a stranger's broken file.
    if (!(error instanceof WireError)) throw error;
    problems.add('not-parsed', `protobuf: ${error.message} at byte ${String(reader.pos)}`);
  }
  if (reader.brokenStrings > 0) {
    problems.add(
      'not-text',
      counted(reader.brokenStrings, 'string was not valid UTF-8', 'strings were not valid UTF-8'),
    );
  }
}

/** ResourceSpans and ResourceLogs alike: 1 resource, 2 scope records. The resource may come after its records. */
function readResourceRecords(decoding: Decoding, end: number): void {
  const { reader } = decoding;
  const start = reader.pos;
  let resource: TelemetryResource = { attributes: NO_ATTRIBUTES };
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    if (tag === 0x0a) resource = { attributes: readAttributesOf(decoding, reader.fieldEnd(end)) };
    else if (tag === 0x12) reader.pos = reader.groupEnd(end);
    else reader.skip(tag, end);
  }
  // Records are passed over the first time, so that each can be handed on with the resource it belongs to.
  reader.pos = start;
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    if (tag === 0x12) readScopeRecords(decoding, reader.groupEnd(end), resource);
    else reader.skip(tag, end);
  }
}

/** Resource: 1 attributes. */
function readAttributesOf({ reader, problems }: Decoding, end: number): Map<string, AttributeReading> {
  const attributes = new Map<string, AttributeReading>();
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    if (tag === 0x0a) readAttribute(reader, end, attributes, problems);
    else reader.skip(tag, end);
  }
  return attributes;
}

/** ScopeSpans and ScopeLogs: 1 scope (1 name), 2 records. */
function readScopeRecords(decoding: Decoding, end: number, resource: TelemetryResource): void {
  const { reader } = decoding;
  let scope = '';
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    if (tag === 0x0a) scope = readScopeName(reader, reader.fieldEnd(end));
    else if (tag === 0x12) {
      const stop = reader.fieldEnd(end);
      // fieldEnd, not groupEnd: half a span is not handed on.
      if (decoding.kind === 'traces') decoding.sink.span(readSpan(decoding, stop, scope, resource));
      else decoding.sink.log(readLog(decoding, stop, scope, resource));
    } else reader.skip(tag, end);
  }
}

/** InstrumentationScope: 1 name. Dialects are told apart by it. */
function readScopeName(reader: WireReader, end: number): string {
  let name = '';
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    if (tag === 0x0a) name = reader.text(end);
    else reader.skip(tag, end);
  }
  return name;
}

// Fields arrive in any order, so records are filled in as they come and are read-only from then on.
type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface SpanBeingRead extends Writable<TelemetrySpan> {
  attributes: Map<string, AttributeReading>;
  events: SpanEvent[];
}

function readSpan(
  { reader, problems }: Decoding,
  end: number,
  scope: string,
  resource: TelemetryResource,
): TelemetrySpan {
  const span: SpanBeingRead = {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    name: '',
    kind: 0,
    start: NO_TIME,
    end: NO_TIME,
    attributes: new Map(),
    events: [],
    statusCode: 0,
    scope,
    resource,
  };
  while (reader.pos < end) readSpanField(span, reader, end, problems);
  return span;
}

/**
 * Message Span of opentelemetry/proto/trace/v1/trace.proto: 1 trace id, 2 span id, 4 parent span id, 5 name, 6 kind, 7 start
 * and 8 end (fixed64), 9 attributes, 11 events, 15 status. Links, flags, trace state and counts of dropped parts are not read.
 */
function readSpanField(span: SpanBeingRead, reader: WireReader, end: number, problems: DecodeProblems): void {
  const tag = reader.uint32(end);
  switch (tag) {
    case 0x0a:
      span.traceId = reader.hex(end);
      return;
    case 0x12:
      span.spanId = reader.hex(end);
      return;
    case 0x22:
      span.parentSpanId = reader.hex(end);
      return;
    case 0x2a:
      span.name = reader.text(end);
      return;
    case 0x30:
      span.kind = reader.uint32(end);
      return;
    case 0x39:
      span.start = reader.unixTime(end);
      return;
    case 0x41:
      span.end = reader.unixTime(end);
      return;
    case 0x4a:
      readAttribute(reader, end, span.attributes, problems);
      return;
    case 0x5a:
      // Events beyond the bound are passed over without being read.
      readEventInto(span.events, reader, end, problems);
      return;
    case 0x7a:
      span.statusCode = readStatusCode(reader, reader.fieldEnd(end));
      return;
    default:
      reader.skip(tag, end);
  }
}

/** Span.Event: 2 name, 3 attributes. */
function readEventInto(events: SpanEvent[], reader: WireReader, end: number, problems: DecodeProblems): void {
  const stop = reader.fieldEnd(end);
  if (events.length >= LIMITS.events) {
    problems.add('too-many', `events beyond ${String(LIMITS.events)} of one span were left out`);
    reader.pos = stop;
    return;
  }
  const attributes = new Map<string, AttributeReading>();
  let name = '';
  while (reader.pos < stop) {
    const tag = reader.uint32(stop);
    if (tag === 0x12) name = reader.text(stop);
    else if (tag === 0x1a) readAttribute(reader, stop, attributes, problems);
    else reader.skip(tag, stop);
  }
  events.push({ name, attributes });
}

/** Status: 3 code. */
function readStatusCode(reader: WireReader, end: number): number {
  let code = 0;
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    if (tag === 0x18) code = reader.uint32(end);
    else reader.skip(tag, end);
  }
  return code;
}

interface LogBeingRead extends Writable<TelemetryLog> {
  attributes: Map<string, AttributeReading>;
  observed: UnixTime;
}

function readLog(
  { reader, problems }: Decoding,
  end: number,
  scope: string,
  resource: TelemetryResource,
): TelemetryLog {
  const read: LogBeingRead = {
    traceId: '',
    spanId: '',
    time: NO_TIME,
    observed: NO_TIME,
    eventName: '',
    body: null,
    attributes: new Map(),
    scope,
    resource,
  };
  while (reader.pos < end) readLogField(read, reader, end, problems);
  const { observed, ...log } = read;
  // The field came late (proto 1.5); older SDKs put the name into an attribute.
  const named = log.eventName === '' ? log.attributes.get('event.name') : log.eventName;
  return {
    ...log,
    time: log.time.ms === 0 ? observed : log.time,
    eventName: typeof named === 'string' ? named : '',
  };
}

/**
 * Message LogRecord of opentelemetry/proto/logs/v1/logs.proto: 1 time and 11 observed time (fixed64), 5 body, 6 attributes,
 * 9 trace id, 10 span id, 12 event name. Severity and flags are not read.
 */
function readLogField(log: LogBeingRead, reader: WireReader, end: number, problems: DecodeProblems): void {
  const tag = reader.uint32(end);
  switch (tag) {
    case 0x09:
      log.time = reader.unixTime(end);
      return;
    case 0x2a:
      log.body = readAnyValue(reader, reader.fieldEnd(end), problems);
      return;
    case 0x32:
      readAttribute(reader, end, log.attributes, problems);
      return;
    case 0x4a:
      log.traceId = reader.hex(end);
      return;
    case 0x52:
      log.spanId = reader.hex(end);
      return;
    case 0x59:
      log.observed = reader.unixTime(end);
      return;
    case 0x62:
      log.eventName = reader.text(end);
      return;
    default:
      reader.skip(tag, end);
  }
}
