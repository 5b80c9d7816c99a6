import type { TelemetryLog } from '../otlp/telemetry-span.ts';
import type { ContentPart } from '../telemetry-event.ts';
import { contentOf, textOf, type ContentKeys } from './attribute-reader.ts';
import type { Dialect } from './dialect.ts';
import { readOperation, type GenAiNames } from './gen-ai-operation.ts';

/** Content attributes by role (semantic-conventions-genai, gen-ai-spans.md): JSON, as a structure or as text. */
const CONTENT: ContentKeys = {
  instructions: ['gen_ai.system_instructions', 'gen_ai.tool.definitions'],
  input: ['gen_ai.input.messages', 'gen_ai.retrieval.query.text'],
  output: ['gen_ai.output.messages'],
  'tool-arguments': ['gen_ai.tool.call.arguments'],
  'tool-result': ['gen_ai.tool.call.result', 'gen_ai.retrieval.documents'],
};

/** The names that the current conventions and dialects built on them use. */
export const CURRENT_NAMES: GenAiNames = {
  provider: ['gen_ai.provider.name'],
  inputTokens: ['gen_ai.usage.input_tokens'],
  outputTokens: ['gen_ai.usage.output_tokens'],
  content: CONTENT,
};

/** OpenTelemetry's conventions for generative AI as they stand (github.com/open-telemetry/semantic-conventions-genai). */
export const otelGenAi: Dialect = {
  name: 'otel-gen-ai',
  claims: ({ attributes }) =>
    attributes.has('gen_ai.provider.name') ||
    // An operation beside gen_ai.system is the deprecated form, which has it too.
    (attributes.has('gen_ai.operation.name') && !attributes.has('gen_ai.system')),
  read: (span) => {
    const operation = textOf(span.attributes, 'gen_ai.operation.name');
    return operation === null ? null : readOperation(span, operation, CURRENT_NAMES);
  },
  readLog: (record: TelemetryLog): readonly ContentPart[] | null =>
    // Content in one log event instead of span attributes (gen-ai-events.md).
    record.eventName === 'gen_ai.client.inference.operation.details'
      ? [...contentOf(record.attributes, CONTENT), { role: 'input', value: record.body }]
      : null,
};
