import type { TelemetrySpan } from '../otlp/telemetry-span.ts';
import type { DialectReading, EventContext, EventReading } from '../telemetry-event.ts';
import { contentOf, countOf, failed, serverOf, textOf, type ContentKeys } from './attribute-reader.ts';

/** Attribute names in which the current and the deprecated form of OpenTelemetry GenAI differ, first one first. */
export interface GenAiNames {
  readonly provider: readonly string[];
  readonly inputTokens: readonly string[];
  readonly outputTokens: readonly string[];
  readonly content: ContentKeys;
}

/** Requests to a model; `completion` is what older instrumentations wrote for text_completion. */
const MODEL_OPERATIONS: ReadonlySet<string> = new Set([
  'chat',
  'generate_content',
  'text_completion',
  'completion',
  'embeddings',
]);

/**
 * A span of the operations that gen_ai.operation.name knows (gen-ai-spans.md, gen-ai-agent-spans.md). An operation that
 * nobody knows, such as the AI SDK's agent_step, is no event.
 */
export function readOperation(
  span: TelemetrySpan,
  operation: string,
  names: GenAiNames,
): DialectReading | null {
  const reading = readingOf(span, operation, names);
  return reading === null ? null : { ...reading, ...contextOf(span, names.content) };
}

function readingOf(span: TelemetrySpan, operation: string, names: GenAiNames): EventReading | null {
  const { attributes } = span;
  const provider = textOf(attributes, ...names.provider);
  // What was asked for comes first: the response names a dated version, which would split one model in two.
  const asked = textOf(attributes, 'gen_ai.request.model');
  const model = asked ?? textOf(attributes, 'gen_ai.response.model');
  const answered = asked === null && model !== null ? ({ answered: true } as const) : {};
  if (MODEL_OPERATIONS.has(operation)) {
    return {
      event: 'model-call',
      provider,
      model,
      ...answered,
      inputTokens: countOf(attributes, ...names.inputTokens),
      outputTokens: countOf(attributes, ...names.outputTokens),
    };
  }
  switch (operation) {
    case 'execute_tool':
      return { event: 'tool-call', tool: textOf(attributes, 'gen_ai.tool.name') };
    case 'invoke_agent':
    case 'invoke_workflow':
      return { event: 'agent-run', provider, model, ...answered };
    case 'retrieval':
      return { event: 'retrieval', store: textOf(attributes, 'gen_ai.data_source.id') };
    default:
      return null;
  }
}

/** What the GenAI and MCP conventions say alike of any span: agent, conversation, other side, outcome. */
export function contextOf(span: TelemetrySpan, content: ContentKeys): EventContext {
  return {
    agent: textOf(span.attributes, 'gen_ai.agent.name', 'gen_ai.agent.id'),
    conversation: textOf(span.attributes, 'gen_ai.conversation.id', 'session.id'),
    server: serverOf(span.attributes),
    failed: failed(span),
    content: contentOf(span.attributes, content),
  };
}
