import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { posture } from '../src/assess/posture.ts';
import { loadContent } from '../src/cli/content.ts';
import type { Scan } from '../src/cli/scan-pipeline.ts';
import { EstateCopy, evidenceFiles } from './lost/estate-copy.ts';

// Evidence is taken away, file by file. Less to see is never less to report: what was a finding stays one or becomes a
// question.
const content = loadContent();
const estate = new EstateCopy(content);
let whole: Scan;

beforeAll(async () => {
  whole = await estate.scanned();
}, 60_000);
afterAll(() => {
  estate.remove();
});

/** Findings of assets that are still there, of which nothing is said any more. */
function silenced(left: Scan): readonly string[] {
  return whole.assessment.findings
    .filter((one) => one.verdict === 'fires' && left.view.node(one.asset) !== null)
    .filter(
      (one) =>
        !left.assessment.findings.some(
          (other) =>
            other.rule === one.rule &&
            other.asset === one.asset &&
            // A question about the asset as a whole covers every store of it.
            (other.subject === one.subject || (other.verdict === 'cannot-tell' && other.subject === null)),
        ),
    )
    .map((one) => one.message);
}

describe('without one file', () => {
  it.each([
    { file: 'repo/mcp/Dockerfile', what: 'that the server is the function' },
    { file: 'repo/mcp/server.py', what: 'what the tools of the server do' },
    { file: 'repo/app/src/settings.ts', what: 'which bucket a tool reads' },
    { file: 'repo/app/src/tools/customer-history.ts', what: 'a tool that reads customer records' },
    { file: 'repo/infra/main.tf', what: 'what runs as which role' },
    { file: 'repo/infra/versions.tf', what: 'which accounts the infrastructure is in' },
    { file: 'repo/governance/approvals.yaml', what: 'the register of approvals' },
    { file: 'aws-export/111122223333/account-authorization-details.json', what: 'every identity policy' },
    { file: 'aws-export/111122223333/s3api-get-bucket-policy-crm-exports-fr.json', what: 'a bucket policy' },
    { file: 'aws-export/777788889999/organizations-describe-policy-p-k33p0rg1.json', what: 'an SCP' },
    { file: 'telemetry/cloudtrail-00.json', what: 'six hours of the trail' },
  ])('$file ($what) no finding turns silent', async ({ file }) => {
    expect(silenced(await estate.without(file))).toEqual([]);
  });
});

describe('with a trail but no traces', () => {
  it.each([{ how: 'gone' }, { how: 'unreadable' }] as const)(
    'what agents used is a question for telemetry, where traces are $how',
    async ({ how }) => {
      const left = await estate.withoutTraces(how);
      const asked = left.assessment.findings.filter(({ rule }) => rule === 'SL-INV-009');
      const unasked = left.assessment.unasked.filter(({ rule }) => rule.id === 'SL-INV-009');
      expect([asked, unasked.map(({ waitsFor }) => waitsFor)]).toEqual([[], ['telemetry']]);
      const lost = left.coverage.flatMap(({ source, gaps }) => (source === 'otlp' ? gaps : []));
      expect(
        lost.some(({ detail }) => detail.startsWith('a span of which attributes could not be read')),
      ).toBe(how === 'unreadable');
      // What was lost or never handed over may show a way to any store.
      const wasOpen = whole.assessment.exposure?.undecided ?? 0;
      expect(wasOpen).toBeGreaterThan(0);
      expect(left.assessment.exposure?.undecided).toBeGreaterThanOrEqual(wasOpen);
      expect(left.assessment.exposure?.because.join()).toContain(
        how === 'gone' ? 'no traces were handed over' : 'could not all be read',
      );
    },
  );
});

/** Rules of assets that are shown to hold, by the ids that they have where nothing is lost: what no longer joins is the same asset. */
function held({ assessment }: Scan): ReadonlySet<string> {
  const questions = assessment.verdicts.map((one) => ({
    ...one,
    key: `${one.rule.id} ${whole.view.node(one.node.id)?.id ?? one.node.id}`,
  }));
  const doubted = new Set(
    questions.filter(({ verdict }) => verdict === 'fires' || verdict === 'cannot-tell').map(({ key }) => key),
  );
  return new Set(
    questions.filter(({ verdict, key }) => verdict === 'quiet' && !doubted.has(key)).map(({ key }) => key),
  );
}

it('what a part of it shows of a server that no longer joins is held against the whole of it', async () => {
  const left = await estate.without('repo/app/src/settings.ts');
  const before = held(whole);
  expect([...held(left)].filter((key) => !before.has(key))).toEqual([]);
});

describe('without any files', () => {
  it('nothing is shown to hold that was not before, and the worst bound of what is still seen does not rise', async () => {
    const before = held(whole);
    const files = evidenceFiles();
    expect(files.length).toBeGreaterThan(100);
    await fc.assert(
      fc.asyncProperty(fc.subarray([...files], { minLength: 1, maxLength: 5 }), async (lost) => {
        const left = await estate.without(...lost);
        expect([...held(left)].filter((key) => !before.has(key))).toEqual([]);
        // An asset that no file speaks of any more is gone with its failures: the rest is measured without it.
        const still = whole.assessment.verdicts.filter(({ node }) => left.view.node(node.id) !== null);
        const { unasked } = whole.assessment;
        const bound =
          posture(still, whole.view, { rules: content.rules, unasked, lost: [] }).range?.worst ?? 0;
        expect(left.assessment.postureRange?.worst ?? 0).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 30 },
    );
  }, 180_000);
});

describe('what is known to be missing is told', () => {
  it.each([
    {
      harm: 'gone',
      file: 'telemetry/otlp-support-chatbot-18.pb',
      said: /traces end at 2026-11-20 17:\d\d UTC, and support-\S+ was at work at 2026-11-20 2\d:/,
    },
    {
      harm: 'gone',
      file: 'telemetry/otlp-ticket-summary-traces.json',
      said: /otlp-ticket-summary-logs.json could not all be read: log records belong to \d spans that no file holds/,
    },
    {
      harm: 'half',
      file: 'telemetry/otlp-support-chatbot-12.json',
      said: /otlp-support-chatbot-12.json could not all be read/,
    },
  ] as const)('$harm: $file leaves it open what else was used', async ({ file, harm, said }) => {
    const { assessment } = await estate.harmed(file, harm);
    const part = assessment.unasked.filter(({ rule }) => rule.id === 'SL-INV-009');
    expect(part.map(({ lost }) => lost?.join('; '))).toEqual([expect.stringMatching(said)]);
    expect(assessment.exposure?.because.join('; ')).toMatch(said);
    expect(assessment.postureRange?.lost).toBe(1);
    const used = assessment.findings.filter(({ message }) => message.includes('used it'));
    for (const { message } of used) expect(message).toContain('at least');
  });

  it.each([
    { harm: 'gone', file: 'telemetry/cloudtrail-06.json' },
    { harm: 'gone', file: 'telemetry/cloudtrail-12.json' },
    { harm: 'linked', file: 'telemetry/cloudtrail-06.json' },
    { harm: 'half', file: 'telemetry/cloudtrail-06.json' },
  ] as const)('$harm: $file, in the middle of the day, leaves it open what was never used', async (one) => {
    const left = await estate.harmed(one.file, one.harm);
    const unused = left.assessment.findings.filter(({ rule }) => rule === 'SL-IAM-002');
    expect(unused.map(({ verdict }) => verdict)).toEqual(['cannot-tell', 'cannot-tell']);
    const why = {
      gone: /traces show customerHistory, built to read .*, at work at 2026-11-20 .* UTC, and the log has nothing of/,
      linked: /telemetry\/cloudtrail-06.json could not all be read: a link out of the target is not followed/,
      half: /telemetry\/cloudtrail-06.json could not all be read: JSON: cut short or broken/,
    }[one.harm];
    const whys = unused.map(({ missing }) => missing.map(({ what }) => what).join('; '));
    expect(whys).toEqual([expect.stringMatching(why), expect.stringMatching(why)]);
  });

  it('a store that only the configuration names is undecided, by its name', async () => {
    const secrets = 'aws-export/111122223333/secretsmanager-';
    const { assessment } = await estate.without(
      `${secrets}list-secrets.json`,
      // Its policy alone would tell that it is there.
      `${secrets}get-resource-policy-support-tickets-admin.json`,
    );
    const store = assessment.exposure?.stores.find(({ name }) => name.includes('support/*'));
    expect(store).toEqual({ name: 'secret location support/*', reached: false, undecided: true });
  });

  it('with everything there nothing is', () => {
    expect(whole.assessment.postureRange).toMatchObject({ lost: 0, unasked: 0 });
    expect(whole.assessment.unasked).toEqual([]);
  });
});
