import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  logsToJson,
  logsToProtobuf,
  requestToJson,
  requestToProtobuf,
  type WrittenAttribute,
  type WrittenLog,
  type WrittenSpan,
  type WrittenValue,
} from '../../../tests/otlp/encode-request.ts';
import { decodeJson } from './decode-json.ts';
import { DecodeProblems } from './decode-problem.ts';
import { decodeProtobuf, type RequestKind } from './decode-protobuf.ts';
import { requestKind } from './request-kind.ts';
import type { TelemetryLog, TelemetrySpan } from './telemetry-span.ts';

// A lone surrogate has no UTF-8 form, so protobuf cannot carry what JSON can.
const text = fc.string({ unit: 'binary', maxLength: 40 });
const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'gen_ai.request.model', ''));
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((id) => Buffer.from(id).toString('hex'));
const nano = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

const { value } = fc.letrec<{ value: WrittenValue; attribute: WrittenAttribute }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.record({ string: text }),
    fc.record({ bool: fc.boolean() }),
    fc.record({ int: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) }),
    // JSON writes -0 as 0.
    fc.record({ double: fc.double().map((number) => (number === 0 ? 0 : number)) }),
    fc.record({ bytes: fc.uint8Array({ maxLength: 20 }) }),
    fc.record({ list: fc.array(tie('value'), { maxLength: 3 }) }),
    fc.record({ map: fc.uniqueArray(tie('attribute'), { maxLength: 3, selector: (entry) => entry.key }) }),
  ),
  attribute: fc.record({ key, value: tie('value') }),
}));
const attributes = fc.array(fc.record({ key, value }), { maxLength: 6 });

const span: fc.Arbitrary<WrittenSpan> = fc.record({
  traceId: hex(16),
  spanId: hex(8),
  parentSpanId: fc.oneof(hex(8), fc.constant('')),
  name: text,
  kind: fc.integer({ min: 0, max: 5 }),
  startNano: nano,
  endNano: nano,
  attributes,
  events: fc.array(fc.record({ name: text, attributes }), { maxLength: 2 }),
  statusCode: fc.integer({ min: 0, max: 2 }),
});
const log: fc.Arbitrary<WrittenLog> = fc.record({
  traceId: hex(16),
  spanId: hex(8),
  nano,
  eventName: text,
  body: value,
  attributes,
});

function fromProtobuf(bytes: Uint8Array, kind: RequestKind) {
  const [spans, logs]: [TelemetrySpan[], TelemetryLog[]] = [[], []];
  const problems = new DecodeProblems();
  decodeProtobuf(bytes, kind, { span: (one) => spans.push(one), log: (one) => logs.push(one) }, problems);
  return { spans, logs, gaps: problems.gaps('f') };
}

function fromJson(body: string) {
  const [spans, logs]: [TelemetrySpan[], TelemetryLog[]] = [[], []];
  const problems = new DecodeProblems();
  decodeJson(JSON.parse(body), { span: (one) => spans.push(one), log: (one) => logs.push(one) }, problems);
  return { spans, logs, gaps: problems.gaps('f') };
}

it('decodes spans of protobuf and of JSON to the same', () => {
  fc.assert(
    fc.property(
      attributes,
      text,
      fc.array(span, { minLength: 1, maxLength: 4 }),
      (resource, scope, spans) => {
        const request = { resource, scope, spans };
        const bytes = requestToProtobuf(request);
        const read = fromProtobuf(bytes, 'traces');
        expect(read).toEqual(fromJson(requestToJson(request)));
        expect(read.spans).toHaveLength(spans.length);
        expect(read.gaps).toEqual([]);
        expect(requestKind(bytes)).toBe('traces');
        const [first] = read.spans;
        expect(BigInt(first?.start.ms ?? 0) * 1_000_000n + BigInt(first?.start.ns ?? 0)).toBe(
          spans[0]?.startNano,
        );
      },
    ),
    { numRuns: 300 },
  );
});

it('decodes log records of protobuf and of JSON to the same', () => {
  fc.assert(
    fc.property(attributes, text, fc.array(log, { minLength: 1, maxLength: 4 }), (resource, scope, logs) => {
      const request = { resource, scope, logs };
      const bytes = logsToProtobuf(request);
      const read = fromProtobuf(bytes, 'logs');
      expect(read).toEqual(fromJson(logsToJson(request)));
      expect(read.logs).toHaveLength(logs.length);
      expect(read.gaps).toEqual([]);
      expect(requestKind(bytes)).toBe('logs');
    }),
    { numRuns: 200 },
  );
});

it('gives up a cut request with a gap, and keeps the spans before the cut', () => {
  fc.assert(
    fc.property(
      fc.array(span, { minLength: 2, maxLength: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (spans, at) => {
        const bytes = requestToProtobuf({ resource: [], scope: 's', spans });
        const cut = bytes.subarray(0, 1 + Math.floor(at * (bytes.length - 2)));
        const read = fromProtobuf(cut, 'traces');
        expect(read.gaps).toHaveLength(1);
        expect(read.gaps[0]?.reason).toBe('not-parsed');
        const whole = fromProtobuf(bytes, 'traces').spans;
        expect(read.spans).toEqual(whole.slice(0, read.spans.length));
        // Everything but the last byte: only the last span is lost.
        expect(fromProtobuf(bytes.subarray(0, -1), 'traces').spans).toEqual(whole.slice(0, -1));
      },
    ),
  );
});

it('never throws on bytes of any kind', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('traces' as const, 'logs' as const),
      (bytes, kind) => {
        fromProtobuf(bytes, kind);
        requestKind(bytes);
      },
    ),
    { numRuns: 2_000 },
  );
});

it('never throws on JSON of any kind', () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      fromJson(body);
      fromJson(`{"resourceSpans":[{"scopeSpans":[{"spans":[${body}]}]}]}`);
      fromJson(
        `{"resourceLogs":[{"resource":${body},"scopeLogs":[{"logRecords":[{"attributes":${body}}]}]}]}`,
      );
    }),
    { numRuns: 500 },
  );
});
