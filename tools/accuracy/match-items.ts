import type { ItemLabel, Trap } from './labels.ts';
import type { Place, ReportedItem } from './reports.ts';

/** How well a report and a label fit; smaller is better, compared left to right. */
type Fit = readonly [rank: number, ambiguous: number, distance: number];

interface Pair {
  readonly report: ReportedItem;
  readonly label: ItemLabel;
  readonly fit: Fit;
}

export interface ItemMatches {
  /** The report that each found label was matched with. */
  readonly reportByLabel: ReadonlyMap<ItemLabel, ReportedItem>;
  /** The label of each report that is none of the false ones: matched with it, or a repetition of it. */
  readonly labelByReport: ReadonlyMap<ReportedItem, ItemLabel>;
  readonly missed: readonly ItemLabel[];
  readonly falseReports: readonly ReportedItem[];
  readonly repetitions: readonly ReportedItem[];
}

/**
 * Matches reports with labels by the rules of accuracy/labels/README.md. Several labels of a file may share a name, so the
 * best fitting pairs go first: name and place, then the name alone by distance, then the place alone.
 */
export function matchItems(reports: readonly ReportedItem[], labels: readonly ItemLabel[]): ItemMatches {
  const pairs = reports.flatMap((report) => labels.flatMap((label) => pairOf(report, label))).sort(byFit);
  const reportByLabel = new Map<ItemLabel, ReportedItem>();
  const labelByReport = new Map<ReportedItem, ItemLabel>();
  for (const { report, label } of pairs) {
    if (reportByLabel.has(label) || labelByReport.has(report)) continue;
    reportByLabel.set(label, report);
    labelByReport.set(report, label);
  }
  // A second pass: what is left and still fits says again what was found already.
  const repetitions: ReportedItem[] = [];
  for (const { report, label } of pairs) {
    if (labelByReport.has(report)) continue;
    labelByReport.set(report, label);
    repetitions.push(report);
  }
  return {
    reportByLabel,
    labelByReport,
    missed: labels.filter((label) => !label.ambiguous && !reportByLabel.has(label)),
    falseReports: reports.filter((report) => !labelByReport.has(report)),
    repetitions,
  };
}

/** Compares kind by kind, so that labels of a rank keep the order of the file (sort is stable). */
function byFit(left: Pair, right: Pair): number {
  return left.fit[0] - right.fit[0] || left.fit[1] - right.fit[1] || left.fit[2] - right.fit[2];
}

/** The best of all places, or nothing where none of them fits. */
function pairOf(report: ReportedItem, label: ItemLabel): readonly Pair[] {
  if (report.kind !== label.kind) return [];
  const called = [label.name, ...label.also];
  const isNamed = report.names.some((name) => called.includes(name));
  const fits = report.places
    .flatMap((place) => fitOf(place, label, isNamed))
    .sort((a, b) => a[0] - b[0] || a[2] - b[2]);
  const [fit] = fits;
  return fit === undefined ? [] : [{ report, label, fit }];
}

/**
 * A file where it may be, and then the name or the place: neither alone in another file says that it is the same.
 */
function fitOf(place: Place, label: ItemLabel, isNamed: boolean): readonly Fit[] {
  const isHome = place.path === label.path;
  if (!isHome && !label.alsoAt.includes(place.path)) return [];
  const inSpan = isHome && isInside(place, label.span);
  if (!isNamed && !inSpan) return [];
  // Far behind every real distance where no line is known.
  const distance =
    isHome && place.startLine !== null ? Math.abs(place.startLine - label.line) : Number.MAX_SAFE_INTEGER;
  const isPlaced = inSpan || (isHome && covers(place, label.line));
  return [[isNamed && isPlaced ? 0 : isNamed ? 1 : 2, label.ambiguous ? 1 : 0, distance]];
}

function isInside({ startLine }: Place, span: ItemLabel['span']): boolean {
  return span !== undefined && startLine !== null && span[0] <= startLine && startLine <= span[1];
}

function covers({ startLine, endLine }: Place, line: number): boolean {
  return startLine !== null && endLine !== null && startLine <= line && line <= endLine;
}

/** The trap that a false report fell into: same kind and file, and the same name or the same line. */
export function trapOf(report: ReportedItem, traps: readonly Trap[]): Trap | null {
  const near = traps.filter(
    (trap) => trap.looksLike === report.kind && report.places.some(({ path }) => path === trap.path),
  );
  return (
    near.find((trap) => report.names.includes(trap.name)) ??
    near.find((trap) =>
      report.places.some(({ path, startLine }) => path === trap.path && startLine === trap.line),
    ) ??
    null
  );
}
