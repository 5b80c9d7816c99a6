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

  it.each([
    ['SL-TOL-012', 'tool order_report', 'reach', 'write: it can administer fennelrook-customers'],
    ['SL-TOL-012', 'tool order_report', 'data', 'restricted: fennelrook-customers is declared restricted'],
    ['SL-TOL-012', 'tool order_report', 'exploit', 'plausible: order_report is in ordinary use'],
    [
      'SL-INV-009',
      'tool export_customers',
      'reach',
      'unknown: what tool export_customers does was never seen',
    ],
    ['SL-INV-009', 'tool export_customers', 'data', 'unknown: not all that it reaches was seen'],
    ['SL-SEC-001', 'prompt SUPPORT_INSTRUCTIONS', 'reach', 'unknown: what a secret in it opens'],
    [
      'SL-IAM-001',
      'cloud-role support-orders-mcp',
      'reach',
      'held: whoever becomes support-orders-mcp may read',
    ],
    [
      'SL-IAM-001',
      'cloud-role support-orders-mcp',
      'exploit',
      'plausible: support-orders-mcp is in ordinary use',
    ],
    ['SL-TOL-001', 'mcp-server browser-notes', 'exploit', 'plausible: nothing that was handed over shows it'],
  ])(
    '%s of %s is ranked by what it reaches without a path of the finding: %s %s',
    (rule, asset, fact, said) => {
      const finding = found.assessment.findings.find(
        (mine) => mine.rule === rule && mine.asset === one(asset).id,
      );
      const branch = finding?.priority?.branch.find((mine) => mine.fact === fact);
      expect(`${branch?.value ?? ''}: ${branch?.because ?? ''}`).toContain(said);
    },
  );

  it('nothing that is to be fixed now is said to reach nothing', () => {
    const urgent = found.assessment.findings.filter(({ priority }) => priority?.outcome === 'fix-now');
    const reach = urgent.flatMap(
      ({ priority }) => priority?.branch.filter(({ fact }) => fact === 'reach') ?? [],
    );
    expect(reach).toHaveLength(urgent.length);
    expect(reach.map(({ value }) => value)).not.toContain('none');
  });

  it('nobody is advised to put a person in front of a prompt, a model or an identity', () => {
    const lowered = found.assessment.findings
      .filter(({ priority }) => priority?.lowers?.includes('a person') === true)
      .map(({ asset }) => found.view.node(asset)?.kind);
    expect([...new Set(lowered)].sort()).toEqual(['agent', 'mcp-server', 'tool']);
  });

  it('what was seen at the moments of a call that nobody declared is told, with its records', () => {
    expect(textOf('SL-INV-009', 'tool export_customers')).toContain(
      '2 of its 2 calls came within 2 seconds of a read of fennelrook-customers by support-orders-mcp (2 of 2 logged reads)',
    );
    const finding = found.assessment.findings.find(({ asset }) => asset === one('tool export_customers').id);
    const records = finding?.evidence.filter(({ source }) => source === 'cloudtrail') ?? [];
    expect(records.map(({ at }) => at.path)).toEqual(Array(2).fill('cloudtrail-18.json'));
  });

  it('a sighting names who did it, and that the log does not tell by which tool', () => {
    const { evidence } = found.assessment.findings.find(({ message }) =>
      message.includes('fennelrook-customers, unapproved'),
    ) ?? { evidence: [] };
    const notes = evidence.flatMap(({ note }) => note ?? []);
    for (const which of ['first', 'last'])
      expect(notes).toContain(
        `support-orders-mcp: read fennelrook-customers, the ${which} of 2 times; which tool did it the log does not tell`,
      );
  });

  it.each([
    ['SL-IAM-002', 'cloud-role support-chatbot-app', 'read fennelrook-product-images (declared public)'],
    // Buckets of another account, whose own trail was not handed over: the caller's account keeps what its roles do there.
    [
      'SL-IAM-002',
      'cloud-role support-chatbot-app',
      'never used in 23 watched hours: read fennelrook-analytics-events, fennelrook-web-logs under conditions;',
    ],
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
