import { expect, it } from 'vitest';
import type { Assessment, Finding } from '#assess';
import { headText, orderText, type Step } from './plan-head.ts';

/** As far as the head of a plan looks at it. */
function finding(id: string, stays: readonly string[]): Finding {
  return {
    id,
    ...{ rule: 'SL-TST-001', verdict: 'fires', severity: 'high', asset: `agent:${id}`, subject: null },
    priority: { outcome: 'fix-now', branch: [], lowers: null },
    ...{ title: '', message: '', why: '', evidence: [], missing: [], clears: '', fix: '', owners: [] },
    ...{ frameworks: {}, suppressed: null, paths: [] },
    cut: { hops: [], after: stays.length === 0 ? 'settled' : 'open', stays },
  };
}

const SETTLED = finding('f-1', []);
const OPEN = finding('f-2', ['what x does was never seen']);
const OTHER = finding('f-3', ['the policy of y was not seen']);

/** Of the two reasons the page tells the first by a letter; with `both` the second as well. */
function head(steps: readonly Partial<Step>[], both = false): string {
  const told = new Map([
    ['what x does was never seen', 'unknown (a)'],
    ...(both ? [['the policy of y was not seen', 'unknown (b)'] as const] : []),
  ]);
  const whole = steps.map((one) => ({ what: '', then: '', settles: [], opens: [], answers: [], ...one }));
  const assessment: Pick<Assessment, 'findings' | 'lost'> = { findings: [SETTLED, OPEN, OTHER], lost: [] };
  return headText(whole, assessment, (reason) => told.get(reason) ?? reason);
}

it.each([
  {
    why: 'until the step that answers it',
    steps: [{ settles: [SETTLED], opens: [OPEN] }, { answers: ['unknown (a)'] }],
    said: '2 steps. The steps settle 1. Of the others 1 is then no longer proven, but stays an open question until step 2 ends unknown (a) below',
  },
  {
    why: 'as long as no step answers it',
    steps: [{ settles: [SETTLED], opens: [OPEN] }],
    said: '1 step. The step settles 1. Of the others 1 is then no longer proven, but stays an open question as long as unknown (a) below is not answered',
  },
  {
    why: 'as long as one of two reasons stays that no step answers',
    steps: [{ opens: [OPEN, OTHER] }, { answers: ['unknown (a)'] }],
    both: true,
    said: '2 steps. 2 are then no longer proven, but stay open questions as long as unknown (a) and unknown (b) below are not answered',
  },
  {
    why: 'for a reason that the page tells nowhere by a letter',
    steps: [{ opens: [OPEN, OTHER] }, { answers: ['unknown (a)'] }],
    said: '2 steps. 2 are then no longer proven, but stay open questions since not all was seen',
  },
])('a finding that is no longer proven is a question $why', ({ steps, both, said }) => {
  expect(head(steps, both)).toBe(`START HERE: 3 findings are to be fixed now, in ${said}`);
});

it('says of all that are left, when they are, that they are the others', () => {
  const said =
    'START HERE: 3 findings are to be fixed now, in 1 step. The step settles 1. The other 2 are then no longer proven, but stay open questions since not all was seen';
  expect(head([{ settles: [SETTLED], opens: [OPEN, OTHER] }])).toBe(said);
});

it('says that steps which settle everything do', () => {
  const said = 'START HERE: 3 findings are to be fixed now, in 1 step. The step settles all 3';
  expect(head([{ settles: [SETTLED, OPEN, OTHER] }])).toBe(said);
});

it('says that steps which take away a part alone settle nothing', () => {
  const said =
    'START HERE: 3 findings are to be fixed now, in 2 steps. The steps make findings smaller and settle none';
  expect(head([{}, {}])).toBe(said);
});

it.each<{ why: string; waits: readonly (readonly number[])[]; said: string }>([
  { why: 'nothing of one step', waits: [[]], said: '' },
  {
    why: 'that all may go at once',
    waits: [[], []],
    said: 'no step waits for another: they may go side by side',
  },
  {
    why: 'which step waits, and for which',
    waits: [[], [1], [], [1, 2, 3]],
    said: 'the steps may go side by side, but for step 2, which waits for step 1; and step 4, which waits for steps 1 to 3',
  },
])('the order of steps says $why', ({ waits, said }) => {
  const steps = waits.map((waitsFor) => ({
    ...{ what: '', then: '' },
    settles: [],
    opens: [],
    answers: [],
    waitsFor,
  }));
  expect(orderText(steps)).toBe(said);
});
