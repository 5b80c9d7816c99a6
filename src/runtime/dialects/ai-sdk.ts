import { textOf } from './attribute-reader.ts';
import type { Dialect } from './dialect.ts';
import { readOperation } from './gen-ai-operation.ts';
import { CURRENT_NAMES } from './otel-gen-ai.ts';

/**
 * Vercel's AI SDK from 7 on (@ai-sdk/otel, scope `gen_ai`): OpenTelemetry GenAI with the function's id as agent name and
 * one operation of its own, agent_step, which only groups a model call and its tool calls.
 */
export const aiSdk: Dialect = {
  name: 'ai-sdk',
  claims: ({ scope, attributes }) => scope === 'gen_ai' && attributes.has('gen_ai.operation.name'),
  read: (span) => {
    const operation = textOf(span.attributes, 'gen_ai.operation.name');
    return operation === null || operation === 'agent_step'
      ? null
      : readOperation(span, operation, CURRENT_NAMES);
  },
};
