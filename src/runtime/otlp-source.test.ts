import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import {
  requestToJson,
  requestToProtobuf,
  varint,
  type WrittenSpan,
} from '../../tests/otlp/encode-request.ts';
import { otlpSource } from './otlp-source.ts';
import { collected, targetOf, readShipped } from './testing/telemetry-target.ts';
import { chat, HTTP, mcp, request, run, span, START, tool, type Plain } from './testing/written-spans.ts';

const NOW = Date.parse('2026-11-21T00:00:00Z');
const source = otlpSource(() => NOW, readShipped);

async function linesOf(spans: readonly WrittenSpan[], resource?: Plain): Promise<readonly string[]> {
  return (await collected(source, targetOf({ 'a.json': requestToJson(request(spans, resource)) }))).lines;
}

it.each([
  {
    why: 'gives a call to the agent around it, through spans that are not about AI',
    spans: [span(1, 0, run('boss')), span(2, 1, HTTP), span(3, 2, chat('gpt-4o')), span(4, 2, tool('send'))],
    lines: ['boss calls-tool send 1', 'boss uses-model gpt-4o 1'],
  },
  {
    why: 'finds parents that arrive after their children',
    spans: [span(3, 1, tool('send')), span(1, 0, run('boss'))],
    lines: ['boss calls-tool send 1'],
  },
  {
    why: 'gives a model that a tool asks to the tool',
    spans: [span(1, 0, run('boss')), span(2, 1, tool('draft')), span(3, 2, chat('gpt-4o'))],
    lines: ['boss calls-tool draft 1', 'draft uses-model gpt-4o 1'],
  },
  {
    why: 'sees an agent hand over to another',
    spans: [
      span(1, 0, run('boss')),
      span(2, 1, tool('ask')),
      span(3, 2, run('clerk')),
      span(4, 3, chat('gpt-4o')),
    ],
    lines: ['boss calls-tool ask 1', 'boss delegates-to clerk 1', 'clerk uses-model gpt-4o 1'],
  },
  {
    why: 'counts the model of a run only where no call below says it',
    spans: [span(1, 0, { ...run('remote'), 'gen_ai.request.model': 'gpt-4o' })],
    lines: ['remote uses-model gpt-4o 1'],
  },
  {
    why: 'sends to the outside world and not to itself',
    spans: [
      span(1, 0, run('boss')),
      span(2, 1, chat('gpt-4o', { 'server.address': 'api.openai.com' })),
      span(3, 1, chat('llama', { 'server.address': '10.0.0.7' })),
      span(4, 1, chat('llama', { 'server.address': 'ollama.svc.cluster.local' })),
    ],
    lines: ['boss egresses-to api.openai.com 1', 'boss uses-model gpt-4o 1', 'boss uses-model llama 2'],
  },
  {
    why: 'counts an MCP call inside a tool call once',
    spans: [
      span(1, 0, run('boss')),
      span(2, 1, tool('lookup')),
      span(3, 2, mcp({ 'server.address': 'mcp.example.com' })),
    ],
    lines: [
      'boss calls-tool lookup 1',
      'boss connects-to mcp.example.com 1',
      'boss egresses-to mcp.example.com 1',
      'mcp.example.com provides-tool lookup 1',
    ],
  },
  {
    why: 'names an MCP server by its own span where it has one',
    spans: [
      span(1, 0, run('boss')),
      span(2, 1, mcp({ 'server.address': 'mcp.example.com' })),
      span(3, 2, mcp(), { kind: 2 }),
    ],
    lines: ['boss calls-tool lookup 1', 'boss connects-to shop 1', 'shop provides-tool lookup 1'],
  },
  {
    why: 'retrieves from the bucket that the data source names',
    spans: [
      span(1, 0, run('boss')),
      span(2, 1, {
        'gen_ai.operation.name': 'retrieval',
        'gen_ai.data_source.id': 'arn:aws:s3:::shop-kb/docs',
      }),
    ],
    lines: ['boss retrieves-from shop-kb 1'],
  },
  {
    why: 'says nothing of who, where no agent is named',
    spans: [span(1, 0, chat('gpt-4o')), span(2, 0, tool('send'))],
    lines: [],
  },
  {
    why: 'ends where parents go round in a circle',
    spans: [span(1, 3, chat('gpt-4o')), span(2, 1, HTTP), span(3, 2, HTTP), span(4, 4, tool('send'))],
    lines: [],
  },
])('$why', async ({ spans, lines }) => {
  expect(await linesOf(spans)).toEqual(lines);
});

it.each([
  {
    where: 'the ARN with an alias',
    resource: { 'cloud.resource_id': 'arn:aws:lambda:eu-west-1:111122223333:function:chat:live' },
  },
  {
    where: 'the parts of the ARN',
    resource: {
      ...{ 'cloud.platform': 'aws_lambda', 'cloud.region': 'eu-west-1' },
      ...{ 'cloud.account.id': '111122223333', 'faas.name': 'chat' },
    },
  },
])('deploys the agent as the function where the resource gives $where', async ({ resource }) => {
  const target = targetOf({ 'a.json': requestToJson(request([span(1, 0, run('boss'))], resource)) });
  const { edges } = await collected(source, target);
  expect(edges).toMatchObject([
    { edge: 'deployed-as', to: 'arn:aws:lambda:eu-west-1:111122223333:function:chat', rung: 3 },
  ]);
});

it('keeps frames apart: one name in two services is two tools', async () => {
  const body = (service: string, id: number) =>
    requestToJson(request([span(id, 0, tool('send'))], { 'service.name': service }));
  const { nodes } = await collected(
    source,
    targetOf({ 'a.json': body('shop', 1), 'b.json': body('crm', 2) }),
  );
  expect(nodes.map(({ id }) => id)).toEqual(['tool:observed/crm#send', 'tool:observed/shop#send']);
});

const DAY = requestToProtobuf(request([span(1, 0, run('boss')), span(2, 1, tool('send'))]));
const DAY_JSON = requestToJson(request([span(1, 0, run('boss')), span(2, 1, tool('send'))]));
const framed = Buffer.concat(
  [DAY, DAY].flatMap((one) => [Buffer.from(Uint32Array.of(one.length).buffer).reverse(), one]),
);

it.each([
  { form: 'JSON', files: { 'a.json': DAY_JSON } },
  { form: 'protobuf', files: { 'a.pb': DAY } },
  { form: 'gzip around protobuf', files: { 'a.binpb.gz': gzipSync(DAY) } },
  { form: 'gzip around JSON', files: { 'a.json.gz': gzipSync(DAY_JSON) } },
  { form: 'JSON lines', files: { 'a.jsonl': `${DAY_JSON}\n${DAY_JSON}\n` } },
  { form: 'messages with their length in front', files: { 'a.pb': framed } },
  { form: 'one request in both encodings', files: { 'a.json': DAY_JSON, 'b.pb': DAY } },
])('reads $form, and each span once', async ({ files }) => {
  const { lines, coverage } = await collected(source, targetOf(files));
  expect(lines).toEqual(['boss calls-tool send 1']);
  expect(coverage.gaps).toEqual([]);
  expect(coverage.window).toEqual({ from: '2026-11-20T00:00:01.000Z', to: '2026-11-20T00:00:02.000Z' });
});

const EARLY = { startNano: START + 1_000_000_000n, endNano: START + 1_000_000_000n };
const MANY = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${String(index)}`, 'v']));
const deepValue = '{"arrayValue":{"values":['.repeat(5_000) + ']}}'.repeat(5_000);
const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));

it.each([
  { what: 'protobuf that is cut short', file: ['a.pb', DAY.subarray(0, -1)], reason: 'not-parsed' },
  {
    what: 'a length beyond the file',
    file: ['a.pb', Buffer.concat([DAY, Buffer.from([0x0a]), varint(2n ** 34n)])],
    reason: 'not-parsed',
  },
  { what: 'JSON that is cut short', file: ['a.json', DAY_JSON.slice(0, -9)], reason: 'not-parsed' },
  {
    what: 'a broken line among good ones',
    file: ['a.jsonl', `${DAY_JSON}\n{"resourceSp\n`],
    reason: 'not-parsed',
  },
  {
    what: 'gzip that is cut short',
    file: ['a.json.gz', gzipSync(DAY_JSON).subarray(0, 60)],
    reason: 'not-parsed',
  },
  { what: 'a gzip bomb', file: ['a.json.gz', bomb], reason: 'too-large' },
  { what: 'JSON that is no telemetry', file: ['a.json', '{"hello":"world"}'], reason: 'unsupported' },
  {
    what: 'bytes that are nothing',
    file: ['a.pb', Buffer.from([0xff, 0xfe, 0xfd, 0xfc, 0xfb])],
    reason: 'unsupported',
  },
  {
    what: 'spans that are no list',
    file: ['a.json', '{"resourceSpans":[{"scopeSpans":[{"spans":{"0":1}}]}]}'],
    reason: 'wrong-shape',
  },
  {
    what: 'a value nested 5,000 deep',
    file: ['a.json', `{"resourceSpans":[{"resource":{"attributes":[{"key":"k","value":${deepValue}}]}}]}`],
    reason: 'too-deep',
  },
  {
    what: 'a hundred thousand attributes',
    file: ['a.pb', requestToProtobuf(request([span(9, 0, { ...tool('x'), ...MANY }, EARLY)]))],
    reason: 'too-many',
  },
  {
    what: 'text that is not UTF-8',
    file: [
      'a.pb',
      Buffer.from(
        requestToProtobuf(request([span(9, 0, tool('bad??'), EARLY)]))
          .toString('latin1')
          .replace('bad??', 'bad\xff\xfe'),
        'latin1',
      ),
    ],
    reason: 'not-text',
  },
  {
    what: 'a start of zero',
    file: ['a.json', requestToJson(request([span(9, 0, tool('x'), { startNano: 0n })]))],
    reason: 'wrong-shape',
  },
  {
    what: 'a start in the year 2400',
    file: [
      'a.pb',
      requestToProtobuf(request([span(9, 0, tool('x'), { startNano: 13_569_465_600_000_000_000n })])),
    ],
    reason: 'wrong-shape',
  },
  {
    what: 'spans without ids',
    file: ['a.json', requestToJson(request([span(9, 0, tool('x'), { spanId: '' })]))],
    reason: 'wrong-shape',
  },
] as const)(
  'takes $what as a gap ($reason), and reads the other file',
  async ({ file: [name, content], reason }) => {
    const { coverage, lines } = await collected(source, targetOf({ [name]: content, 'z.json': DAY_JSON }));
    const gaps = coverage.gaps.filter((gap) => gap.where === name);
    expect(gaps.map((gap) => gap.reason)).toContain(reason);
    expect(lines).toContain('boss calls-tool send 1');
    expect(coverage.window?.to).toBe('2026-11-20T00:00:02.000Z');
  },
);

const AS_JSON = requestToJson(request([span(1, 0, tool('send')), span(2, 0, tool('pay'))]));
interface LooseSpan {
  attributes: unknown;
}
interface LooseRequest {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: LooseSpan[] }[] }[];
}

/** The request with the attributes of each span made into something else. */
function withAttributes(make: (attributes: unknown) => unknown): string {
  const parsed = JSON.parse(AS_JSON) as LooseRequest;
  for (const { scopeSpans } of parsed.resourceSpans)
    for (const { spans } of scopeSpans) for (const one of spans) one.attributes = make(one.attributes);
  return JSON.stringify(parsed);
}

it.each([
  { what: 'values that are text', make: () => [{ key: 'gen_ai.tool.name', value: 'send' }] },
  { what: 'values that are lists', make: () => [{ key: 'gen_ai.tool.name', value: ['send'] }] },
  { what: 'values of no type', make: () => [{ key: 'gen_ai.tool.name', value: { textValue: 'send' } }] },
  { what: 'attributes that are an object', make: () => ({ 'gen_ai.tool.name': 'send' }) },
  { what: 'attributes that are text', make: () => 'gen_ai.tool.name=send' },
  { what: 'attributes that are pairs', make: () => [['gen_ai.tool.name', 'send']] },
])('counts the spans it could not read: $what', async ({ make }) => {
  const { coverage, nodes } = await collected(source, targetOf({ 'a.json': withAttributes(make) }));
  expect(nodes).toEqual([]);
  expect(coverage.gaps).toContainEqual({
    where: 'a.json',
    reason: 'wrong-shape',
    detail: 'a span of which attributes could not be read (2 times)',
  });
});

it('has no gap where attributes have no value, as OTLP allows', async () => {
  const content = withAttributes(() => [{ key: 'a' }, { key: 'b', value: null }, { key: 'c', value: {} }]);
  expect((await collected(source, targetOf({ 'a.json': content }))).coverage.gaps).toEqual([]);
});

it('passes content through the inspector, however it is wrapped, and keeps nothing of it', async () => {
  const secret = `sk-ant-api03-notreal${'Zk4Wm9QxT2vB7nLc'.repeat(3)}`;
  const wrapped = JSON.stringify([
    { role: 'user', parts: [{ type: 'text', content: JSON.stringify({ key: secret }) }] },
  ]);
  const spans = [
    span(1, 0, { ...run(`boss ${secret}`), 'gen_ai.input.messages': wrapped }),
    span(2, 1, chat('gpt-4o', { 'gen_ai.input.messages': wrapped })),
  ];
  const all = await collected(source, targetOf({ 'a.json': requestToJson(request(spans)) }));
  const signals = all.nodes.filter(({ kind }) => kind === 'signal');
  expect(signals).toHaveLength(1);
  expect(signals[0]?.evidence.map(({ note }) => note)).toEqual(['in input', 'in input']);
  expect(all.edges.filter(({ from, to }) => [from, to].includes(signals[0]?.id ?? ''))).toEqual([]);
  expect(JSON.stringify(all)).not.toContain(secret);
});

it('does not let a name forge lines or hide', async () => {
  const spans = [span(1, 0, run('boss\u001b[31m\nowner: \u202Eroot')), span(2, 1, tool('\u200b'))];
  const { nodes } = await collected(source, targetOf({ 'a.json': requestToJson(request(spans)) }));
  expect(nodes.map(({ name }) => name).sort()).toEqual(['(nameless)', 'boss[31mowner: root']);
});

const ANSWERED = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai' };
it.each([
  {
    what: 'the answer alone is named',
    spans: [span(2, 1, { ...ANSWERED, 'gen_ai.response.model': 'gpt-4o-2024-08-06' })],
    answersFor: ['gpt-4o'],
  },
  { what: 'the dated version was asked for', spans: [span(2, 1, chat('gpt-4o-2024-08-06'))] },
  {
    what: 'it was asked for elsewhere',
    spans: [
      span(2, 1, { ...ANSWERED, 'gen_ai.response.model': 'gpt-4o-2024-08-06' }),
      span(3, 1, chat('gpt-4o-2024-08-06')),
    ],
  },
])('says for which names a dated version may have answered where $what', async ({ spans, answersFor }) => {
  const written = requestToJson(request([span(1, 0, run('boss')), ...spans]));
  const { nodes } = await collected(source, targetOf({ 'a.json': written }));
  const models = nodes.filter(({ kind }) => kind === 'model');
  expect(models.map(({ name }) => name)).toEqual(['gpt-4o-2024-08-06']);
  expect(models[0]?.attributes).toEqual({
    provider: 'openai',
    ...(answersFor === undefined ? {} : { answersFor }),
  });
});

it.each([
  { why: 'whose calls all failed', spans: [span(2, 1, tool('rogue'), { statusCode: 2 })], is: true },
  {
    why: 'of which one call worked',
    spans: [span(2, 1, tool('rogue'), { statusCode: 2 }), span(3, 1, tool('rogue'))],
    is: undefined,
  },
  {
    why: 'that asked a model before it failed',
    spans: [span(2, 1, tool('rogue'), { statusCode: 2 }), span(3, 2, chat('gpt-4o'))],
    is: undefined,
  },
])('tells apart a tool $why', async ({ spans, is }) => {
  const files = targetOf({ 'a.json': requestToJson(request([span(1, 0, run('boss')), ...spans])) });
  const { nodes } = await collected(source, files);
  const [found] = nodes.filter(({ name }) => name === 'rogue');
  expect(found?.attributes).toEqual(is === undefined ? {} : { onlyFailed: is });
});
