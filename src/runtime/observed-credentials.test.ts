import { expect, it } from 'vitest';
import { requestToJson } from '../../tests/otlp/encode-request.ts';
import { otlpSource } from './otlp-source.ts';
import { collected, targetOf, readShipped } from './testing/telemetry-target.ts';
import { chat, request, run, span } from './testing/written-spans.ts';

const source = otlpSource(() => Date.parse('2026-11-21T00:00:00Z'), readShipped);
const KEY = `sk-ant-api03-notreal${'Zk4Wm9QxT2vB7nLc'.repeat(3)}`;
const said = (role: string): string => JSON.stringify([{ role, content: `use ${KEY} for it` }]);

it.each([
  {
    why: 'instructions are what the agent was given',
    more: { 'gen_ai.system_instructions': `use ${KEY}` },
    lines: ['boss has-secret anthropic-api-key 1'],
  },
  {
    why: 'instructions among the messages are no less so',
    more: { 'gen_ai.input.messages': said('system') },
    lines: ['boss has-secret anthropic-api-key 1'],
  },
  {
    why: 'instructions beside the messages, as the AI SDK sends them',
    more: { 'gen_ai.input.messages': JSON.stringify({ system: `use ${KEY}`, messages: [] }) },
    lines: ['boss has-secret anthropic-api-key 1'],
  },
  {
    why: 'an answer of before, sent again among the messages',
    more: { 'gen_ai.input.messages': said('assistant') },
    lines: ['boss has-secret anthropic-api-key 1'],
  },
  {
    why: 'what a user brought along is not the agent’s',
    more: { 'gen_ai.input.messages': said('user') },
    lines: [],
  },
  {
    why: 'the instructions count where the user says it as well',
    more: { 'gen_ai.input.messages': said('user'), 'gen_ai.system_instructions': `use ${KEY}` },
    lines: ['boss has-secret anthropic-api-key 1'],
  },
])('knows the credential in captured content, and who had it: $why', async ({ more, lines }) => {
  const spans = [span(1, 0, run('boss')), span(2, 1, chat('gpt-4o', more))];
  const all = await collected(source, targetOf({ 'a.json': requestToJson(request(spans)) }));
  const [credential, ...others] = all.nodes.filter(({ kind }) => kind === 'api-key');
  expect(others).toEqual([]);
  expect(credential?.evidence.map(({ plane }) => plane)).toEqual(['observed']);
  expect(credential?.identifiers.map(({ scheme }) => scheme)).toEqual(['secret-fingerprint', 'secret-hint']);
  expect(all.lines.filter((line) => line.includes('has-secret'))).toEqual(lines);
  expect(JSON.stringify(all)).not.toContain(KEY);
});

it('gives a secret that no named agent had to the function that spoke', async () => {
  const arn = 'arn:aws:lambda:eu-west-1:111111111111:function:shop';
  const spans = [span(1, 0, chat('gpt-4o', { 'gen_ai.system_instructions': KEY }))];
  const linesFor = async (resource?: Record<string, string>): Promise<readonly string[]> =>
    (await collected(source, targetOf({ 'a.json': requestToJson(request(spans, resource)) }))).lines;
  expect(await linesFor({ 'cloud.resource_id': arn })).toContain('shop has-secret anthropic-api-key 1');
  expect((await linesFor()).filter((line) => line.includes('has-secret'))).toEqual([]);
});
