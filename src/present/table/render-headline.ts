import { counted } from '#model';
import type { Exposure, Outcome } from '#assess';
import type { LineOfSight } from '../line-of-sight.ts';
import { listed } from './counted.ts';
import { inventoryTexts } from './inventory-text.ts';
import { labelled, wrap } from './layout.ts';
import type { Style } from './painter.ts';
import { placesIn } from './places.ts';
import type { ScanView } from './scan-view.ts';

/** Columns. */
const LABEL = 10;

/** In the words of the sections below. */
const OUTCOME_WORDS: readonly (readonly [Outcome, string])[] = [
  ['fix-now', 'to fix now'],
  ['plan', 'to plan'],
  ['watch', 'to watch'],
  ['accept', 'minor'],
];

/** Counts first, then both scores with what they rest on: a number alone would be quoted without it. */
export function renderHeadline(
  scan: ScanView,
  lines: readonly LineOfSight[],
  { paint, width }: Style,
): readonly string[] {
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, 0, LABEL, width, paint);
  // What all paths begin with is said here, since the lines below leave it out.
  const { base } = placesIn(scan.targets);
  const names = scan.targets.map((target) => target.name).join(', ');
  const found = inventoryTexts(scan.view, lines, scan.assessment.findings).flatMap((text, index) =>
    label(index === 0 ? 'found' : '', text),
  );
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
    ...label('posture', postureText(scan)),
    ...label('exposure', exposureText(scan.assessment.exposure)),
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
  const unasked = assessment.unasked.length;
  if (open === 0 && unasked === 0) return `${findings}; every question that applies was answered`;
  const questions = [
    ...(open > 0 ? [`${counted(open, 'question')} without an answer`] : []),
    ...(unasked > 0 ? [`${counted(unasked, 'rule')} not asked`] : []),
  ].join(' and ');
  // Where nothing is pressing the line would read as health.
  const pressing = fires.some((one) => ['fix-now', 'plan'].includes(one.priority?.outcome ?? ''));
  return pressing ? `${findings}; ${questions}` : `not a pass: ${questions}; ${findings}`;
}

/** Nothing was asked, so nothing passed. */
function nothingAsked({ view }: ScanView): string {
  return view.nodes().length === 0
    ? 'nothing to assess: this is no all-clear, there was nothing here that Sightline recognises'
    : 'no rule applies to what was found: nothing was checked, so nothing passed';
}

/**
 * Both bounds first: what is lost or was never handed over widens them and lifts the lower one never. The counts tell of what is
 * not seen at all any more.
 */
function postureText({ assessment }: ScanView): string {
  const { postureRange: range, coveragePercent } = assessment;
  if (range === null) return 'no score: no rule applies';
  const { worst, best, assets, passed, failed, open } = range;
  const score = worst === best ? String(worst) : `${String(worst)} to ${String(best)}`;
  const checks = `of the checks of ${counted(assets, 'asset')} (one rule of one asset each) ${counted(passed, 'holds', 'hold')} and ${counted(failed, 'fails', 'fail')}`;
  const opens = `${counted(open, 'is open and counts', 'are open and count')} as failed in the first number, as held in the second`;
  const share = `${String(coveragePercent)} % (weighed by severity) could be answered`;
  return `${score} of 100, higher is better: ${checks}; ${open === 0 ? 'none is open' : `${opens}; ${share}`}`;
}

/** By name: a count of stores that nobody can look up is not believed. */
function exposureText(exposure: Exposure | null): string {
  if (exposure === null) return 'no figure: no store is declared sensitive';
  const { reached, sensitive, stores, undecided, percent } = exposure;
  if (percent === null)
    return `not computed: of ${String(undecided)} of ${counted(sensitive, 'store')} declared restricted or confidential it could not be told whether strangers reach them`;
  const names = (is: boolean): string =>
    namesText(stores.flatMap((one) => (one.reached === is ? one.name : [])));
  const rest = sensitive - reached;
  return [
    `strangers (the internet, or what they write) can reach ${String(reached)} of ${counted(sensitive, 'store')} declared restricted or confidential, through an AI asset`,
    ...(reached > 0 ? [`: ${names(true)}`] : []),
    ...(rest > 0 ? [`${reached > 0 ? '; ' : ': '}no way was found to ${names(false)}`] : []),
    ...(undecided > 0 ? [`, and of ${String(undecided)} of these it could not be told`] : []),
  ].join('');
}

/** Names that are told on the first page; the tables below have the others. */
const TOLD_NAMES = 5;

function namesText(names: readonly string[]): string {
  if (names.length <= TOLD_NAMES) return listed(names);
  return `${names.slice(0, TOLD_NAMES).join(', ')} and ${counted(names.length - TOLD_NAMES, 'more store')}`;
}
