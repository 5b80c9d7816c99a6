import type { TelemetrySpan } from '../otlp/telemetry-span.ts';
import type { ContentPart, EventContext, EventReading } from '../telemetry-event.ts';
import { contentOf, countOf, failed, serverOf, textOf } from './attribute-reader.ts';
import type { Dialect } from './dialect.ts';

/** ai.generateText, ai.streamObject, …: the whole run; with .doGenerate and its kin: one request to the model. */
const RUN = /^ai\.(generate|stream)(Text|Object)$/;
const REQUEST = /^ai\.((generate|stream)(Text|Object)\.do(Generate|Stream)|embed(Many)?\.doEmbed)$/;

/**
 * Vercel's AI SDK up to 6, and 7 with LegacyOpenTelemetry: ai.* attributes with gen_ai.system beside them. It must be
 * asked before the deprecated form of OpenTelemetry GenAI, which would take its requests for that of a stranger.
 */
export const aiSdkLegacy: Dialect = {
  name: 'ai-sdk-legacy',
  claims: ({ attributes }) => attributes.has('ai.operationId'),
  read: (span) => {
    const reading = readingOf(span);
    return reading === null ? null : { ...reading, ...contextOf(span) };
  },
};

function readingOf({ attributes }: TelemetrySpan): EventReading | null {
  const operation = textOf(attributes, 'ai.operationId') ?? '';
  // gen_ai.* beside ai.* only repeats it in the deprecated names: the SDK's own come first.
  const provider = textOf(attributes, 'ai.model.provider', 'gen_ai.system');
  const model = textOf(attributes, 'ai.model.id', 'gen_ai.request.model');
  if (REQUEST.test(operation)) {
    return {
      event: 'model-call',
      provider,
      model,
      inputTokens: countOf(
        attributes,
        'ai.usage.inputTokens',
        'ai.usage.promptTokens',
        'gen_ai.usage.input_tokens',
      ),
      outputTokens: countOf(
        attributes,
        'ai.usage.outputTokens',
        'ai.usage.completionTokens',
        'gen_ai.usage.output_tokens',
      ),
    };
  }
  if (RUN.test(operation)) return { event: 'agent-run', provider, model };
  if (operation === 'ai.toolCall')
    return { event: 'tool-call', tool: textOf(attributes, 'ai.toolCall.name') };
  return null;
}

function contextOf(span: TelemetrySpan): EventContext {
  const { attributes } = span;
  return {
    agent: textOf(attributes, 'ai.telemetry.functionId'),
    conversation: textOf(attributes, 'ai.telemetry.metadata.sessionId', 'session.id'),
    server: serverOf(attributes),
    failed: failed(span),
    content: [...contentOf(attributes, CONTENT), ...valuesUnder(attributes, 'ai.request.headers.')],
  };
}

/** Content keys of both ages of the SDK; inspected for secrets and dropped. */
const CONTENT = {
  instructions: ['ai.prompt.tools'],
  input: ['ai.prompt', 'ai.prompt.messages', 'ai.value', 'ai.values'],
  output: ['ai.response.text', 'ai.response.toolCalls', 'ai.response.object', 'ai.response.reasoning'],
  'tool-arguments': ['ai.toolCall.args'],
  'tool-result': ['ai.toolCall.result'],
} as const;

/** Headers of the application's own are recorded too, and some carry keys. */
function valuesUnder(attributes: TelemetrySpan['attributes'], prefix: string): ContentPart[] {
  return [...attributes].flatMap(([key, value]) =>
    key.startsWith(prefix) ? [{ role: 'input' as const, value: { [key.slice(prefix.length)]: value } }] : [],
  );
}
