/**
 * Writes OTLP requests in both encodings from one description, so that the decoders can be held against each other. Written
 * from opentelemetry-proto and protobuf's wire format; it shares no code with the reader.
 */
export type WrittenValue =
  | { readonly string: string }
  | { readonly bool: boolean }
  | { readonly int: bigint }
  | { readonly double: number }
  | { readonly bytes: Uint8Array }
  | { readonly list: readonly WrittenValue[] }
  | { readonly map: readonly WrittenAttribute[] };

export interface WrittenAttribute {
  readonly key: string;
  readonly value: WrittenValue;
}

export interface WrittenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  readonly startNano: bigint;
  readonly endNano: bigint;
  readonly attributes: readonly WrittenAttribute[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly WrittenAttribute[] }[];
  readonly statusCode: number;
}

export interface WrittenLog {
  readonly traceId: string;
  readonly spanId: string;
  readonly nano: bigint;
  readonly eventName: string;
  readonly body: WrittenValue;
  readonly attributes: readonly WrittenAttribute[];
}

interface WrittenRequest {
  readonly resource: readonly WrittenAttribute[];
  readonly scope: string;
  readonly spans: readonly WrittenSpan[];
}

interface WrittenLogRequest {
  readonly resource: readonly WrittenAttribute[];
  readonly scope: string;
  readonly logs: readonly WrittenLog[];
}

export function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Buffer.from(bytes);
}

function tag(field: number, wireType: number): Buffer {
  return varint(BigInt(field * 8 + wireType));
}

function delimited(field: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([tag(field, 2), varint(BigInt(body.length)), body]);
}

function text(field: number, value: string): Buffer {
  return value === '' ? Buffer.alloc(0) : delimited(field, Buffer.from(value, 'utf8'));
}

function number(field: number, value: bigint): Buffer {
  return value === 0n ? Buffer.alloc(0) : Buffer.concat([tag(field, 0), varint(value)]);
}

function fixed64(field: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return Buffer.concat([tag(field, 1), bytes]);
}

/** The fields of an AnyValue; a member of a oneof is written even where it holds its default. */
function anyValue(value: WrittenValue): Buffer {
  if ('string' in value) return delimited(1, Buffer.from(value.string, 'utf8'));
  if ('bool' in value) return Buffer.concat([tag(2, 0), varint(value.bool ? 1n : 0n)]);
  if ('int' in value) return Buffer.concat([tag(3, 0), varint(value.int)]);
  if ('bytes' in value) return delimited(7, value.bytes);
  if ('list' in value) return delimited(5, ...value.list.map((item) => delimited(1, anyValue(item))));
  if ('map' in value) return delimited(6, attributes(1, value.map));
  const double = Buffer.alloc(8);
  double.writeDoubleLE(value.double);
  return Buffer.concat([tag(4, 1), double]);
}

function attributes(field: number, entries: readonly WrittenAttribute[]): Buffer {
  return Buffer.concat(
    entries.map(({ key, value }) => delimited(field, text(1, key), delimited(2, anyValue(value)))),
  );
}

function id(field: number, hex: string): Buffer {
  return hex === '' ? Buffer.alloc(0) : delimited(field, Buffer.from(hex, 'hex'));
}

function spanToProtobuf(span: WrittenSpan): Buffer {
  return Buffer.concat([
    id(1, span.traceId),
    id(2, span.spanId),
    id(4, span.parentSpanId),
    text(5, span.name),
    number(6, BigInt(span.kind)),
    fixed64(7, span.startNano),
    fixed64(8, span.endNano),
    attributes(9, span.attributes),
    ...span.events.map((event) => delimited(11, text(2, event.name), attributes(3, event.attributes))),
    delimited(15, number(3, BigInt(span.statusCode))),
  ]);
}

export function requestToProtobuf({ resource, scope, spans }: WrittenRequest): Buffer {
  const records = spans.map((span) => delimited(2, spanToProtobuf(span)));
  return delimited(
    1,
    delimited(1, attributes(1, resource)),
    delimited(2, delimited(1, text(1, scope)), ...records),
  );
}

export function logsToProtobuf({ resource, scope, logs }: WrittenLogRequest): Buffer {
  const records = logs.map((log) =>
    delimited(
      2,
      fixed64(1, log.nano),
      delimited(5, anyValue(log.body)),
      attributes(6, log.attributes),
      id(9, log.traceId),
      id(10, log.spanId),
      text(12, log.eventName),
    ),
  );
  return delimited(
    1,
    delimited(1, attributes(1, resource)),
    delimited(2, delimited(1, text(1, scope)), ...records),
  );
}

function valueToJson(value: WrittenValue): unknown {
  if ('string' in value) return { stringValue: value.string };
  if ('bool' in value) return { boolValue: value.bool };
  if ('int' in value) return { intValue: value.int.toString() };
  if ('bytes' in value) return { bytesValue: Buffer.from(value.bytes).toString('base64') };
  if ('list' in value) return { arrayValue: { values: value.list.map(valueToJson) } };
  if ('map' in value) return { kvlistValue: { values: attributesToJson(value.map) } };
  return { doubleValue: Number.isFinite(value.double) ? value.double : String(value.double) };
}

function attributesToJson(entries: readonly WrittenAttribute[]): unknown[] {
  return entries.map(({ key, value }) => ({ key, value: valueToJson(value) }));
}

export function requestToJson({ resource, scope, spans }: WrittenRequest): string {
  const records = spans.map((span) => ({
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: span.startNano.toString(),
    endTimeUnixNano: span.endNano.toString(),
    attributes: attributesToJson(span.attributes),
    events: span.events.map((event) => ({
      name: event.name,
      attributes: attributesToJson(event.attributes),
    })),
    status: { code: span.statusCode },
  }));
  const scopeSpans = [{ scope: { name: scope }, spans: records }];
  return JSON.stringify({
    resourceSpans: [{ resource: { attributes: attributesToJson(resource) }, scopeSpans }],
  });
}

export function logsToJson({ resource, scope, logs }: WrittenLogRequest): string {
  const logRecords = logs.map((log) => ({
    timeUnixNano: log.nano.toString(),
    traceId: log.traceId,
    spanId: log.spanId,
    eventName: log.eventName,
    body: valueToJson(log.body),
    attributes: attributesToJson(log.attributes),
  }));
  const scopeLogs = [{ scope: { name: scope }, logRecords }];
  return JSON.stringify({
    resourceLogs: [{ resource: { attributes: attributesToJson(resource) }, scopeLogs }],
  });
}
