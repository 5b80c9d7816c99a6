import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { besideTarget, PLAIN, renderScan } from '#present';
import { loadContent } from '../src/cli/content.ts';
import type { Scan } from '../src/cli/scan-pipeline.ts';
import { EstateCopy, evidenceFiles } from './lost/estate-copy.ts';
import { better } from './lost/first-page.ts';

// A number that looks better when a file is missing rewards not looking (docs/decisions/0031).
const content = loadContent();
const estate = new EstateCopy(content);
let whole: Scan;

beforeAll(async () => {
  whole = await estate.scanned();
}, 60_000);
afterAll(() => {
  estate.remove();
});

/** To take a server out of the configuration of a client is the fix of the finding: nothing of it is lost. */
const REPAIRS: ReadonlySet<string> = new Set(['gone repo/.cursor/mcp.json']);

// Here are those that once looked better, and some more. EVERY_HARM=1 takes every file away and cuts every file short, which takes minutes:
// nothing but what is named above looked better on 2026-11-22.
describe('no number of the first page looks better', () => {
  it.each([
    { harm: 'gone', file: 'repo/app/src/agent.ts', what: 'the code of the agent itself' },
    { harm: 'half', file: 'repo/.cursor/mcp.json', what: 'a server of a client that nobody approved' },
    { harm: 'gone', file: 'telemetry/otlp-support-chatbot-18.pb', what: 'the traces of the last six hours' },
    {
      harm: 'gone',
      file: 'telemetry/otlp-support-chatbot-00.json',
      what: 'the traces of the first six hours',
    },
    { harm: 'gone', file: 'telemetry/otlp-ticket-summary-traces.json', what: 'all traces of one service' },
    { harm: 'half', file: 'telemetry/otlp-ticket-summary-traces.json', what: 'all traces of one service' },
    {
      harm: 'gone',
      file: 'aws-export/111122223333/secretsmanager-list-secrets.json',
      what: 'a store that the configuration calls restricted',
    },
    {
      harm: 'half',
      file: 'aws-export/111122223333/secretsmanager-list-secrets.json',
      what: 'a store that the configuration calls restricted',
    },
  ] as const)('$harm: $file ($what)', async ({ file, harm }) => {
    expect(better(whole, await estate.harmed(file, harm))).toEqual([]);
  });

  it.each([
    { folder: 'repo/app' },
    { folder: 'repo/governance' },
    { folder: 'repo/infra' },
    { folder: 'repo/mcp' },
    { folder: 'aws-export/111122223333' },
    { folder: 'aws-export/777788889999' },
    { folder: 'telemetry' },
    { folder: 'telemetry/otlp-' },
    { folder: 'telemetry/cloudtrail-' },
  ])('without all of $folder', async ({ folder }) => {
    const files = evidenceFiles().filter((file) => file.startsWith(folder));
    expect(files.length).toBeGreaterThan(2);
    expect(better(whole, await estate.without(...files))).toEqual([]);
  });

  it('whichever file is gone or cut short', async () => {
    const harm = fc.constantFrom('gone', 'half' as const);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...evidenceFiles()), harm, async (file, how) => {
        fc.pre(!REPAIRS.has(`${how} ${file}`));
        expect(better(whole, await estate.harmed(file, how))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  }, 180_000);

  it.runIf(process.env['EVERY_HARM'] === '1')(
    'and every one of them, each gone and each cut short',
    async () => {
      const found: string[] = [];
      for (const file of evidenceFiles())
        for (const how of ['gone', 'half'] as const) {
          if (REPAIRS.has(`${how} ${file}`)) continue;
          const which = better(whole, await estate.harmed(file, how));
          if (which.length > 0) found.push(`${how} ${file}: ${which.join(', ')}`);
        }
      expect(found).toEqual([]);
    },
    3_600_000,
  );

  it('and every count that shrinks says that something is missing', async () => {
    const page = (of: Scan): readonly string[] =>
      renderScan({ ...of, assessedAt: '', version: '' }, false, {
        width: 5_000,
        paint: PLAIN,
        place: besideTarget,
      }).split('\n');
    const counts = /^(\d+ findings: |START HERE: |CANNOT TELL \()/;
    const said = page(await estate.harmed('repo/app/src/agent.ts', 'half')).filter((line) =>
      counts.test(line.trim()),
    );
    expect(said).toHaveLength(3);
    for (const line of said)
      expect(line).toMatch(/; 1 part of the input is missing, and what it holds is not counted here$/);
    expect(page(whole).join()).not.toContain('part of the input is missing');
  });

  it('and of that repair it is said that the server is gone', async () => {
    const left = await estate.without('repo/.cursor/mcp.json');
    expect(left.view.nodes('mcp-server').map(({ name }) => name)).not.toContain('browser-notes');
    expect(better(whole, left)).toEqual([expect.stringContaining('worst')]);
  });
});
