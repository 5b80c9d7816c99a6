import { counted } from '#model';
import type { Exposure, Outcome, PostureRange } from '#assess';
import { listed } from './counted.ts';
import { lostText } from './lost-text.ts';
import { differencesText } from './differences-text.ts';
import { foundText } from './inventory-text.ts';
import { labelled, wrap } from './layout.ts';
import type { OpenReasons } from './open-reasons.ts';
import type { Style } from './painter.ts';
import { placesIn } from './places.ts';
import { ageTexts } from './render-coverage.ts';
import { provenTogether } from './proven-together.ts';
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
  reasons: OpenReasons,
  { paint, width, place }: Style,
): readonly string[] {
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, 0, LABEL, width, paint);
  const names = scan.targets.map((target) => target.name).join(', ');
  const head = `sightline ${scan.version}, ${names}, ${scan.assessedAt}`;
  const ages = ageTexts(scan, place);
  const age = ages.length === 0 ? [] : wrap(ages.join('; '), width);
  const said = [...wrap(head, width), ...age].map(paint.dim);
  if (isNothingAsked(scan))
    return [
      ...said,
      ...label('found', foundText(scan.view)),
      ...wrap(nothingAsked(scan), width).map(paint.bold),
    ];
  return [
    ...said,
    ...wrap(countsText(scan), width).map(paint.bold),
    ...label('posture', postureText(scan)),
    ...label('exposure', exposureText(scan.assessment.exposure, reasons)),
    ...togetherTexts(scan).flatMap((text) => label('together', text)),
  ];
}

/** Sentences that are told on the first page. */
const TOLD_TOGETHER = 3;

function togetherTexts({ assessment, view }: ScanView): readonly string[] {
  const all = provenTogether(assessment, view);
  const rest = all.length - TOLD_TOGETHER;
  const [last = '', ...before] = all.slice(0, TOLD_TOGETHER).reverse();
  if (rest <= 0) return all;
  return [...before.reverse(), `${last}; and ${counted(rest, 'more such case')} among the findings below`];
}

/** Behind what is to be done, since each of them is a finding: what the planes say against each other, and all that was found. */
export function renderInventory(scan: ScanView, { paint, width }: Style): readonly string[] {
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, 0, LABEL, width, paint);
  if (isNothingAsked(scan)) return [];
  const differ = differencesText(scan.assessment, scan.view);
  // What all paths begin with is said once, since the lines below leave it out.
  const { base } = placesIn(scan.targets);
  return [
    ...(differ === '' ? [] : label('differ', differ)),
    ...label('found', foundText(scan.view)),
    ...(base === '' ? [] : label('paths', `are written from ${base}`)),
    '',
  ];
}

function isNothingAsked({ assessment }: ScanView): boolean {
  return assessment.verdicts.every((one) => one.verdict === 'not-applicable');
}

/** Fewer of them may mean that less was seen. */
function countsText(scan: ScanView): string {
  return `${countedText(scan)}${lostText(scan.assessment)}`;
}

/** Every finding and every open question stands in one of these numbers. */
function countedText({ assessment }: ScanView): string {
  const fires = assessment.findings.filter((one) => one.verdict === 'fires');
  const open = assessment.findings.length - fires.length;
  const findings = findingsText(fires.map(({ priority }) => priority?.outcome ?? 'accept'));
  const unasked = assessment.unasked.filter(({ lost }) => lost === null).length;
  const inPart = assessment.unasked.length - unasked;
  if (open === 0 && assessment.unasked.length === 0 && assessment.lost.length > 0) return findings;
  if (open === 0 && assessment.unasked.length === 0)
    return `${findings}; every question that applies was answered`;
  const questions = [
    ...(open > 0 ? [`${counted(open, 'question')} without an answer`] : []),
    ...(unasked > 0 ? [`${counted(unasked, 'rule')} not asked`] : []),
    ...(inPart > 0 ? [`${counted(inPart, 'rule')} asked of part alone`] : []),
  ].join(' and ');
  // Where nothing is pressing the line would read as health.
  const pressing = fires.some((one) => ['fix-now', 'plan'].includes(one.priority?.outcome ?? ''));
  return pressing ? `${findings}; ${questions}` : `not a pass: ${questions}; ${findings}`;
}

/** By urgency, and of those that there are: a row of zeros hides the one number that counts. */
function findingsText(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return 'no finding';
  const parts = OUTCOME_WORDS.flatMap(([outcome, words]) => {
    const count = outcomes.filter((one) => one === outcome).length;
    return count === 0 ? [] : [{ count, words }];
  });
  const all = counted(outcomes.length, 'finding');
  const [only, ...others] = parts;
  // A part that is the whole is not counted twice.
  if (only !== undefined && others.length === 0)
    return `${all}, ${outcomes.length === 1 ? '' : 'all '}${only.words}`;
  return `${all}: ${listed(parts.map(({ count, words }) => `${String(count)} ${words}`))}`;
}

/** Nothing was asked, so nothing passed. */
function nothingAsked(scan: ScanView): string {
  const unread = unreadText(scan);
  if (scan.view.nodes().length === 0)
    return `nothing to assess: this is no all-clear, ${unread || 'there was nothing here that Sightline recognises'}`;
  return `no rule applies to what was found: nothing was checked, so nothing passed${unread && `; ${unread}`}`;
}

/** Where something was not read nobody can say that there was nothing; empty where all was. */
function unreadText({ assessment, gaps }: ScanView): string {
  const failed = gaps.filter(({ reason }) => reason === 'failed').map(({ source }) => source);
  const sources = [...new Set(failed)];
  if (sources.length > 0)
    return `not all was read: ${counted(sources.length, 'source')} gave up, ${listed(sources)}`;
  if (assessment.lost.length === 0) return '';
  return `not all was read: ${counted(assessment.lost.length, 'part of the input is missing', 'parts of the input are missing')}`;
}

/**
 * Both bounds first: what is lost or was never handed over widens them and lifts the lower one never. The counts tell of what is
 * not seen at all any more; how they come from those of findings and questions stands at the end of the page.
 */
function postureText({ assessment }: ScanView): string {
  const { postureRange: range, coveragePercent } = assessment;
  if (range === null) return 'no score: no rule applies';
  const { worst, best, passed, failed, open } = range;
  const beside = unanswered(range);
  // What fails comes first, and the score is said to be no grade: 66 of 100 reads like one that passes.
  const counts = [
    counted(failed, 'fails', 'fail'),
    ...(open === 0 ? [] : [counted(open, 'is open', 'are open')]),
    counted(passed, 'holds', 'hold'),
  ];
  const checks = `of ${counted(passed + failed + open, 'check')} ${listed(counts)}`;
  const isWhole = open === 0 && beside.length === 0;
  // Two scores side by side are read as before and after: each stands with what makes it so.
  const [fails, holds] =
    beside.length > 0
      ? ['all without an answer fails', 'it holds']
      : [counted(open, 'open check fails', 'open checks fail'), open === 1 ? 'it holds' : 'they hold'];
  const score =
    worst === best
      ? `${String(worst)} of 100`
      : `${String(worst)} of 100 if ${beside.length > 0 ? '' : 'the '}${fails}, ${String(best)} if ${holds}`;
  const also = beside.length === 0 ? '' : `; beside them ${listed(beside)}`;
  // Both bounds are means over assets, and the share is one sum: they are not read off each other.
  const share = isWhole ? '' : `; by severity ${String(coveragePercent)} % are answered`;
  return `${checks}${also}${share}; score, which is no grade: today ${score} (100 is where nothing fails; a mean over assets, "score" below)`;
}

/** What no check of an asset stands for, in the words of the sections below. */
function unanswered({ unasked, lost, lostAssets }: PostureRange): readonly string[] {
  return [
    ...(unasked > 0
      ? [counted(unasked, 'rule was not asked of anything', 'rules were not asked of anything')]
      : []),
    ...(lost > 0
      ? [
          counted(
            lost,
            `part of the input is missing, counted as ${lostAssetsText(lostAssets)}`,
            `parts of the input are missing, counted as ${lostAssetsText(lostAssets)}`,
          ),
        ]
      : []),
  ];
}

function lostAssetsText(count: number): string {
  return `${counted(count, 'asset')} of which nothing holds`;
}

/** By name: a count of stores that nobody can look up is not believed. */
function exposureText(exposure: Exposure | null, reasons: OpenReasons): string {
  if (exposure === null) return 'no figure: no store is declared sensitive';
  const { reached, sensitive, stores, undecided, percent, because } = exposure;
  const why = unknownText(because, reasons);
  if (percent === null)
    return `not computed: of ${String(undecided)} of ${counted(sensitive, 'store')} declared restricted or confidential it is not known whether strangers reach them${why}`;
  const names = (fits: (store: Exposure['stores'][number]) => boolean): string =>
    namesText(stores.filter(fits).map((one) => one.name));
  const keptOut = sensitive - reached - undecided;
  const parts = [
    ...(reached > 0 ? [names((one) => one.reached)] : []),
    ...(keptOut > 0 ? [`not reached: ${names((one) => !one.reached && !one.undecided)}`] : []),
    ...(undecided > 0 ? [`not known of ${names((one) => one.undecided)}${why}`] : []),
  ];
  return `strangers, or what they write, reach ${String(reached)} of ${counted(sensitive, 'restricted or confidential store')} through an AI asset: ${parts.join('; ')}`;
}

/** Reasons that are told on the first page. */
const TOLD_REASONS = 3;

function unknownText(because: readonly string[], reasons: OpenReasons): string {
  if (because.length === 0) return '';
  const texts = [...new Set(because.map(reasons.short))];
  const rest = texts.length - TOLD_REASONS;
  const more = rest > 0 ? [counted(rest, 'more reason')] : [];
  const isBelow = texts.some((one, index) => index < TOLD_REASONS && !because.includes(one));
  return `: ${listed([...texts.slice(0, TOLD_REASONS), ...more])}${isBelow ? ' below' : ''}`;
}

/** Names that are told on the first page; the tables below have the others. */
const TOLD_NAMES = 5;

function namesText(names: readonly string[]): string {
  if (names.length <= TOLD_NAMES) return listed(names);
  return `${names.slice(0, TOLD_NAMES).join(', ')} and ${counted(names.length - TOLD_NAMES, 'more store')}`;
}
