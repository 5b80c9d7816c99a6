import type { WrittenAttribute, WrittenSpan } from '../../../tests/otlp/encode-request.ts';

/** Nanoseconds since the epoch. */
export const START = 1_795_132_800_000_000_000n;

export type Plain = Readonly<Record<string, string>>;

function attributes(plain: Plain): WrittenAttribute[] {
  return Object.entries(plain).map(([key, string]) => ({ key, value: { string } }));
}

export function span(id: number, parent: number, plain: Plain, more: Partial<WrittenSpan> = {}): WrittenSpan {
  return {
    traceId: 'a'.repeat(32),
    spanId: id.toString(16).padStart(16, '0'),
    parentSpanId: parent === 0 ? '' : parent.toString(16).padStart(16, '0'),
    name: 'any',
    kind: 3,
    startNano: START + BigInt(id) * 1_000_000_000n,
    endNano: START + BigInt(id) * 1_000_000_000n + 1n,
    attributes: attributes(plain),
    events: [],
    statusCode: 0,
    ...more,
  };
}

export const run = (name: string): Plain => ({
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.provider.name': 'openai',
  'gen_ai.agent.name': name,
});
export const tool = (name: string): Plain => ({
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': name,
});
export const chat = (model: string, more: Plain = {}): Plain => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': model,
  ...more,
});
export const mcp = (more: Plain = {}): Plain => ({
  'mcp.method.name': 'tools/call',
  'gen_ai.tool.name': 'lookup',
  ...more,
});
export const HTTP: Plain = { 'http.request.method': 'POST' };

export function request(spans: readonly WrittenSpan[], resource: Plain = { 'service.name': 'shop' }) {
  return { resource: attributes(resource), scope: 's', spans };
}
