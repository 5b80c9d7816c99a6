import { LIMITS, type DecodeProblems } from './decode-problem.ts';
import {
  NO_ATTRIBUTES,
  NO_TIME,
  type AttributeMap,
  type AttributeReading,
  type SpanEvent,
  type TelemetryLog,
  type TelemetryResource,
  type TelemetrySink,
  type TelemetrySpan,
  type UnixTime,
} from './telemetry-span.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Decodes the JSON form of the same requests (opentelemetry.io/docs/specs/otlp, JSON Protobuf encoding): ids are hex,
 * 64-bit integers strings, enums numbers. Taken as well, because exporters write them: integers as numbers, the field
 * names of the .proto file, enum names. Never throws: what has another shape is a problem, and the rest is read.
 *
 * @param parsed One request or a list of them.
 */
export function decodeJson(parsed: unknown, sink: TelemetrySink, problems: DecodeProblems): void {
  for (const request of Array.isArray(parsed) ? parsed : [parsed]) {
    if (!isObject(request)) {
      problems.add('wrong-shape', 'a request is not an object');
      continue;
    }
    for (const group of list(request, 'resourceSpans', 'resource_spans', problems)) {
      readScopes(group, 'scopeSpans', 'scope_spans', 'spans', problems, (record, scope, resource) => {
        sink.span(readSpan(record, scope, resource, problems));
      });
    }
    for (const group of list(request, 'resourceLogs', 'resource_logs', problems)) {
      readScopes(group, 'scopeLogs', 'scope_logs', 'logRecords', problems, (record, scope, resource) => {
        sink.log(readLog(record, scope, resource, problems));
      });
    }
  }
}

/** Traces and logs differ in names alone. One resource object serves all records under it: frames are cached by it. */
function readScopes(
  group: Json,
  scopes: string,
  protoScopes: string,
  records: 'spans' | 'logRecords',
  problems: DecodeProblems,
  read: (record: Json, scope: string, resource: TelemetryResource) => void,
): void {
  const resourceOf = group['resource'];
  const resource = {
    attributes: isObject(resourceOf) ? attributesOf(resourceOf, problems) : NO_ATTRIBUTES,
  };
  for (const scope of list(group, scopes, protoScopes, problems)) {
    const about = scope['scope'];
    const name = isObject(about) ? text(about, 'name', 'name', problems) : '';
    const protoRecords = records === 'spans' ? 'spans' : 'log_records';
    for (const record of list(scope, records, protoRecords, problems)) read(record, name, resource);
  }
}

function readSpan(
  record: Json,
  scope: string,
  resource: TelemetryResource,
  problems: DecodeProblems,
): TelemetrySpan {
  const status = record['status'];
  const before = problems.count;
  const attributes = attributesOf(record, problems);
  // What the span did stands in its attributes: without them it may be any call, and is none.
  if (problems.count > before) problems.add('wrong-shape', 'a span of which attributes could not be read');
  return {
    traceId: text(record, 'traceId', 'trace_id', problems).toLowerCase(),
    spanId: text(record, 'spanId', 'span_id', problems).toLowerCase(),
    parentSpanId: text(record, 'parentSpanId', 'parent_span_id', problems).toLowerCase(),
    name: text(record, 'name', 'name', problems),
    kind: enumNumber(record['kind'], SPAN_KINDS, problems),
    start: unixTime(pick(record, 'startTimeUnixNano', 'start_time_unix_nano'), problems),
    end: unixTime(pick(record, 'endTimeUnixNano', 'end_time_unix_nano'), problems),
    attributes,
    events: eventsOf(record, problems),
    statusCode: isObject(status) ? enumNumber(status['code'], STATUS_CODES, problems) : 0,
    scope,
    resource,
  };
}

/** Bounded before attributes are read: a span with a million events costs a thousand. */
function eventsOf(record: Json, problems: DecodeProblems): readonly SpanEvent[] {
  const events = list(record, 'events', 'events', problems);
  if (events.length > LIMITS.events) {
    problems.add('too-many', `events beyond ${String(LIMITS.events)} of one span were left out`);
  }
  return events.slice(0, LIMITS.events).map((event) => ({
    name: text(event, 'name', 'name', problems),
    attributes: attributesOf(event, problems),
  }));
}

function readLog(
  record: Json,
  scope: string,
  resource: TelemetryResource,
  problems: DecodeProblems,
): TelemetryLog {
  const attributes = attributesOf(record, problems);
  const eventName = text(record, 'eventName', 'event_name', problems);
  // The field came late (proto 1.5); older SDKs put the name into an attribute.
  const named = eventName === '' ? attributes.get('event.name') : eventName;
  const time = unixTime(pick(record, 'timeUnixNano', 'time_unix_nano'), problems);
  return {
    traceId: text(record, 'traceId', 'trace_id', problems).toLowerCase(),
    spanId: text(record, 'spanId', 'span_id', problems).toLowerCase(),
    // The event's own time where it is known (opentelemetry.io/docs/specs/otel/logs/data-model, ObservedTimestamp).
    time:
      time.ms === 0
        ? unixTime(pick(record, 'observedTimeUnixNano', 'observed_time_unix_nano'), problems)
        : time,
    eventName: typeof named === 'string' ? named : '',
    body: anyValue(record['body'], problems, 0),
    attributes,
    scope,
    resource,
  };
}

function attributesOf(record: Json, problems: DecodeProblems): AttributeMap {
  const attributes = new Map<string, AttributeReading>();
  for (const entry of list(record, 'attributes', 'attributes', problems)) {
    if (attributes.size >= LIMITS.attributes) {
      problems.add('too-many', `attributes beyond ${String(LIMITS.attributes)} of one record were left out`);
      break;
    }
    // Keys must be unique (opentelemetry-proto, Span.attributes); where a stranger repeats one, the last counts.
    attributes.set(text(entry, 'key', 'key', problems), anyValue(entry['value'], problems, 0));
  }
  return attributes;
}

/** A value is an object with one key, its type; base64 of bytes is passed on as it stands. null where it has no value. */
function anyValue(value: unknown, problems: DecodeProblems, depth: number): AttributeReading {
  if (!isObject(value)) {
    if (value !== undefined && value !== null) problems.add('wrong-shape', 'a value is not an object');
    return null;
  }
  if (depth > LIMITS.depth) {
    problems.add('too-deep', `values below ${String(LIMITS.depth)} levels were left out`);
    return null;
  }
  const scalar = value['stringValue'] ?? value['string_value'] ?? value['bytesValue'] ?? value['bytes_value'];
  if (typeof scalar === 'string') return scalar;
  const flag = value['boolValue'] ?? value['bool_value'];
  if (typeof flag === 'boolean') return flag;
  const int = value['intValue'] ?? value['int_value'];
  if (typeof int === 'string' || typeof int === 'number') return integer(int, problems);
  const double = value['doubleValue'] ?? value['double_value'];
  // NaN and the infinities are strings in proto3's JSON.
  if (typeof double === 'string' || typeof double === 'number') return Number(double);
  const array = value['arrayValue'] ?? value['array_value'];
  if (isObject(array)) return bounded(array, problems).map((item) => anyValue(item, problems, depth + 1));
  const map = value['kvlistValue'] ?? value['kvlist_value'];
  if (isObject(map)) {
    return Object.fromEntries(
      bounded(map, problems).map((entry) => [
        text(entry, 'key', 'key', problems),
        anyValue(entry['value'], problems, depth + 1),
      ]),
    );
  }
  if (Object.keys(value).length > 0) problems.add('wrong-shape', 'a value has no type that OTLP knows');
  return null;
}

/** Members of a list or map, cut at the limit: one attribute may hold a whole file. */
function bounded(value: Json, problems: DecodeProblems): readonly Json[] {
  const members = list(value, 'values', 'values', problems);
  if (members.length > LIMITS.members) {
    problems.add('too-many', `members beyond ${String(LIMITS.members)} of one value were left out`);
  }
  return members.slice(0, LIMITS.members);
}

/** A number where it is safe, else the decimal digits, as the protobuf reader gives it. */
function integer(value: string | number, problems: DecodeProblems): number | string | null {
  if (typeof value === 'number') return value;
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  if (/^-?\d{1,20}$/.test(value)) return value;
  problems.add('wrong-shape', 'an integer is not one');
  return null;
}

/** Split before it is a number, since nanoseconds since 1970 exceed 2^53. */
function unixTime(value: unknown, problems: DecodeProblems): UnixTime {
  if (value === undefined || value === null) return NO_TIME;
  // A number has lost its last digits already; the milliseconds are right.
  const digits = typeof value === 'number' && value >= 0 ? BigInt(Math.floor(value)).toString() : value;
  if (typeof digits !== 'string' || !/^\d{1,20}$/.test(digits)) {
    problems.add('wrong-shape', 'a time is not a count of nanoseconds');
    return NO_TIME;
  }
  const padded = digits.padStart(7, '0');
  return { ms: Number(padded.slice(0, -6)), ns: Number(padded.slice(-6)) };
}

// Enum names by number, from opentelemetry/proto/trace/v1/trace.proto; proto3 JSON allows either.
const SPAN_KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map(
  (name) => `SPAN_KIND_${name}`,
);
const STATUS_CODES = ['UNSET', 'OK', 'ERROR'].map((name) => `STATUS_CODE_${name}`);

/** 0, which is unspecified, where there is none or its name is unknown; the second is told. */
function enumNumber(value: unknown, names: readonly string[], problems: DecodeProblems): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  const index = typeof value === 'string' ? names.indexOf(value) : -1;
  if (index === -1) problems.add('wrong-shape', 'an enum has a value that OTLP does not know');
  return Math.max(0, index);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON name, else the .proto file's; a null of the first counts as not there, as proto3's JSON says. */
function pick(record: Json, name: string, protoName: string): unknown {
  return record[name] ?? record[protoName];
}

function text(record: Json, name: string, protoName: string, problems: DecodeProblems): string {
  const value = pick(record, name, protoName);
  if (typeof value === 'string') return value;
  if (value !== undefined && value !== null) problems.add('wrong-shape', `${name} is not text`);
  return '';
}

/** The objects of a list; what else it holds is one problem, however much of it there is. */
function list(record: Json, name: string, protoName: string, problems: DecodeProblems): readonly Json[] {
  const value = pick(record, name, protoName);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.add('wrong-shape', `${name} is not a list`);
    return [];
  }
  const objects = value.filter(isObject);
  if (objects.length < value.length) problems.add('wrong-shape', `${name} holds something else than objects`);
  return objects;
}
