import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContent } from './content.ts';
import { openInspector } from './open-inspector.ts';
import { scan } from './scan-pipeline.ts';

const content = loadContent();
let folder = '';
let written = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-unmatched-'));
  cpSync('estate/support-chatbot', folder, { recursive: true });
  written = readFileSync(join(folder, 'sightline.config.yaml'), 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said of the configuration when one text in it stands for another. */
async function said(
  before: string,
  after: string,
  targets: readonly string[] = [],
): Promise<readonly string[]> {
  expect(written).toContain(before);
  const config = join(folder, 'sightline.config.yaml');
  writeFileSync(config, written.replace(before, after));
  const inspector = openInspector({ ...process.env, XDG_STATE_HOME: join(folder, 'state') });
  const request = { targets, config, cwd: folder, now: '2026-11-21T08:00:00Z' };
  const { coverage, gaps } = await scan(request, content, inspector);
  const own = coverage.flatMap((one) => (one.source === 'configuration' ? one.gaps : []));
  for (const gap of own) expect(gaps).toContainEqual(expect.objectContaining(gap));
  return own.map(
    ({ where, detail }) => `${where.split(':')[1] ?? ''} ${detail.split(' fits no asset')[0] ?? ''}`,
  );
}

describe('a configuration of which a part fits nothing', () => {
  it.each([
    {
      what: 'a tag of an environment',
      before: '{ tags: { environment:',
      after: '{ tags: { environmnt:',
      line: '22 tag environmnt=production',
    },
    {
      what: 'a name under systems.matchers',
      before: 'names: [fennelrook-orders] }',
      after: 'names: [fennelrook-ordres] }',
      line: '10 table with name fennelrook-ordres',
    },
    {
      what: 'one name of several under sensitivity',
      before: '[fennelrook-orders, fennelrook-customers]',
      after: '[fennelrook-orders, fennelrook-custmers]',
      line: '28 table with name fennelrook-custmers',
    },
    {
      what: 'a kind that no such name has',
      before: '{ kinds: [bucket], names: [fennelrook-payroll] }',
      after: '{ kinds: [table], names: [fennelrook-payroll] }',
      line: '31 table with name fennelrook-payroll',
    },
    {
      what: 'an account',
      before: "'444455556666', name: data-platform, environment: production",
      after: "'444455556667', standalone: true",
      line: '47 account 444455556667',
    },
    {
      what: 'a folder of code',
      before: 'repo/infra/**',
      after: 'repo/infa/**',
      line: '10 path repo/infa/**',
    },
    {
      what: 'a service',
      before: 'services: [support-chatbot]',
      after: 'services: [support-chatbto]',
      line: '10 service support-chatbto',
    },
  ])('is told with its line: $what', async ({ before, after, line }) => {
    expect(await said(before, after)).toEqual([line]);
  });

  it('is not told where everything fits', async () => {
    expect(await said('version: 1', 'version: 1')).toEqual([]);
  });

  it('is not told where a part of the targets is scanned', async () => {
    expect(await said('names: [fennelrook-payroll]', 'names: [payroll]', [join(folder, 'repo')])).toEqual([]);
  });
});
