import { pathToFileURL } from 'node:url';
import { DecodeProblems } from '../../src/runtime/otlp/decode-problem.ts';
import { decodeProtobuf } from '../../src/runtime/otlp/decode-protobuf.ts';
import {
  requestToProtobuf,
  type WrittenAttribute,
  type WrittenSpan,
} from '../../tests/otlp/encode-request.ts';

/** The batch size that OpenTelemetry's SDKs send by default (OTEL_BSP_MAX_EXPORT_BATCH_SIZE). */
const SPANS_PER_REQUEST = 512;
const REQUESTS_PER_ROUND = 200;
const ROUNDS = 5;

interface OtlpBenchmark {
  readonly spansPerRequest: number;
  readonly bytesPerSpan: number;
  /** Median over the rounds, user and system CPU time of this process. */
  readonly spansPerCpuSecond: number;
}

function text(key: string, value: string): WrittenAttribute {
  return { key, value: { string: value } };
}

function int(key: string, value: number): WrittenAttribute {
  return { key, value: { int: BigInt(value) } };
}

/** A chat span with the attributes that the AI SDK's current form sends without content, and a short user message. */
function chatSpan(index: number): WrittenSpan {
  const hex = index.toString(16);
  // Nanoseconds since 1970; above 2^53, as real ones are.
  const start = 1_795_132_800_000_000_000n + BigInt(index) * 1_000_000n;
  return {
    traceId: hex.padStart(32, 'a'),
    spanId: hex.padStart(16, 'b'),
    parentSpanId: hex.padStart(16, 'c'),
    name: 'chat mistral-large-latest',
    kind: 3,
    startNano: start,
    endNano: start + 12_345_678n,
    attributes: [
      text('gen_ai.operation.name', 'chat'),
      text('gen_ai.provider.name', 'mistral_ai'),
      text('gen_ai.request.model', 'mistral-large-latest'),
      text('gen_ai.response.model', 'mistral-large-2512'),
      text('gen_ai.response.id', `cmplnotreal${String(index).padStart(12, '0')}`),
      text('gen_ai.conversation.id', `conversation-${String(index % 40)}`),
      int('gen_ai.usage.input_tokens', 200 + index),
      int('gen_ai.usage.output_tokens', 40),
      { key: 'gen_ai.response.finish_reasons', value: { list: [{ string: 'stop' }] } },
      text(
        'gen_ai.input.messages',
        `[{"role":"user","parts":[{"type":"text","content":"Where is order ${hex}?"}]}]`,
      ),
    ],
    events: [],
    statusCode: 1,
  };
}

/** Decoding alone: the request is written before the clock starts. */
export function benchOtlp(): OtlpBenchmark {
  const spans = Array.from({ length: SPANS_PER_REQUEST }, (_, index) => chatSpan(index));
  const resource = [text('service.name', 'support-chatbot'), text('faas.name', 'support-chatbot')];
  const request = requestToProtobuf({ resource, scope: 'gen_ai', spans });
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const problems = new DecodeProblems();
    let seen = 0;
    const before = process.cpuUsage();
    for (let index = 0; index < REQUESTS_PER_ROUND; index += 1) {
      decodeProtobuf(
        request,
        'traces',
        { span: (span) => (seen += span.attributes.size), log: () => {} },
        problems,
      );
    }
    const { user, system } = process.cpuUsage(before);
    const expected = SPANS_PER_REQUEST * REQUESTS_PER_ROUND * (spans[0]?.attributes.length ?? 0);
    // A decoder that skips attributes would be fast.
    if (seen !== expected) throw new Error(`decoded ${String(seen)} attributes of ${String(expected)}`);
    rates.push((SPANS_PER_REQUEST * REQUESTS_PER_ROUND * 1e6) / (user + system));
  }
  rates.sort((a, b) => a - b);
  return {
    spansPerRequest: SPANS_PER_REQUEST,
    bytesPerSpan: Math.round(request.length / SPANS_PER_REQUEST),
    spansPerCpuSecond: Math.round(rates[Math.floor(rates.length / 2)] ?? 0),
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${JSON.stringify(benchOtlp())}\n`);
}
