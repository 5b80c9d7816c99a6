import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Finding } from '#assess';
import type { GraphEdge, GraphNode, GraphView } from '#graph';
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
import { ACCESS_VERBS, type NodeKind } from '#model';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan, type Scan } from '../src/cli/scan-pipeline.ts';
import { connectedEnds, endsOf } from '../src/graph/testing/describe-path.ts';
import { Truth } from './truth-schema.ts';

// The truth was written by reading the estate's files, before and apart from the scanner. The scan is held to it exactly.
const SYSTEM = 'estate/support-chatbot';
const truth = Truth.parse(parse(readFileSync(`${SYSTEM}/truth.yaml`, 'utf8')));
const EVERY_VERB = [...ACCESS_VERBS, 'egress', 'execute'] as const;
let found: Scan;
let state = '';

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'sightline-truth-'));
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

function named(view: GraphView, name: string): readonly GraphNode[] {
  const [kind, ...rest] = name.split(' ');
  return view.nodes(kind as NodeKind).filter((node) => node.name === rest.join(' '));
}

/** The one node of that name; several or none is a difference by itself. */
function one(name: string, native?: string): GraphNode {
  const nodes =
    native === undefined
      ? named(found.view, name)
      : found.view.nodes().filter((node) => node.aliases.includes(native));
  expect(
    nodes.map((node) => node.id),
    `exactly one ${name}`,
  ).toHaveLength(1);
  const [node] = nodes;
  if (node === undefined) throw new Error(`no ${name}`);
  return node;
}

function attributesOf(node: GraphNode): Record<string, unknown> {
  return Object.fromEntries(
    node.attributeNames.map((name) => {
      const reading = found.view.attribute(node, name);
      return [name, reading.kind === 'known' ? reading.value : reading];
    }),
  );
}

function edgeName(edge: GraphEdge): string {
  const [from, to] = [found.view.node(edge.from), found.view.node(edge.to)];
  return `${from === null ? edge.from : nameOf(from)} ${edge.edge} ${to === null ? edge.to : nameOf(to)}`;
}

describe('assets', () => {
  it.each(truth.assets)(
    '$node is there as it is',
    ({ node: name, native, path, state, planes, attributes }) => {
      const node = one(name, native);
      expect(nameOf(node)).toBe(name);
      expect(node.state).toBe(state ?? 'active');
      expect([...node.planes].sort()).toEqual([...planes].sort());
      if (path !== undefined) expect(node.evidence.map((evidence) => evidence.at.path)).toContain(path);
      expect(attributesOf(node)).toMatchObject(attributes);
    },
  );

  it.each(truth.exact.kinds)('has no %s beyond those', (kind) => {
    const listed = truth.assets
      .filter((asset) => asset.node.startsWith(`${kind} `))
      .map((asset) => asset.node);
    expect(found.view.nodes(kind).map(nameOf).sort()).toEqual([...listed].sort());
  });
});

describe('edges', () => {
  it.each(truth.edges)('%s %s %s on %j', (from, kind, to, planes) => {
    const edges = found.view.edges().filter((edge) => edgeName(edge) === `${from} ${kind} ${to}`);
    expect(edges).not.toEqual([]);
    expect([...new Set(edges.flatMap((edge) => edge.planes.map((plane) => plane.plane)))].sort()).toEqual(
      [...planes].sort(),
    );
  });

  it.each(truth.exact.edges)('has no %s edge beyond those', (kind) => {
    const listed = truth.edges
      .filter((edge) => edge[1] === kind)
      .map(([from, , to]) => `${from} ${kind} ${to}`);
    expect(
      found.view
        .edges()
        .filter((edge) => edge.edge === kind)
        .map(edgeName)
        .sort(),
    ).toEqual([...listed].sort());
  });

  it.each(truth.noEdges)('has no edge %s %s %s', (from, kind, to) => {
    expect(
      found.view
        .edges()
        .filter((edge) => edge.walked || edge.rung === null)
        .map(edgeName),
    ).not.toContain(`${from} ${kind} ${to}`);
  });
});

describe('what was seen', () => {
  it.each(Object.entries(truth.seen.tools))('%s was called %j', (tool, [calls, first, last]) => {
    const agent = one('agent support-agent');
    const edge = found.view
      .out(agent.id, 'calls-tool')
      .find((candidate) => found.view.node(candidate.to)?.name === tool);
    const seen = edge?.planes.find((plane) => plane.plane === 'observed');
    expect(seen?.count).toBe(calls);
    expect([seen?.firstSeen?.slice(11, 16), seen?.lastSeen?.slice(11, 16)]).toEqual([first, last]);
  });

  it.each(truth.seen.trail.filter(([, action]) => /^(s3:(Get|Put)Object|dynamodb:)/.test(action)))(
    '%s did %s on %s %i times',
    (role, action, resource, records) => {
      const edges = found.view
        .out(one(`cloud-role ${role}`).id)
        .filter((edge) => edge.actions.includes(action));
      const mine = edges.filter((edge) => found.view.node(edge.to)?.name === resource);
      expect(
        mine.reduce(
          (sum, edge) => sum + (edge.planes.find((plane) => plane.plane === 'observed')?.count ?? 0),
          0,
        ),
      ).toBeGreaterThanOrEqual(records);
    },
  );
});

describe('access', () => {
  it.each(truth.access)('%s %s %s: %s', (principal, action, resource, verdict) => {
    const question = /:/.test(action) ? { action } : (action as 'read');
    expect(found.view.access(one(principal).id, question, one(resource).id).kind).toBe(verdict);
  });
});

describe('who can', () => {
  it('names identities, and no account whose identities are all in the export', () => {
    const pairs = found.view.nodes().flatMap((node) => found.view.whoCan('read', node.id));
    expect(pairs.map((pair) => pair.principal)).toContain(one('cloud-role support-orders-mcp').id);
    expect(pairs.filter((pair) => pair.principal.endsWith(':root'))).toEqual([]);
  });
});

describe('paths', () => {
  it.each(truth.paths)('$entry → $sink ($verbs) through $hops', ({ entry, sink, verbs, hops, guards }) => {
    const start = one(`internet ${entry}`);
    const end = sink === 'internet' ? start : one(sink);
    const { paths } = found.view.reach(start.id, {
      modes: ['deputy', 'direct'],
      verbs,
      sinks: (node) => node.id === end.id,
      limit: 20,
    });
    for (const verb of verbs) {
      const through = paths
        .filter((path) => path.verb === verb)
        .map((path) => path.hops.flatMap(({ from, to }) => [from, to]))
        .map((ids) => ids.flatMap((id) => found.view.node(id) ?? []).map(nameOf));
      expect(
        through.some((names) => hops.every((hop) => names.includes(hop))),
        `${verb}: ${JSON.stringify(through)}`,
      ).toBe(true);
    }
    if (guards !== undefined)
      expect(
        paths.some((path) =>
          path.guards.some((guard) => guard.toLowerCase().includes(guards[0]?.toLowerCase() ?? '')),
        ),
      ).toBe(true);
  });

  it('of every asset are connected, hop by hop, and end at the sink', () => {
    let paths = 0;
    for (const { id } of found.view.nodes()) {
      const modes = ['deputy', 'direct'] as const;
      const answer = found.view.reach(id, { modes, verbs: EVERY_VERB, sinks: () => true });
      paths += answer.paths.length;
      for (const path of answer.paths) expect(endsOf(path)).toEqual(connectedEnds(path));
    }
    expect(paths).toBeGreaterThan(100);
  });

  it.each(truth.noPaths)('no path from $entry ends at $sink: $stoppedBy', ({ entry, sink }) => {
    const end = one(sink);
    for (const start of [one(`internet ${entry}`), one('agent support-agent')]) {
      const { paths } = found.view.reach(start.id, {
        modes: ['deputy', 'direct'],
        verbs: ['read', 'write', 'admin'],
        sinks: (node) => node.id === end.id,
      });
      expect(paths).toEqual([]);
    }
  });
});

describe('findings', () => {
  function key(finding: {
    rule: string;
    asset: string;
    subject?: string | null | undefined;
    verdict: string;
  }): string {
    return `${finding.rule} ${finding.verdict} ${finding.asset}${finding.subject === undefined || finding.subject === null ? '' : ` / ${finding.subject}`}`;
  }

  /** A rule that the truth states for an asset as a whole may split its answer over subjects. */
  function told(): readonly string[] {
    const whole = new Set(
      truth.findings
        .filter((finding) => finding.subject === undefined)
        .map((finding) => `${finding.rule} ${finding.verdict} ${finding.asset}`),
    );
    return [
      ...new Set(
        found.assessment.findings.map((finding) => {
          const node = found.view.node(finding.asset);
          const asset = node === null ? finding.asset : nameOf(node);
          const subject = finding.subject === null ? null : found.view.node(finding.subject);
          const split = whole.has(`${finding.rule} ${finding.verdict} ${asset}`)
            ? null
            : subject === null
              ? finding.subject
              : nameOf(subject);
          return key({ rule: finding.rule, asset, subject: split, verdict: finding.verdict });
        }),
      ),
    ].sort();
  }

  it('are exactly those of the truth, cannot-tell included', () => {
    expect(told()).toEqual(truth.findings.map(key).sort());
  });

  it.each(truth.findings.filter((finding) => finding.verdict === 'fires'))(
    '$rule on $asset has evidence, a fix and what clears it',
    ({ rule, asset }) => {
      const mine = found.assessment.findings.filter(
        (finding) => finding.rule === rule && finding.verdict === 'fires' && nameOf(one(asset)) === asset,
      );
      expect(
        mine.every((finding) => finding.evidence.length > 0 && finding.fix !== '' && finding.clears !== ''),
      ).toBe(true);
    },
  );
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
      'tool fetchPage egresses-to internet internet: settles ; leaves open SL-TOL-009; shrinks SL-IAM-003',
    ]);
  });
});

describe('output', () => {
  const style = { width: 140, paint: PLAIN, place: besideTarget };

  it('sends a ticket to whoever holds what is cut, and informs who owns the asset', () => {
    const page = renderScan({ ...found, assessedAt: '', version: '' }, false, { ...style, width: 160 });
    expect(page).toContain(
      'raise with fennelrook/cloud-platform; inform: fennelrook/support-platform, iris.fennel',
    );
    // Where both are the same there is nobody to inform.
    expect(page).toMatch(/SL-TOL-012, \S+\n +seen at .*\n +owner +fennelrook\/orders\n/);
  });

  it('tells no path twice on the page, and every one of them in why', () => {
    const page = renderScan({ ...found, assessedAt: '', version: '' }, false, { ...style, width: 2_000 });
    const told = page.split('\n').flatMap((line) => /^ +path +(agent .*)$/.exec(line)?.[1] ?? []);
    expect(told.length).toBeGreaterThan(2);
    expect(new Set(told).size).toBe(told.length);
    for (const finding of found.assessment.findings)
      expect(renderWhy(finding, found.view, style)).not.toContain('the same as for');
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

  it('is the published contract', () => {
    expect(() =>
      Report.parse(reportOf({ ...found, assessedAt: '2026-11-21T08:00:00Z', version: '0.1.0' })),
    ).not.toThrow();
  });

  it.each(truth.neverShown)('never shows %s', (secret) => {
    const json = JSON.stringify(reportOf({ ...found, assessedAt: '', version: '' }));
    const agents = found.view
      .nodes('agent')
      .map((agent) => renderReach(lineOfSight(agent, found.view), found.view, found.coverage, style));
    for (const text of [json, renderScan({ ...found, assessedAt: '', version: '' }, true, style), ...agents])
      expect(text).not.toContain(secret);
  });
});
