import { beforeAll, expect, it } from 'vitest';
import type { Finding } from '#assess';
import type { Scan } from '../src/cli/scan-pipeline.ts';
import { storesCutOff } from '../src/present/table/stores-cut-off.ts';
import { scanDemo } from './demo-scan.ts';

let found: Scan;

beforeAll(async () => {
  found = await scanDemo();
}, 60_000);

/** What is said behind the step of the charter's finding, where its cut is as given. */
function said(
  change: Partial<NonNullable<Finding['cut']>>,
  told: readonly string[],
  verdict: Finding['verdict'],
): string {
  const { assessment, view } = found;
  const finding = assessment.findings.find(({ rule }) => rule === 'SL-IAM-003');
  if (finding?.cut == null) throw new Error('the demo has an agent that goes beyond its charter');
  const tools = finding.cut.hops.map(({ hop }) => hop.to);
  // Unused rights are told by a rule of their own, whatever became of it.
  const findings = assessment.findings.map((one) => (one.rule === 'SL-IAM-002' ? { ...one, verdict } : one));
  const cut = { ...finding.cut, ...change };
  return storesCutOff({ ...finding, cut }, tools, told, { ...assessment, findings }, view);
}

const NAMED = ['narrow fennelrook-customers, crm-exports-fr', '(fennelrook-carts) and fennelrook-web-logs'];

it.each<{ why: string; change: Partial<NonNullable<Finding['cut']>>; is: string }>([
  {
    why: 'stores that no step names',
    change: {},
    is: '; without these tools it has no way to fennelrook-analytics-events either (unused rights of its roles to them, where no step takes those: f-d5e99fac1c and f-0cc8dfbba8)',
  },
  { why: 'nothing where a question would be left', change: { after: 'open' }, is: '' },
  { why: 'nothing where part of the finding stays', change: { after: 'fires' }, is: '' },
  { why: 'nothing where more than tools is cut', change: { hops: [] }, is: '' },
])('tells $why', ({ change, is }) => {
  expect(said(change, NAMED, 'fires')).toBe(is);
});

it('promises no finding about unused rights where there is none', () => {
  expect(said({}, NAMED, 'cannot-tell')).toBe(
    '; without these tools it has no way to fennelrook-analytics-events either',
  );
});
