import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#assess';
import type { GraphEdge, GraphNode } from '#graph';
import {
  besideTarget,
  lineOfSight,
  PLAIN,
  renderReach,
  renderScan,
  renderWhy,
  repairPlan,
  Report,
  reportOf,
} from '#present';
import { ACCESS_VERBS } from '#model';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan, type Scan } from '../src/cli/scan-pipeline.ts';
import { connectedEnds, endsOf } from '../src/graph/testing/describe-path.ts';
import { readTruth, truthTexts } from './truth/read-truth.ts';

// What a scan of the estate gives beside the truth (truth.test.ts): that it holds together, and what a reader is shown of it.
const SYSTEM = 'estate/support-chatbot';
const { neverShown } = readTruth(truthTexts(`${SYSTEM}/truth`));
const EVERY_VERB = [...ACCESS_VERBS, 'egress', 'execute'] as const;
let found: Scan;
let state = '';

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'sightline-estate-'));
  const request = {
    targets: [],
    config: `${SYSTEM}/sightline.config.yaml`,
    cwd: process.cwd(),
    now: '2026-11-21T08:00:00Z',
  };
  found = await scan(request, loadContent(), openInspector({ ...process.env, XDG_STATE_HOME: state }));
});
afterAll(() => rmSync(state, { recursive: true }));

function nameOf(node: GraphNode): string {
  return `${node.kind} ${node.name}`;
}

function edgeName(edge: GraphEdge): string {
  const [from, to] = [found.view.node(edge.from), found.view.node(edge.to)];
  return `${from === null ? edge.from : nameOf(from)} ${edge.edge} ${to === null ? edge.to : nameOf(to)}`;
}

it('names identities as those who can, and no account whose identities are all in the export', () => {
  const pairs = found.view.nodes().flatMap((node) => found.view.whoCan('read', node.id));
  expect(pairs.map((pair) => pair.principal)).toContain('arn:aws:iam::111122223333:role/support-orders-mcp');
  expect(pairs.filter((pair) => pair.principal.endsWith(':root'))).toEqual([]);
});

it('gives paths that are connected, hop by hop, and end at the sink', () => {
  let paths = 0;
  for (const { id } of found.view.nodes()) {
    const modes = ['deputy', 'direct'] as const;
    const answer = found.view.reach(id, { modes, verbs: EVERY_VERB, sinks: () => true });
    paths += answer.paths.length;
    for (const path of answer.paths) expect(endsOf(path)).toEqual(connectedEnds(path));
  }
  expect(paths).toBeGreaterThan(100);
});

it('gives every finding that fires evidence, a fix and what clears it', () => {
  const fires = found.assessment.findings.filter(({ verdict }) => verdict === 'fires');
  expect(fires.length).toBeGreaterThan(0);
  const bare = fires.filter(
    ({ evidence, fix, clears }) => evidence.length === 0 || fix === '' || clears === '',
  );
  expect(bare.map(({ rule, asset }) => `${rule} ${asset}`)).toEqual([]);
});

describe('marks', () => {
  it('say of the tools that code lists for an agent that those of MCP servers are left out', () => {
    const lists = found.coverage.flatMap(({ source, complete }) =>
      source === 'code' ? complete.filter((mark) => mark.edge === 'calls-tool') : [],
    );
    expect(lists.length).toBeGreaterThan(0);
    expect(new Set(lists.map((mark) => mark.exceptThrough))).toEqual(new Set(['connects-to']));
  });
});

describe('the plan', () => {
  const rulesOf = (findings: readonly Finding[]): string => findings.map(({ rule }) => rule).join(' ');
  const repairs = (): readonly string[] =>
    repairPlan(found.assessment, found.view).repairs.map(({ change, settles, opens, shrinks }) => {
      const what =
        change.kind === 'policy'
          ? `${change.policy.slice(change.policy.lastIndexOf('/') + 1)} ${change.statements.join('+')}`
          : change.kind === 'edge'
            ? edgeName(change.edge)
            : nameOf(change.asset);
      return `${what}: settles ${rulesOf(settles)}; leaves open ${rulesOf(opens)}; shrinks ${rulesOf(shrinks)}`;
    });

  it('names each common cause once, with what it ends and what it leaves', () => {
    // What export_customers does was never seen: of findings that ask for every path a question stays.
    expect(repairs()).toEqual([
      'support-orders-mcp Tables: settles SL-IAM-001; leaves open SL-DAT-001 SL-DAT-001; shrinks SL-TOL-009 SL-IAM-003 SL-IAM-002',
      'policy SupportChatbotReads: settles ; leaves open SL-DAT-001; shrinks SL-TOL-009 SL-IAM-003',
      'tool order_report: settles SL-TOL-012; leaves open ; shrinks SL-TOL-009 SL-IAM-003',
    ]);
  });
});

describe('output', () => {
  const style = { width: 140, paint: PLAIN, place: besideTarget };

  it('names first whoever holds what is cut, and then who owns the asset', () => {
    const page = renderScan({ ...found, assessedAt: '', version: '' }, false, { ...style, width: 160 });
    expect(page).toContain(
      'of the fix: fennelrook/cloud-platform; of the agent: fennelrook/support-platform, iris.fennel',
    );
    // Where both are the same there is one to name.
    expect(page).toMatch(/\(SL-TOL-012\)\n +seen at .*\n +owner +fennelrook\/orders\n/);
  });

  it('tells no path twice on the page, and every one of them in why', () => {
    const page = renderScan({ ...found, assessedAt: '', version: '' }, false, { ...style, width: 2_000 });
    const told = page.split('\n').flatMap((line) => /^ +path +(agent .*)$/.exec(line)?.[1] ?? []);
    expect(told.length).toBeGreaterThan(1);
    expect(new Set(told).size).toBe(told.length);
    for (const finding of found.assessment.findings)
      expect(renderWhy(finding, { ...found, resourcesOf: () => null }, style).join('\n')).not.toMatch(
        /as (?:for|in) f-/,
      );
  });

  it('counts in why the places that it does not name', () => {
    const finding = found.assessment.findings.find((one) => one.rule === 'SL-TOL-009');
    const why =
      finding === undefined
        ? ''
        : renderWhy(finding, { ...found, resourcesOf: () => null }, style).join('\n');
    expect(why).toMatch(/and \d+ more: --format json has them/);
  });

  it('lists tools outside the charter first, then those that are used most', () => {
    const page = renderScan({ ...found, assessedAt: '', version: '' }, false, style);
    const rows = [...page.matchAll(/^ {2}(\w+) +(\d+) +(outside|allowed) /gm)];
    expect(rows.map(([, name, calls]) => `${name ?? ''} ${calls ?? ''}`)).toEqual([
      'customerHistory 4',
      'fetchPage 4',
      'order_report 4',
      'export_customers 2',
      'searchKnowledgeBase 17',
      'lookup_order 10',
      'createTicket 5',
      'service_status 4',
    ]);
  });

  it('gives every finding to fix now one place in the plan, by id', () => {
    const { findings, edges, plan } = reportOf({ ...found, assessedAt: '', version: '' });
    const ended = plan.repairs.flatMap(({ settles, opens }) => [...settles, ...opens]);
    const placed = [...ended, ...plan.alone];
    expect(new Set(placed).size).toBe(placed.length);
    const urgent = findings.filter(({ priority }) => priority?.outcome === 'fix-now').map(({ id }) => id);
    expect(urgent.filter((id) => !placed.includes(id))).toEqual([]);
    const known = new Set(findings.map(({ id }) => id));
    const named = [...placed, ...plan.repairs.flatMap(({ shrinks }) => shrinks)];
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    const cut = plan.repairs.flatMap(({ change }) => (change.kind === 'edge' ? [change.edge] : []));
    expect(cut.filter((id) => !edges.some((edge) => edge.id === id))).toEqual([]);
  });

  it('is the published contract', () => {
    expect(() =>
      Report.parse(reportOf({ ...found, assessedAt: '2026-11-21T08:00:00Z', version: '0.1.0' })),
    ).not.toThrow();
  });

  it.each(neverShown)('never shows %s', (secret) => {
    const json = JSON.stringify(reportOf({ ...found, assessedAt: '', version: '' }));
    const agents = found.view
      .nodes('agent')
      .map((agent) =>
        renderReach(
          lineOfSight(agent, found.view, '2026-11-21T08:00:00Z'),
          found.view,
          found.coverage,
          style,
        ),
      );
    for (const text of [json, renderScan({ ...found, assessedAt: '', version: '' }, true, style), ...agents])
      expect(text).not.toContain(secret);
  });
});
