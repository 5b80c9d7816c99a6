import {
  LABELLED_EDGES,
  LABELLED_KINDS,
  type EdgeLabel,
  type ItemLabel,
  type LabelledEdge,
  type LabelledKind,
  type Labels,
} from './labels.ts';
import { matchEdges, type EdgeMatches } from './match-edges.ts';
import { matchItems, trapOf, type ItemMatches } from './match-items.ts';
import { ONCE_PER_FILE, type Place, type Reported, type ReportedEdge, type ReportedItem } from './reports.ts';

type Subject = LabelledKind | LabelledEdge;

/** Counts of one kind of asset or edge. Ambiguous labels are in none of them. */
export interface Tally {
  readonly subject: Subject;
  readonly labelled: number;
  readonly found: number;
  readonly missed: number;
  readonly falseReports: number;
}

/** One line to look at: a miss, a false report, or an item that was found but described otherwise. */
export interface Remark {
  readonly subject: Subject;
  /** As labelled, or as reported for a false report; an edge as `from → to`. */
  readonly name: string;
  readonly path: string;
  /** null where the scan points into a document instead of a line. */
  readonly line: number | null;
  /** The trap, the missed end or the two values; null where there is nothing to add. */
  readonly because: string | null;
}

/** One repository against its labels. */
export interface Score {
  readonly tallies: readonly Tally[];
  readonly misses: readonly Remark[];
  readonly falseReports: readonly Remark[];
  /** Found, but with another state or latitude than labelled; not part of precision or recall. */
  readonly differences: readonly Remark[];
  /** Reports of what another report already matched: neither for nor against. */
  readonly repetitions: number;
  /** Of the tools found that are labelled with one: how many are equal, and how many the scan says nothing of. */
  readonly latitude: { readonly labelled: number; readonly equal: number; readonly unsaid: number };
}

/** Items first: an edge can match only between items that did. */
export function scoreOf(reported: Reported, labels: Labels): Score {
  const items = matchItems(reported.items, labels.items);
  const edges = matchEdges(reported.edges, labels.edges, items);
  // Ambiguous labels are left out here as they are in the counts.
  const found = labels.items.flatMap((label) => {
    const report = items.reportByLabel.get(label);
    return report === undefined || label.ambiguous ? [] : [{ label, report }];
  });
  const latitudes = found.filter(({ label }) => label.latitude !== undefined);
  return {
    tallies: [
      ...LABELLED_KINDS.map((kind) => itemTally(kind, labels, items)),
      ...LABELLED_EDGES.map((edge) => edgeTally(edge, labels, edges)),
    ].filter(({ labelled, falseReports }) => labelled + falseReports > 0),
    misses: [...items.missed.map(missedItem), ...edges.missed.map((label) => missedEdge(label, items))],
    falseReports: [
      ...items.falseReports.map((report) => falseItem(report, labels)),
      ...edges.falseReports.map((report) => falseEdge(report, reported, items)),
    ],
    differences: found.flatMap(({ label, report }) => differencesOf(label, report)),
    repetitions: items.repetitions.length + edges.repetitions.length,
    latitude: {
      labelled: latitudes.length,
      equal: latitudes.filter(({ label, report }) => label.latitude === report.latitude).length,
      unsaid: latitudes.filter(({ report }) => report.latitude === null).length,
    },
  };
}

function itemTally(kind: LabelledKind, labels: Labels, matches: ItemMatches): Tally {
  const labelled = labels.items.filter((label) => label.kind === kind && !label.ambiguous).length;
  const missed = matches.missed.filter((label) => label.kind === kind).length;
  const falseReports = matches.falseReports.filter((report) => report.kind === kind).length;
  return { subject: kind, labelled, found: labelled - missed, missed, falseReports };
}

function edgeTally(edge: LabelledEdge, labels: Labels, matches: EdgeMatches): Tally {
  const labelled = labels.edges.filter((label) => label.edge === edge && !label.ambiguous).length;
  const missed = matches.missed.filter((label) => label.edge === edge).length;
  const falseReports = matches.falseReports.filter((report) => report.edge === edge).length;
  return { subject: edge, labelled, found: labelled - missed, missed, falseReports };
}

function missedItem({ kind, name, path, line, state }: ItemLabel): Remark {
  return { subject: kind, name, path, line, because: state === 'active' ? null : `in ${state} code` };
}

/** An edge cannot be found where one of its ends was not: said, so that one cause is not read as many. */
function missedEdge(label: EdgeLabel, items: ItemMatches): Remark {
  const seen = new Set([...items.labelByReport.values()].map(({ id, name }) => id ?? name));
  const absent = [label.from, label.to].filter((end) => !seen.has(end));
  const because = absent.length === 0 ? null : `not found: ${absent.join(', ')}`;
  const { edge, path, line } = label;
  return { subject: edge, name: `${label.from} → ${label.to}`, path, line, because };
}

function falseItem(report: ReportedItem, labels: Labels): Remark {
  const [{ path, startLine }] = report.places;
  const trap = trapOf(report, labels.traps);
  const because = trap === null ? null : `trap: ${trap.why}`;
  return { subject: report.kind, name: report.names[0], path, line: startLine, because };
}

/** Where an end is false itself, the edge is no second mistake: said. */
function falseEdge(report: ReportedEdge, reported: Reported, items: ItemMatches): Remark {
  const nameOf = (node: string): string =>
    reported.items.find((item) => item.node === node)?.names[0] ?? node;
  const falseEnds = [report.from, report.to].filter((node) =>
    items.falseReports.some((item) => item.node === node),
  );
  const place: Place | undefined = report.places[0];
  return {
    subject: report.edge,
    name: `${nameOf(report.from)} → ${nameOf(report.to)}`,
    path: place?.path ?? '',
    line: place?.startLine ?? null,
    because: falseEnds.length === 0 ? null : `a false report itself: ${falseEnds.map(nameOf).join(', ')}`,
  };
}

function differencesOf(label: ItemLabel, report: ReportedItem): readonly Remark[] {
  const { kind, name, path, line } = label;
  const remark = (because: string): Remark => ({ subject: kind, name, path, line, because });
  const differences: Remark[] = [];
  if (label.latitude !== undefined && label.latitude !== report.latitude)
    differences.push(remark(`latitude is ${label.latitude}, reported ${report.latitude ?? 'nothing'}`));
  // Of what stands for several files the state is that of all of them together.
  if (label.state !== report.state && !ONCE_PER_FILE.includes(kind))
    differences.push(remark(`state is ${label.state}, reported ${report.state}`));
  return differences;
}

/** Sums over repositories, in the order of the kinds. */
export function totalOf(scores: readonly Score[]): readonly Tally[] {
  return [...LABELLED_KINDS, ...LABELLED_EDGES].flatMap((subject) => {
    const same = scores.flatMap(({ tallies }) => tallies.filter((tally) => tally.subject === subject));
    return same.length === 0 ? [] : [sumOf(subject, same)];
  });
}

export function sumOf<S extends string>(
  subject: S,
  tallies: readonly Tally[],
): Omit<Tally, 'subject'> & { readonly subject: S } {
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + of(tally), 0);
  return {
    subject,
    labelled: sum(({ labelled }) => labelled),
    found: sum(({ found }) => found),
    missed: sum(({ missed }) => missed),
    falseReports: sum(({ falseReports }) => falseReports),
  };
}

/** Share of what is reported that is real, 0 to 1; null where nothing was reported. */
export function precisionOf({ found, falseReports }: Pick<Tally, 'found' | 'falseReports'>): number | null {
  return found + falseReports === 0 ? null : found / (found + falseReports);
}

/** Share of what is labelled that was found, 0 to 1; null where nothing is labelled. */
export function recallOf({ found, labelled }: Pick<Tally, 'found' | 'labelled'>): number | null {
  return labelled === 0 ? null : found / labelled;
}
