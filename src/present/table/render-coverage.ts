import { counted, type Coverage, type Gap } from '#model';
import { watchedUntil, type WatchedEnd } from '../watched-window.ts';
import { listed } from './counted.ts';
import { labelled } from './layout.ts';
import { endsText, minutesText } from './minute-text.ts';
import type { Style } from './painter.ts';
import type { PlaceName } from './places.ts';
import type { GraphView } from '#graph';
import type { ScanGap, ScanView } from './scan-view.ts';

/** Columns. */
const LABEL = 11;
/** Gaps that are told one by one; more of them are counted by their reason, and --all lists them. */
const TOLD_GAPS = 3;

/** Ends of logs that lie further apart than this are told apart: an hour, in milliseconds. */
const APART_MS = 3_600_000;

/** What a source of telemetry reads. */
const LOGS: Readonly<Record<string, string>> = { otlp: 'traces', cloudtrail: 'access log' };

/** Behind the place that was not looked at. */
const REASONS: Readonly<Record<Gap['reason'], string>> = {
  unreadable: 'could not be read',
  'too-large': 'too large to be read',
  'too-deep': 'nested too deep',
  'too-many': 'too many to be read to the end',
  'not-text': 'not text',
  'not-parsed': 'could not be parsed',
  'wrong-shape': 'not of the expected form',
  'outside-tree': 'leads out of the tree',
  unresolved: 'could not be followed',
  unsupported: 'not supported',
  'not-handed-over': 'not handed over',
  'timed-out': 'took too long',
  failed: 'failed',
};

/** What of a scan tells what it looked at. */
type Covered = Pick<ScanView, 'view' | 'coverage' | 'targets' | 'files' | 'gaps'>;

/** What was not looked at stands under what was found, and is never left out. */
export function renderCoverage(scan: Covered, all: boolean, style: Style): readonly string[] {
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, 0, LABEL, style.width, style.paint);
  const targets = scan.targets.map((target) => `${target.name} (${target.kind})`).join(', ');
  // 10^6 bytes.
  const megabytes = (scan.files.bytes / 1_000_000).toFixed(1);
  const gaps = gapTexts(scan, all, style);
  return [
    ...label(
      'looked at',
      `${targets}: ${counted(scan.files.seen, 'file')}, ${String(scan.files.read)} of them of a kind that is read, ${megabytes} MB`,
    ),
    ...gaps.flatMap((gap, index) => label(index === 0 ? 'gaps' : '', gap)),
  ];
}

/** How old the input is, as it says itself: what changed since is on no page. */
export function ageTexts(
  { coverage, targets }: Pick<ScanView, 'coverage' | 'targets'>,
  place: PlaceName,
): readonly string[] {
  const exports = coverage.flatMap(({ taken, target }) => {
    // Of a folder without answers there is nothing to be old.
    if (taken === undefined || (taken.from === null && taken.undated === 0)) return [];
    const { from, to } = taken;
    const name = targets.find(({ id }) => id === target)?.name ?? target;
    if (from === null || to === null) return [`when ${name} was taken is not known`];
    return [`${name} taken ${minutesText(from, to)}${undatedText(taken, (path) => place(target, path))}`];
  });
  const watched = watchedUntil(coverage);
  const isAsked = targets.some(({ kind }) => kind === 'telemetry');
  if (watched.length === 0)
    return isAsked ? [...exports, 'when the newest telemetry was seen is not known'] : exports;
  return [...exports, `newest telemetry${newestText(watched)}`];
}

/** Of what no time is known the first is named, so that it can be looked up. */
function undatedText(
  { undated, firstUndated }: NonNullable<Coverage['taken']>,
  place: (path: string) => string,
): string {
  if (undated === 0) return '';
  const first =
    firstUndated === null ? '' : `${undated === 1 ? ': ' : ', the first is '}${place(firstUndated)}`;
  return ` (of ${counted(undated, 'answer')} in it no time is known${first})`;
}

/** One end for all logs would hide how early another ends. */
function newestText(ends: readonly WatchedEnd[]): string {
  const times = ends.map(({ to }) => Date.parse(to));
  const isApart = Math.max(...times) - Math.min(...times) > APART_MS;
  const told = ends.map(({ source, to }) => ({ name: `${LOGS[source] ?? source} `, time: to }));
  return isApart
    ? `: ${endsText(told)}`
    : ` ${endsText(told.slice(0, 1).map((one) => ({ ...one, name: '' })))}`;
}

function gapTexts({ gaps: every, view }: Covered, all: boolean, style: Style): readonly string[] {
  if (every.length === 0) return ['none'];
  const isAside = asidePlaces(view);
  const gaps = all ? every : every.filter((gap) => !isAside(gap));
  const aside = every.length - gaps.length;
  return [
    ...(gaps.length === 0 ? [] : openGaps(gaps, all, style)),
    ...(aside === 0
      ? []
      : [
          `${gaps.length === 0 ? 'none in reading what was handed over and is assessed; ' : 'and '}${counted(aside, 'place')} in tests or templates (--all)`,
        ]),
  ];
}

/** Places in files of which everything that was found is a test or a template. */
function asidePlaces(view: GraphView): (gap: ScanGap) => boolean {
  const states = new Map<string, boolean>();
  for (const { state, evidence } of view.nodes())
    for (const { target, at } of evidence) {
      const file = `${target} ${at.path}`;
      states.set(file, (states.get(file) ?? true) && (state === 'test' || state === 'template'));
    }
  // Behind the path stands what of the file it is about: `a.ts#agent`, `a.ts:12`.
  return ({ target, where }) => states.get(`${target ?? ''} ${where.replace(/[#:].*$/, '')}`) === true;
}

function openGaps(gaps: readonly ScanGap[], all: boolean, style: Style): readonly string[] {
  const told = gaps.map((gap) => gapText(gap, style));
  if (all || gaps.length <= TOLD_GAPS) return told.map((gap) => (told.length > 1 ? `- ${gap}` : gap));
  const counts = new Map<string, number>();
  for (const { source, reason } of gaps) {
    const key = `in ${source} ${REASONS[reason]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  // One unit throughout: a total stands before parts, and alone where there is one part.
  const parts = [...counts].map(([key, count]) =>
    counts.size === 1 ? `${counted(count, 'place')} ${key}` : `${String(count)} ${key}`,
  );
  const head = counts.size === 1 ? '' : `${counted(gaps.length, 'place')}: `;
  return [`${head}${listed(parts)}; --all tells each with its reason`];
}

/** The detail is the source's own clause, and holds nothing of what was read. */
function gapText({ source, target, where, reason, detail }: ScanGap, { place }: Style): string {
  const at = target === null ? where : place(target, where);
  return `${source}: ${at} ${REASONS[reason]}: ${detail}`;
}
