import type { AttributeMap, TelemetryLog, TelemetrySpan } from '../otlp/telemetry-span.ts';
import type { ContentPart, ContentRole, DialectReading } from '../telemetry-event.ts';
import { textOf } from './attribute-reader.ts';
import type { Dialect } from './dialect.ts';
import { readOperation, type GenAiNames } from './gen-ai-operation.ts';

/** The names before gen_ai.provider.name; the newer ones stand second, since SDKs changed name by name. */
const NAMES: GenAiNames = {
  provider: ['gen_ai.system'],
  inputTokens: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
  outputTokens: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
  content: {
    input: ['gen_ai.prompt', 'gen_ai.input.messages'],
    output: ['gen_ai.completion', 'gen_ai.output.messages'],
    'tool-arguments': ['gen_ai.tool.call.arguments'],
    'tool-result': ['gen_ai.tool.call.result'],
  },
};

/** Content events: log records today, span events in older SDKs. The role of the text is in the name. */
const EVENT_ROLES: ReadonlyMap<string, ContentRole> = new Map([
  ['gen_ai.system.message', 'instructions'],
  ['gen_ai.user.message', 'input'],
  ['gen_ai.assistant.message', 'output'],
  ['gen_ai.tool.message', 'tool-result'],
  ['gen_ai.choice', 'output'],
  ['gen_ai.content.prompt', 'input'],
  ['gen_ai.content.completion', 'output'],
]);

/** gen_ai.prompt.0.content and its kin, as OpenLLMetry flattened messages. */
const FLATTENED = /^gen_ai\.(prompt|completion)\.\d+\./;

/** What OpenTelemetry GenAI was up to 2025 and much of what runs still speaks (registry: model/gen-ai/deprecated). */
export const otelGenAiDeprecated: Dialect = {
  name: 'otel-gen-ai-deprecated',
  claims: ({ attributes }) =>
    // Asked last: a model alone is enough here, which would claim spans of every other dialect.
    attributes.has('gen_ai.system') ||
    attributes.has('gen_ai.request.model') ||
    attributes.has('gen_ai.usage.prompt_tokens'),
  read: readSpan,
  readLog: ({ eventName, body, attributes }: TelemetryLog) => {
    const role = EVENT_ROLES.get(eventName);
    return role === undefined ? null : [{ role, value: body }, ...valuesOf(attributes, role)];
  },
};

function readSpan(span: TelemetrySpan): DialectReading | null {
  // Spans from before gen_ai.operation.name: whoever asks for a model calls it.
  const operation = textOf(span.attributes, 'gen_ai.operation.name', 'llm.request.type') ?? 'chat';
  const reading = readOperation(span, operation, NAMES);
  return reading === null ? null : { ...reading, content: [...reading.content, ...olderContent(span)] };
}

/** Messages flattened into attributes, and span events of SDKs from before log events. */
function olderContent(span: TelemetrySpan): ContentPart[] {
  const flattened = [...span.attributes].flatMap(([key, value]): ContentPart[] => {
    const match = FLATTENED.exec(key);
    return match === null ? [] : [{ role: match[1] === 'prompt' ? 'input' : 'output', value }];
  });
  const events = span.events.flatMap((event) => {
    const role = EVENT_ROLES.get(event.name);
    return role === undefined ? [] : valuesOf(event.attributes, role);
  });
  return [...flattened, ...events];
}

/** All attributes but the two that are never content: which of them holds the text differs from SDK to SDK. */
function valuesOf(attributes: AttributeMap, role: ContentRole): ContentPart[] {
  return [...attributes].flatMap(([key, value]) =>
    key === 'event.name' || key === 'gen_ai.system' ? [] : [{ role, value }],
  );
}
