import { describe, expect, it } from 'vitest';
import { besideTarget, lineOfSight, PLAIN, renderReach, renderWhoCan, whoCan } from '#present';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan, type Scan } from '../src/cli/scan-pipeline.ts';

// Where nobody looked, no cell of an answer may read as a no.
const content = loadContent();
const STYLE = { width: 5_000, paint: PLAIN, place: besideTarget };

function scanOf(...parts: readonly string[]): Promise<Scan> {
  const targets = parts.map((part) => `estate/support-chatbot/${part}`);
  const request = { targets, config: undefined, cwd: process.cwd(), now: '2026-11-21T08:00:00Z' };
  const inspector = openInspector({ ...process.env, XDG_STATE_HOME: '/nonexistent' });
  return scan(request, content, inspector);
}

/** Cells of the row of one store, by the heading they stand under. */
function cellsOf({ view, coverage }: Scan, store: string): Readonly<Record<string, string>> {
  const agent = view.nodes('agent').find((one) => one.name === 'support-agent');
  if (agent === undefined) throw new Error('the estate has its agent');
  const lines = renderReach(lineOfSight(agent, view, '2026-11-21T08:00:00Z'), view, coverage, STYLE).split(
    '\n',
  );
  const cells = (start: string): string[] =>
    (lines.find((line) => line.trim().startsWith(start)) ?? '').trim().split(/ {2,}/);
  const row = cells(store);
  return Object.fromEntries(cells('store ').map((heading, at) => [heading, row[at] ?? '']));
}

describe('an answer about what was not seen', () => {
  it('knows neither grants nor use of an agent that nothing ties to a workload', async () => {
    const row = cellsOf(await scanOf('repo/app/src'), 'crm-exports-fr');
    expect(row).toMatchObject({ 'identity may': '?', 'agent can': '?', 'accesses seen': '?' });
  }, 60_000);

  it('knows no use without a log, whatever policies say', async () => {
    const row = cellsOf(await scanOf('repo', 'aws-export'), 'crm-exports-fr');
    expect(row).toMatchObject({ 'identity may': 'read [1]', 'accesses seen': '?' });
  }, 60_000);

  it('tells that a store was left alone where its log was read, and only there', async () => {
    const whole = await scanOf('repo', 'aws-export', 'telemetry');
    expect(cellsOf(whole, 'fennelrook-carts')['accesses seen']).toBe('–');
    // A bucket of another account: what the agent's roles read of it is kept by the trail of their own.
    expect(cellsOf(whole, 'fennelrook-web-logs')['accesses seen']).toBe('–');
    const unwatched = await scanOf('repo', 'aws-export');
    for (const store of ['fennelrook-carts', 'fennelrook-web-logs'])
      expect(cellsOf(unwatched, store)['accesses seen']).toBe('?');
  }, 60_000);

  it('does not count who may be able to make an agent do it among those who can', async () => {
    const { view } = await scanOf('repo/app/src');
    const bucket = view.nodes('bucket').find((one) => one.name === 'crm-exports-fr');
    const said = renderWhoCan(whoCan('read', bucket?.id ?? '', view), view, STYLE);
    expect(said.split('\n', 1)[0]).toMatch(/; 0 can make an agent do it, \d may: cannot tell$/);
  }, 60_000);
});
