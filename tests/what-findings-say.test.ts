import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphNode } from '#graph';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan, type Scan } from '../src/cli/scan-pipeline.ts';

// That a finding is there is held by truth.test.ts; here is what it must say, so that whoever reads it finds the proof.
let found: Scan;

beforeAll(async () => {
  const config = 'estate/support-chatbot/sightline.config.yaml';
  const request = { targets: [], config, cwd: process.cwd(), now: '2026-11-21T08:00:00Z' };
  const inspector = openInspector({ ...process.env, XDG_STATE_HOME: '/nonexistent' });
  found = await scan(request, loadContent(), inspector);
}, 60_000);

/** The asset by kind and name; several or none is a mistake of this file. */
function one(named: string): GraphNode {
  const nodes = found.view.nodes().filter(({ kind, name }) => `${kind} ${name}` === named);
  const [node] = nodes;
  if (node === undefined || nodes.length > 1) throw new Error(`${String(nodes.length)} assets are ${named}`);
  return node;
}

describe('what findings say', () => {
  function textOf(rule: string, asset: string): string {
    const mine = found.assessment.findings.filter(
      (finding) => finding.rule === rule && finding.asset === one(asset).id,
    );
    return mine.map((finding) => finding.message).join('\n');
  }

  it('was seen, they show', () => {
    const told = found.assessment.findings.filter(({ message }) =>
      /seen (once|\d+ times)|used it/.test(message),
    );
    expect(told.map(({ rule }) => rule).sort()).toEqual(['SL-DAT-001', 'SL-DAT-001', 'SL-INV-009']);
    for (const { evidence, message } of told)
      expect(evidence.filter(({ plane }) => plane === 'observed').length, message).toBeGreaterThan(0);
  });

  it('a sighting names who did it, and that the log does not tell by which tool', () => {
    const { evidence } = found.assessment.findings.find(({ message }) =>
      message.includes('fennelrook-customers, and nobody'),
    ) ?? { evidence: [] };
    expect(evidence.map(({ note }) => note)).toContain(
      'support-orders-mcp: read fennelrook-customers, seen 2 times; which tool did it the log does not tell',
    );
  });

  it.each([
    ['SL-IAM-002', 'cloud-role support-chatbot-app', 'read fennelrook-product-images (declared public)'],
    ['SL-IAM-002', 'cloud-role support-chatbot-app', 'fennelrook-web-logs under conditions (not watched'],
    ['SL-IAM-003', 'agent support-agent', 'read under conditions fennelrook-web-logs'],
    [
      'SL-IAM-003',
      'agent support-agent',
      'read, write and administer fennelrook-orders, and read fennelrook-support-kb: the charter names the store, and approvals govern the actions',
    ],
    ['SL-IAM-003', 'agent support-agent', 'read fennelrook-product-images: declared public'],
  ])('%s of %s: %s', (rule, asset, said) => {
    expect(textOf(rule, asset)).toContain(said);
  });

  it.each([
    ['SL-INV-009', 'model gpt-4o-mini', 'called by service ticket-summary'],
    ['SL-TOL-012', 'tool export_customers', 'seen in trace'],
  ])('%s waits for the repository of whoever was seen with %s, and shows the traces', (rule, asset, said) => {
    const open = found.assessment.findings.find(
      (finding) =>
        finding.rule === rule && finding.asset === one(asset).id && finding.verdict === 'cannot-tell',
    );
    expect(open?.missing.map(({ kind }) => kind)).toEqual(['repository']);
    expect(open?.missing[0]?.what).toContain(said);
    expect(open?.evidence.every(({ at }) => 'trace' in at)).toBe(true);
    expect(open?.evidence).not.toEqual([]);
  });
});
