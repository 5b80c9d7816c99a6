import { expect, it } from 'vitest';
import { batchOf, RuleCase } from '#assess';
import { buildGraph, type GraphNode } from '#graph';
import { narrowingText } from './narrowing-text.ts';

const { view } = buildGraph([
  batchOf(
    RuleCase.parse({
      why: 'a store and the tools that read it',
      nodes: [
        { id: 'arn:aws:s3:::orders', kind: 'bucket', name: 'orders' },
        ...['look', 'report'].map((name) => ({ id: `tool:case/a.py#${name}`, kind: 'tool', name })),
      ],
      expect: [{ asset: 'x' }],
    }),
  ),
]);

function node(name: string): GraphNode {
  const found = view.nodes().find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is gone`);
  return found;
}

it.each([
  { why: 'is kept for tools that no step changes', changed: [], said: 'for look and report' },
  {
    why: 'is kept for one tool, and for another until a step changes that',
    changed: ['report'],
    said: 'for look (and report, if step 4 leaves it)',
  },
  {
    why: 'is looked at once where every tool that needs it is changed by a step',
    changed: ['look', 'report'],
    said: 'for look and report: do step 4 first, it may be needed no more',
  },
])('what a policy keeps $why', ({ changed, said }) => {
  const keep = [{ verb: 'read', store: node('orders'), tools: [node('look'), node('report')] }] as const;
  const stepOf = (id: string): number | null => (changed.some((name) => node(name).id === id) ? 4 : null);
  expect(narrowingText({ out: [], keep, unused: [], statements: 1 }, true, stepOf)).toBe(
    `: leave only read orders, ${said}`,
  );
});

it.each([
  {
    why: 'was watched and unused',
    watched: [true, true],
    said: 'as nothing was built or seen to use the rest',
  },
  {
    why: 'no log was read of',
    watched: [false, false],
    said: 'as nothing was built to use the rest (of it no log was read: look whether anything does)',
  },
  {
    why: 'no log was read of in part',
    watched: [true, false],
    said: 'as nothing was built to use the rest (of part of it no log was read: look whether anything does)',
  },
])('what goes beside, and $why, is said to be so', ({ watched, said }) => {
  const store = node('orders');
  const keep = [{ verb: 'read', store, tools: [node('look')] }] as const;
  const out = [{ verb: 'write', store, tools: [] }] as const;
  const unused = watched.map((one) => ({ verb: 'admin' as const, store, watched: one }));
  expect(narrowingText({ out, keep, unused, statements: 1 }, true, () => null)).toBe(
    `: leave only read orders, for look; out goes write orders, and with it all else that the statement gives, ${said}`,
  );
});
