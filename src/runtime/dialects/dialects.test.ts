import { expect, it } from 'vitest';
import type { AttributeReading, TelemetrySpan } from '../otlp/telemetry-span.ts';
import { DIALECTS, readLogContent, readSpan } from './index.ts';

type Attributes = Readonly<Record<string, AttributeReading>>;

function spanOf(attributes: Attributes, more: Partial<TelemetrySpan> = {}): TelemetrySpan {
  return {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    parentSpanId: '',
    name: 'any',
    kind: 3,
    start: { ms: 1, ns: 0 },
    end: { ms: 2, ns: 0 },
    attributes: new Map(Object.entries(attributes)),
    events: [],
    statusCode: 0,
    scope: 'any',
    resource: { attributes: new Map() },
    ...more,
  };
}

const CHAT = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4o' };

it.each([
  {
    why: 'a chat of OpenTelemetry today',
    span: spanOf({
      ...CHAT,
      'gen_ai.provider.name': 'openai',
      'gen_ai.agent.name': 'helper',
      'gen_ai.conversation.id': 'c1',
      'gen_ai.usage.input_tokens': 7,
      'server.address': 'api.openai.com',
      'server.port': 443,
    }),
    dialect: 'otel-gen-ai',
    event: {
      ...{ event: 'model-call', provider: 'openai', model: 'gpt-4o', inputTokens: 7, outputTokens: null },
      ...{ agent: 'helper', conversation: 'c1', server: 'api.openai.com', failed: false },
    },
  },
  {
    why: 'a tool call of OpenTelemetry that failed',
    span: spanOf({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'send',
      'error.type': 'timeout',
    }),
    dialect: 'otel-gen-ai',
    event: { event: 'tool-call', tool: 'send', failed: true },
  },
  {
    why: 'an agent that is known by its id alone',
    span: spanOf({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': 'aws.bedrock',
      'gen_ai.agent.id': 'A1',
    }),
    dialect: 'otel-gen-ai',
    event: { event: 'agent-run', agent: 'A1', model: null },
  },
  {
    why: 'a retrieval',
    span: spanOf({ 'gen_ai.operation.name': 'retrieval', 'gen_ai.data_source.id': 'handbook' }),
    dialect: 'otel-gen-ai',
    event: { event: 'retrieval', store: 'handbook' },
  },
  {
    why: 'an operation that nobody knows',
    span: spanOf({ 'gen_ai.operation.name': 'dream', 'gen_ai.provider.name': 'openai' }),
    dialect: 'otel-gen-ai',
    event: null,
  },
  {
    why: 'a chat of the deprecated form',
    span: spanOf({ ...CHAT, 'gen_ai.system': 'az.ai.openai', 'gen_ai.usage.prompt_tokens': 3 }),
    dialect: 'otel-gen-ai-deprecated',
    event: { event: 'model-call', provider: 'az.ai.openai', model: 'gpt-4o', inputTokens: 3 },
  },
  {
    why: 'a deprecated span without an operation',
    span: spanOf({ 'gen_ai.system': 'anthropic', 'gen_ai.response.model': 'claude' }),
    dialect: 'otel-gen-ai-deprecated',
    event: { event: 'model-call', provider: 'anthropic', model: 'claude' },
  },
  {
    why: 'a step of the AI SDK, which only groups',
    span: spanOf({ 'gen_ai.operation.name': 'agent_step' }, { scope: 'gen_ai' }),
    dialect: 'ai-sdk',
    event: null,
  },
  {
    why: 'a run of the AI SDK, named by its function',
    span: spanOf(
      { ...CHAT, 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'support' },
      { scope: 'gen_ai' },
    ),
    dialect: 'ai-sdk',
    event: { event: 'agent-run', agent: 'support', model: 'gpt-4o' },
  },
  {
    why: 'a request of the AI SDK before 7, whose deprecated attributes lose',
    span: spanOf({
      ...CHAT,
      'gen_ai.system': 'openai.chat',
      'ai.operationId': 'ai.streamText.doStream',
      'ai.model.provider': 'mistral.chat',
      'ai.model.id': 'mistral-large-latest',
      'ai.telemetry.functionId': 'support',
      'ai.usage.completionTokens': 5,
    }),
    dialect: 'ai-sdk-legacy',
    event: {
      event: 'model-call',
      provider: 'mistral.chat',
      model: 'mistral-large-latest',
      outputTokens: 5,
      agent: 'support',
    },
  },
  {
    why: 'the run around it, which is no second request',
    span: spanOf({ 'ai.operationId': 'ai.streamText', 'ai.model.id': 'mistral-large-latest' }),
    dialect: 'ai-sdk-legacy',
    event: { event: 'agent-run', agent: null },
  },
  {
    why: 'a tool call of the AI SDK before 7',
    span: spanOf({ 'ai.operationId': 'ai.toolCall', 'ai.toolCall.name': 'lookup' }),
    dialect: 'ai-sdk-legacy',
    event: { event: 'tool-call', tool: 'lookup' },
  },
  {
    why: 'an MCP tool call that looks like a tool call too',
    span: spanOf({
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'lookup',
      'server.address': 'mcp.example.com',
      'server.port': 8443,
    }),
    dialect: 'mcp',
    event: {
      event: 'mcp-request',
      side: 'client',
      method: 'tools/call',
      tool: 'lookup',
      server: 'mcp.example.com:8443',
    },
  },
  {
    why: 'the server that answers it',
    span: spanOf({ 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'lookup' }, { kind: 2 }),
    dialect: 'mcp',
    event: { event: 'mcp-request', side: 'server', tool: 'lookup' },
  },
])('reads $why as $dialect', ({ span, dialect, event }) => {
  const reading = readSpan(span);
  expect(reading?.dialect).toBe(dialect);
  if (event === null) expect(reading?.event).toBeNull();
  else expect(reading?.event).toMatchObject(event);
});

it('leaves spans that are not about AI alone', () => {
  expect(readSpan(spanOf({ 'http.request.method': 'GET', 'db.system': 'postgresql' }))).toBeNull();
});

it('asks MCP and the AI SDK before OpenTelemetry, and the deprecated form last', () => {
  const order = ['mcp', 'ai-sdk-legacy', 'ai-sdk', 'otel-gen-ai', 'otel-gen-ai-deprecated'];
  expect(DIALECTS.map((dialect) => dialect.name)).toEqual(order);
});

it.each<{ readonly where: string; readonly attributes: Attributes; readonly more?: Partial<TelemetrySpan> }>([
  {
    where: 'prompts of today',
    attributes: { ...CHAT, 'gen_ai.provider.name': 'x', 'gen_ai.input.messages': 'HERE' },
  },
  {
    where: 'tool definitions',
    attributes: { ...CHAT, 'gen_ai.provider.name': 'x', 'gen_ai.tool.definitions': 'HERE' },
  },
  {
    where: 'the removed prompt attribute',
    attributes: { ...CHAT, 'gen_ai.system': 'x', 'gen_ai.prompt': 'HERE' },
  },
  {
    where: 'flattened completions',
    attributes: { ...CHAT, 'gen_ai.system': 'x', 'gen_ai.completion.0.content': 'HERE' },
  },
  {
    where: 'span events',
    attributes: { ...CHAT, 'gen_ai.system': 'x' },
    more: { events: [{ name: 'gen_ai.content.prompt', attributes: new Map([['gen_ai.prompt', 'HERE']]) }] },
  },
  {
    where: 'legacy tool results',
    attributes: { 'ai.operationId': 'ai.toolCall', 'ai.toolCall.result': 'HERE' },
  },
  {
    where: 'recorded headers',
    attributes: { 'ai.operationId': 'ai.generateText', 'ai.request.headers.authorization': 'HERE' },
  },
])('finds content in $where', ({ attributes, more }) => {
  expect(JSON.stringify(readSpan(spanOf(attributes, more))?.event?.content)).toContain('HERE');
});

it.each([
  ['gen_ai.user.message', 'input'],
  ['gen_ai.choice', 'output'],
  ['gen_ai.client.inference.operation.details', 'input'],
])('finds content in log records named %s', (eventName, role) => {
  const record = {
    ...{ traceId: '', spanId: '', time: { ms: 1, ns: 0 }, eventName, scope: '' },
    ...{ body: { content: 'HERE' }, attributes: new Map(), resource: { attributes: new Map() } },
  };
  expect(readLogContent(record)).toContainEqual({ role, value: { content: 'HERE' } });
  expect(readLogContent({ ...record, eventName: 'http.request' })).toEqual([]);
});
