import { kindText, type NodeKind } from '#model';
import type { Outcome } from '#assess';
import type { GraphView } from '#graph';
import { counted, listed } from './counted.ts';
import { wrap } from './layout.ts';
import type { Style } from './painter.ts';
import { placesIn } from './places.ts';
import type { ScanView } from './scan-view.ts';

/** In the words of the sections below. */
const OUTCOME_WORDS: readonly (readonly [Outcome, string])[] = [
  ['fix-now', 'to fix now'],
  ['plan', 'to plan'],
  ['watch', 'to watch'],
  ['accept', 'minor'],
];

/** Counts first, then both scores with what they rest on: a number alone would be quoted without it. */
export function renderHeadline(scan: ScanView, { paint, width }: Style): readonly string[] {
  // What all paths begin with is said here, since the lines below leave it out.
  const { base } = placesIn(scan.targets);
  const names = scan.targets.map((target) => target.name).join(', ');
  const found = wrap(inventoryText(scan.view), width);
  const head = `sightline ${scan.version}, ${names}, ${scan.assessedAt}`;
  const said = [
    ...wrap(head, width).map(paint.dim),
    ...(base === '' || scan.view.nodes().length === 0
      ? []
      : wrap(`paths are written from ${base}`, width).map(paint.dim)),
  ];
  if (scan.assessment.verdicts.every((one) => one.verdict === 'not-applicable'))
    return [...said, ...found, ...wrap(nothingAsked(scan), width).map(paint.bold)];
  return [
    ...said,
    ...wrap(countsText(scan), width).map(paint.bold),
    ...found,
    ...wrap(scoreText(scan), width).map(paint.dim),
  ];
}

/** Every finding and every open question stands in one of these numbers. */
function countsText({ assessment }: ScanView): string {
  const fires = assessment.findings.filter((one) => one.verdict === 'fires');
  const open = assessment.findings.length - fires.length;
  const parts = OUTCOME_WORDS.map(
    ([outcome, words]) =>
      `${String(fires.filter((one) => one.priority?.outcome === outcome).length)} ${words}`,
  );
  const findings =
    fires.length === 0 ? 'no finding' : `${counted(fires.length, 'finding')}: ${listed(parts)}`;
  const questions =
    open === 0
      ? 'every question that applies was answered'
      : `${counted(open, 'question')} without an answer`;
  return `${findings}; ${questions}`;
}

/** Nothing was asked, so nothing passed. */
function nothingAsked({ view }: ScanView): string {
  return view.nodes().length === 0
    ? 'nothing to assess: this is no all-clear, there was nothing here that Sightline recognises'
    : 'no rule applies to what was found: nothing was checked, so nothing passed';
}

/** No score stands without the share of questions that it rests on. */
function scoreText({ assessment }: ScanView): string {
  const { posture, coveragePercent, exposure } = assessment;
  const share = `${String(coveragePercent)} % of the questions (weighed by severity)`;
  const score =
    posture === null
      ? `no posture score: only ${share} could be answered`
      : `posture ${String(posture)} of 100, over the ${share} that could be answered`;
  const exposed =
    exposure === null
      ? 'no exposure figure: no store is declared sensitive'
      : `${String(exposure.reached)} of ${counted(exposure.sensitive, 'sensitive store')} can be reached from outside through AI`;
  return `${score}; ${exposed}`;
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
  if (found.length === 0)
    return 'found nothing of AI in what was handed over; what was looked at is told below';
  const unused = found.flatMap(({ nodes }) => nodes).filter((node) => node.state !== 'active').length;
  const counts = found.map(({ kind, nodes }) => counted(nodes.length, kindText(kind)));
  return `found ${listed(counts)}${unused > 0 ? `; ${String(unused)} of them in tests, templates or switched off, which are not assessed` : ''}`;
}
