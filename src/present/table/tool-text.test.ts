import { expect, it } from 'vitest';
import { batchOf, RuleCase } from '#assess';
import { buildGraph } from '#graph';
import { toolText } from './tool-text.ts';

const TOOL = 'tool:case/a.py#t';
const STORE = 'arn:aws:s3:::orders';
const ONE = { latitude: 'parameterised', executesIn: 'in-process', sinksResolved: true, egress: 'none' };

it.each([
  { why: 'its store', attributes: ONE, edges: ['can-read'], is: 'read orders, with any argument' },
  {
    why: 'every verb, and its hosts',
    attributes: { ...ONE, egress: 'fixed', egressHosts: ['x.example'] },
    edges: ['can-read', 'can-write'],
    is: 'read orders, write orders and send to x.example, with any argument',
  },
  {
    why: 'that strangers write what it returns, and that nothing of it is chosen',
    attributes: { ...ONE, latitude: 'fixed', returnsUntrusted: true },
    edges: [],
    is: 'bring in what strangers write, nothing to choose',
  },
  {
    why: 'a store as one of perhaps several',
    attributes: { ...ONE, sinksResolved: false },
    edges: ['can-read'],
    is: 'read orders, with any argument, perhaps more: not every store it uses was resolved',
  },
  {
    why: 'what it sends as not known',
    attributes: { latitude: 'parameterised', sinksResolved: true },
    edges: ['can-read'],
    is: 'read orders, with any argument, may send data out: where to was not resolved',
  },
  {
    why: 'no more than its latitude, where nothing of it is known',
    attributes: ONE,
    edges: [],
    is: 'choose any argument of its operation',
  },
  {
    why: 'any statement as bound to no store',
    attributes: { ...ONE, latitude: 'query' },
    edges: ['can-read'],
    is: 'run any statement its identity may run',
  },
  { why: 'nothing as not known', attributes: { egress: 'none' }, edges: ['can-read'], is: 'not known' },
])('tells of a tool $why', ({ attributes, edges, is }) => {
  const world = RuleCase.parse({
    why: 'one tool and one store',
    nodes: [
      { id: TOOL, kind: 'tool', name: 't', attributes },
      { id: STORE, kind: 'bucket', name: 'orders' },
    ],
    edges: edges.map((edge) => ({ from: TOOL, edge, to: STORE })),
    expect: [{ asset: TOOL }],
  });
  const { view } = buildGraph([batchOf(world)]);
  const tool = view.node(TOOL);
  if (tool === null) throw new Error('the tool is gone');
  expect(toolText(tool, view)).toBe(is);
});
