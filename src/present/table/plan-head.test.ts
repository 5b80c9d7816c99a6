import { expect, it } from 'vitest';
import type { Assessment, Finding } from '#assess';
import { headText, type Step } from './plan-head.ts';

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
    said: '2 steps settle 1 and turn 1 into a question, until step 2 answers unknown (a)',
  },
  {
    why: 'as long as no step answers it',
    steps: [{ settles: [SETTLED], opens: [OPEN] }],
    said: '1 step settles 1 and turns 1 into a question, as long as unknown (a) stays',
  },
  {
    why: 'as long as one of two reasons stays that no step answers',
    steps: [{ opens: [OPEN, OTHER] }, { answers: ['unknown (a)'] }],
    both: true,
    said: '2 steps turn 2 into questions, as long as unknown (a) and unknown (b) stay',
  },
  {
    why: 'for a reason that the page tells nowhere by a letter',
    steps: [{ opens: [OPEN, OTHER] }, { answers: ['unknown (a)'] }],
    said: '2 steps turn 2 into questions, as not all was seen',
  },
])('a finding that is no longer proven is a question $why', ({ steps, both, said }) => {
  expect(head(steps, both)).toBe(`START HERE: of the 3 to fix now ${said}`);
});

it('says that steps which take away a part alone settle nothing', () => {
  const said = 'START HERE: of the 3 to fix now 2 steps make them smaller and settle none';
  expect(head([{}, {}])).toBe(said);
});
