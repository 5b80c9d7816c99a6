import { expect, it } from 'vitest';
import { takenTimes } from './taken-times.ts';

it.each([
  { why: 'nothing of no answer', times: [], is: { from: null, to: null, undated: 0, firstUndated: null } },
  {
    why: 'not when a bare file was saved',
    times: [null],
    is: { from: null, to: null, undated: 1, firstUndated: '9.json' },
  },
  {
    why: 'the first and the last, in UTC, and how many say nothing',
    times: ['2026-11-21T08:30:04+01:00', null, '2026-11-20T10:00:00Z', 'yesterday'],
    is: {
      from: '2026-11-20T10:00:00.000Z',
      to: '2026-11-21T07:30:04.000Z',
      undated: 2,
      firstUndated: '6.json',
    },
  },
])('tells $why', ({ times, is }) => {
  // Later ones have smaller names: the first is told by its path.
  expect(takenTimes(times.map((time, index) => ({ time, path: `${String(9 - index)}.json` })))).toEqual(is);
});
