import { expect, it } from 'vitest';
import { buildGraph } from '#graph';
import { batchOf, RuleCase } from '#assess';
import { reasonTexts } from './reason-texts.ts';

const { view } = buildGraph([
  batchOf(
    RuleCase.parse({
      why: 'three tools to give reasons of',
      nodes: ['a', 'b', 'c'].map((name) => ({
        id: `tool:w/x.py#${name}`,
        kind: 'tool',
        name: `${name}_tool`,
      })),
      expect: [{ asset: 'tool:w/x.py#a' }],
    }),
  ),
]);

function reason(name: string, what: string): { what: string; at: string } {
  return { what, at: `tool:w/x.py#${name}` };
}

it.each([
  { why: 'no reason', reasons: [], texts: [] },
  { why: 'one reason', reasons: [reason('a', 'a_tool is odd')], texts: ['a_tool is odd'] },
  {
    why: 'the same words of several assets',
    reasons: [reason('a', 'a_tool is odd'), reason('b', 'b_tool is odd'), reason('c', 'c_tool is odd')],
    texts: ['a_tool is odd; likewise b_tool and c_tool'],
  },
  {
    why: 'the same reason twice',
    reasons: [reason('a', 'a_tool is odd'), reason('a', 'a_tool is odd')],
    texts: ['a_tool is odd'],
  },
  {
    why: 'other words of the same asset',
    reasons: [reason('a', 'a_tool is odd'), reason('a', 'a_tool is new')],
    texts: ['a_tool is odd', 'a_tool is new'],
  },
  {
    why: 'a register, which is of no asset',
    reasons: [
      { what: 'no register', at: null },
      { what: 'no register', at: null },
    ],
    texts: ['no register'],
  },
])('tells $texts for $why', ({ reasons, texts }) => {
  expect(reasonTexts(reasons, view)).toEqual(texts);
});
