import { expect, it } from 'vitest';
import { buildGraph } from '#graph';
import { coincidencesOf } from './coincidence.ts';
import { batchOf, RuleCase } from './rule-case.ts';

const TOOL = 'tool:observed/svc#export';
const AGENT = 'agent:case/a.ts#a';
const SERVER = 'mcp-server:case/s.py#s';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:s';
const ROLE = 'arn:aws:iam::111122223333:role/s';
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/customers';

/** Times of one day, in the afternoon. */
function at(...times: readonly string[]): readonly string[] {
  return times.map((time) => `2026-11-20T${time}Z`);
}

function said(called: readonly string[], read: readonly string[]): readonly string[] {
  const observed = { planes: ['observed'] };
  const world = RuleCase.parse({
    why: 'a tool that nobody declared, and a server of its caller',
    nodes: [
      { id: TOOL, kind: 'tool', name: 'export', ...observed },
      { id: AGENT, kind: 'agent', name: 'a' },
      { id: SERVER, kind: 'mcp-server', name: 's' },
      { id: FUNCTION, kind: 'function', name: 's', planes: ['granted'] },
      { id: ROLE, kind: 'cloud-role', name: 'role-s', planes: ['granted'] },
      { id: TABLE, kind: 'table', name: 'customers', planes: ['granted'] },
    ],
    edges: [
      { from: AGENT, edge: 'calls-tool', to: TOOL, ...observed, seen: called },
      { from: AGENT, edge: 'connects-to', to: SERVER },
      { from: SERVER, edge: 'deployed-as', to: FUNCTION, rung: 2 },
      { from: FUNCTION, edge: 'runs-as', to: ROLE, planes: ['granted'] },
      { from: ROLE, edge: 'can-read', to: TABLE, ...observed, seen: read },
    ],
    expect: [{ asset: TOOL }],
  });
  const { view } = buildGraph([batchOf(world)]);
  const tool = view.node(TOOL);
  return tool === null ? ['no tool'] : coincidencesOf(tool, view).map((one) => one.said);
}

it.each([
  {
    why: 'every read came with a call',
    called: at('20:34:00.012', '22:48:00.014'),
    read: at('20:34:00', '22:48:00'),
    tells: '2 of its 2 calls came within 2 seconds of a read of customers by role-s (2 of 2 logged reads)',
  },
  {
    why: 'one call of two did not read',
    called: at('20:34:00', '22:48:00'),
    read: at('20:34:01'),
    tells: '1 of its 2 calls came within 2 seconds of a read of customers by role-s (1 of 1 logged read)',
  },
  { why: 'the reads came later', called: at('20:34:00'), read: at('20:34:03'), tells: null },
  {
    why: 'the store is read at any moment',
    called: at('20:34:00'),
    read: at('20:33:00', '20:34:00', '20:35:00'),
    tells: null,
  },
  {
    why: 'most of the calls read nothing',
    called: at('20:34:00', '20:40:00', '20:50:00'),
    read: at('20:34:00'),
    tells: null,
  },
])('tells $tells where $why', ({ called, read, tells }) => {
  expect(said(called, read)).toEqual(tells === null ? [] : [tells]);
});

it.each([
  { count: 50, told: 1 },
  { count: 51, told: 0 },
])(
  'of $count calls, each with a read, $told are told: of more than 50 no times are kept',
  ({ count, told }) => {
    const often = Array.from({ length: count }, (_, n) => `2026-11-20T10:00:${String(n).padStart(2, '0')}Z`);
    expect(said(often, often)).toHaveLength(told);
  },
);
