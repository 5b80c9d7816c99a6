import { expect, it } from 'vitest';
import { leftText } from './render-cut.ts';

const REASON = 'what tool t does was never seen';

it.each([
  { why: 'nothing where it is settled', after: 'settled', stays: [], letter: null, is: '' },
  { why: 'nothing that the plan tells by its letter', after: 'open', stays: [REASON], letter: '(a)', is: '' },
  {
    why: 'a reason that no letter stands for',
    after: 'open',
    stays: [REASON],
    letter: null,
    is: `only a question is left of it: ${REASON}`,
  },
  {
    why: 'the part that stays',
    after: 'fires',
    stays: [REASON],
    letter: '(a)',
    is: 'part of the finding stays: unknown (a)',
  },
] as const)('tells of a cut that a step says already $why', ({ after, stays, letter, is }) => {
  const short = (reason: string): string => (letter === null ? reason : `unknown ${letter}`);
  expect(leftText({ hops: [], after, stays }, short)).toBe(is);
});
