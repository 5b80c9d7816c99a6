import { textOf } from './attribute-reader.ts';
import type { Dialect } from './dialect.ts';
import { contextOf } from './gen-ai-operation.ts';

/** SpanKind SERVER of OTLP; a client of MCP writes kind CLIENT. */
const SERVER = 2;

/**
 * OpenTelemetry's conventions for the Model Context Protocol (docs/gen-ai/mcp.md). A tool call may carry
 * gen_ai.operation.name=execute_tool as well; it is an MCP request first. Sessions are gone from the protocol since its
 * revision of 2026-07-28, so nothing is keyed on them.
 */
export const mcp: Dialect = {
  name: 'mcp',
  claims: ({ attributes }) => attributes.has('mcp.method.name'),
  read: (span) => {
    const method = textOf(span.attributes, 'mcp.method.name');
    if (method === null) return null;
    const calls = method === 'tools/call';
    return {
      event: 'mcp-request',
      side: span.kind === SERVER ? 'server' : 'client',
      method,
      tool: calls ? textOf(span.attributes, 'gen_ai.tool.name', 'mcp.tool.name') : null,
      ...contextOf(span, {
        'tool-arguments': ['gen_ai.tool.call.arguments', 'mcp.request.argument'],
        'tool-result': ['gen_ai.tool.call.result'],
      }),
    };
  },
};
