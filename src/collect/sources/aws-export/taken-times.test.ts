import { expect, it } from 'vitest';
import { takenTimes } from './taken-times.ts';

it.each([
  { why: 'nothing of no answer', times: [], is: { from: null, to: null, undated: 0 } },
  { why: 'not when a bare file was saved', times: [null], is: { from: null, to: null, undated: 1 } },
  {
    why: 'the first and the last, in UTC, and how many say nothing',
    times: ['2026-11-21T08:30:04+01:00', null, '2026-11-20T10:00:00Z', 'yesterday'],
    is: { from: '2026-11-20T10:00:00.000Z', to: '2026-11-21T07:30:04.000Z', undated: 2 },
  },
])('tells $why', ({ times, is }) => {
  expect(takenTimes(times.map((time) => ({ time })))).toEqual(is);
});
