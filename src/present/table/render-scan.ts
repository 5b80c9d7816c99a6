import { assertNever, type Coverage, type NodeKind } from '#model';
import type { Assessment, Finding, Outcome } from '#assess';
import type { GraphView } from '#graph';
import { lineOfSight } from '../line-of-sight.ts';
import type { Report } from '../report-schema.ts';
import { labelled, wrap } from './layout.ts';
import type { Style } from './painter.ts';
import { renderFinding } from './render-finding.ts';
import { renderAgentsInCode } from './render-agents-in-code.ts';
import { renderLineOfSight } from './render-line-of-sight.ts';

/** Most urgent first. */
const OUTCOMES: readonly Outcome[] = ['fix-now', 'plan', 'watch', 'accept'];
/** Rules, gaps and reasons that the terminal shows; `--format json` has all of them. */
const SHOWN_UNKNOWN = 5;
const SHOWN_GAPS = 6;
const SHOWN_REASONS = 3;

/** What the table needs beside the report: it asks the graph for lines of sight. */
export interface ScanView {
  readonly view: GraphView;
  readonly assessment: Assessment;
  readonly coverage: readonly Coverage[];
  readonly targets: Report['targets'];
  readonly files: Report['coverage']['files'];
  /** One line each, with the source that says it. */
  readonly gaps: readonly string[];
  /** ISO 8601 UTC. */
  readonly assessedAt: string;
  readonly version: string;
}

/** What matters first, then the line of sight of each agent, then findings by urgency, then what was not looked at. */
export function renderScan(scan: ScanView, style: Style): string {
  const { view, assessment } = scan;
  const lines = [
    ...headline(scan, style),
    '',
    ...agentLines(view, style),
    ...OUTCOMES.flatMap((outcome) => section(outcome, assessment.findings, view, style)),
    ...cannotTellLines(assessment.findings, style),
    ...coverageLines(scan, style),
  ];
  return `${lines.join('\n')}\n`;
}

/** A whole card where grants, telemetry or a charter say something of the agent; one row where only code does. */
function agentLines(view: GraphView, style: Style): readonly string[] {
  // Agents of tests and templates are in the report; nobody runs them.
  const lines = view
    .nodes('agent')
    .filter((agent) => agent.state === 'active')
    .map((agent) => lineOfSight(agent, view));
  const joined = lines.filter(
    (line) =>
      line.identities.length > 0 ||
      line.agent.planes.includes('observed') ||
      line.tools.some((one) => one.chartered !== null),
  );
  const alone = lines.filter((line) => !joined.includes(line));
  return [
    ...joined.flatMap((line) => [...renderLineOfSight(line, view, style), '']),
    ...(alone.length === 0 ? [] : [...renderAgentsInCode(alone, style), '']),
  ];
}

/** Counts first, then both scores with what they rest on: a number alone would be quoted without it. */
function headline(scan: ScanView, { paint, width }: Style): readonly string[] {
  const count = (outcome: Outcome): number =>
    scan.assessment.findings.filter((one) => one.priority?.outcome === outcome).length;
  const unsure = scan.assessment.findings.filter((one) => one.verdict === 'cannot-tell').length;
  const said = [
    `${String(count('fix-now'))} to fix now`,
    `${String(count('plan'))} to plan`,
    `${String(count('watch'))} to watch`,
    `${String(count('accept'))} minor`,
    `${String(unsure)} that could not be told`,
  ];
  const { posture, coveragePercent } = scan.assessment;
  const score =
    posture === null
      ? 'no posture score (too little could be answered)'
      : `posture ${String(posture)} of 100`;
  const { exposure } = scan.assessment;
  const exposed =
    exposure === null
      ? 'exposure not computed (no store is declared sensitive)'
      : `${String(exposure.reached)} of ${String(exposure.sensitive)} sensitive stores can be reached from outside through AI`;
  return [
    ...wrap(
      `sightline ${scan.version}, ${scan.targets.map((target) => target.name).join(', ')}, ${scan.assessedAt}`,
      width,
    ).map(paint.dim),
    ...wrap(said.join(', '), width).map(paint.bold),
    ...wrap(
      `${score}, ${String(coveragePercent)} % of the rules that apply could be answered; ${exposed}`,
      width,
    ).map(paint.dim),
    ...wrap(inventoryText(scan.view), width),
  ];
}

/** Kinds that people count; the rest is in the report. */
const COUNTED: readonly NodeKind[] = [
  'agent',
  'mcp-server',
  'tool',
  'model',
  'prompt',
  'vector-store',
  'api-key',
  'cloud-role',
  'bucket',
  'table',
];

/** What was found, so that nothing found is not read as nothing wrong. */
function inventoryText(view: GraphView): string {
  const found = COUNTED.map((kind) => ({ kind, nodes: view.nodes(kind) })).filter(
    ({ nodes }) => nodes.length > 0,
  );
  if (found.length === 0) return 'found nothing of AI in what was handed over: see what was looked at below';
  const unused = found.flatMap(({ nodes }) => nodes).filter((node) => node.state !== 'active').length;
  const counts = found.map(
    ({ kind, nodes }) => `${String(nodes.length)} ${kind}${nodes.length === 1 ? '' : 's'}`,
  );
  return `found ${counts.join(', ')}${unused > 0 ? ` (${String(unused)} of them in tests or templates)` : ''}`;
}

/** `accept` is the tree's word; on a terminal it would read as advice to accept it. */
function title(outcome: Outcome): string {
  switch (outcome) {
    case 'fix-now':
      return 'FIX NOW';
    case 'plan':
      return 'PLAN';
    case 'watch':
      return 'WATCH';
    case 'accept':
      return 'MINOR';
    default:
      return assertNever(outcome);
  }
}

function section(
  outcome: Outcome,
  findings: readonly Finding[],
  view: GraphView,
  style: Style,
): readonly string[] {
  const mine = findings.filter((one) => one.priority?.outcome === outcome);
  if (mine.length === 0) return [];
  const head = `${title(outcome)} (${String(mine.length)})`;
  return [style.paint.bold(head), ...mine.flatMap((finding) => [...renderFinding(finding, view, style), ''])];
}

/** Grouped by rule: forty assets that miss the same file are one thing to do. */
function cannotTellLines(findings: readonly Finding[], { paint, width }: Style): readonly string[] {
  const unsure = findings.filter((one) => one.verdict === 'cannot-tell');
  if (unsure.length === 0) return [];
  const byRule = new Map<string, Finding[]>();
  for (const one of unsure) byRule.set(one.rule, [...(byRule.get(one.rule) ?? []), one]);
  const rows = [...byRule].map(([rule, all]) => {
    const reasons = [...new Set(all.flatMap((one) => one.missing))];
    // Reasons repeat over assets: each is told once.
    const more =
      reasons.length > SHOWN_REASONS ? `; and ${String(reasons.length - SHOWN_REASONS)} more reasons` : '';
    return [
      ...wrap(
        `${rule} ${all[0]?.title ?? ''}${all.length > 1 ? ` (${String(all.length)} times)` : ''}`,
        width - 2,
      ).map((line) => `  ${paint.bold(line)}`),
      ...wrap(`${reasons.slice(0, SHOWN_REASONS).join('; ')}${more}`, width - 4).map((line) => `    ${line}`),
    ];
  });
  const rest = rows.length - SHOWN_UNKNOWN;
  return [
    paint.bold(`CANNOT TELL (${String(unsure.length)}): not a pass`),
    ...rows.slice(0, SHOWN_UNKNOWN).flat(),
    ...(rest > 0 ? [paint.dim(`  and ${String(rest)} more rules`)] : []),
    '',
  ];
}

/** What was not looked at stands under what was found, and is never left out. */
function coverageLines(scan: ScanView, { paint, width }: Style): readonly string[] {
  const targets = scan.targets.map((target) => `${target.name} (${target.kind})`).join(', ');
  // 10^6 bytes.
  const megabytes = (scan.files.bytes / 1_000_000).toFixed(1);
  const gaps = scan.gaps.slice(0, SHOWN_GAPS);
  const rest = scan.gaps.length - gaps.length;
  return [
    ...labelled(
      'looked at',
      `${targets}: ${String(scan.files.seen)} files, ${String(scan.files.read)} of them of a kind that is read, ${megabytes} MB`,
      0,
      11,
      width,
      paint,
    ),
    ...labelled('gaps', scan.gaps.length === 0 ? 'none' : `${String(scan.gaps.length)}`, 0, 11, width, paint),
    ...gaps.flatMap((gap) => labelled('', gap, 0, 11, width, paint)),
    ...(rest > 0 ? [paint.dim(`           and ${String(rest)} more; --format json lists them all`)] : []),
    ...labelled(
      'next',
      'sightline why <finding>, reach <agent>, who-can <action> <asset>, explain <rule>',
      0,
      11,
      width,
      paint,
    ),
  ];
}
