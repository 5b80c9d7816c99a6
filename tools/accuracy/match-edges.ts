import { labelId, type EdgeLabel, type ItemLabel } from './labels.ts';
import type { ItemMatches } from './match-items.ts';
import type { ReportedEdge } from './reports.ts';

/** Every report is found, a repetition, false or, at a doubtful end, none of them. */
export interface EdgeMatches {
  readonly found: ReadonlySet<EdgeLabel>;
  readonly missed: readonly EdgeLabel[];
  readonly falseReports: readonly ReportedEdge[];
  readonly repetitions: readonly ReportedEdge[];
}

/** An edge matches when its name is equal and both ends match; an edge at an ambiguous end counts neither way. */
export function matchEdges(
  reports: readonly ReportedEdge[],
  labels: readonly EdgeLabel[],
  items: ItemMatches,
): EdgeMatches {
  const labelsByNode = endsOf(items);
  const found = new Set<EdgeLabel>();
  const falseReports: ReportedEdge[] = [];
  const repetitions: ReportedEdge[] = [];
  for (const report of reports) {
    // A node may stand for several labels: a model once per file.
    const from = labelsByNode.get(report.from) ?? [];
    const to = labelsByNode.get(report.to) ?? [];
    const matching = labels.filter(
      (label) => label.edge === report.edge && isNamed(from, label.from) && isNamed(to, label.to),
    );
    // What an earlier report found is not found again.
    const fresh = matching.filter((label) => !found.has(label));
    // A model or key is one asset over many files, so one edge to it may be labelled once per file.
    for (const label of fresh) found.add(label);
    if (matching.length > 0 && fresh.length === 0) repetitions.push(report);
    if (matching.length === 0 && !isDoubtful(from) && !isDoubtful(to)) falseReports.push(report);
  }
  return {
    found,
    missed: labels.filter((label) => !label.ambiguous && !found.has(label)),
    falseReports,
    repetitions,
  };
}

function endsOf({ labelByReport }: ItemMatches): ReadonlyMap<string, readonly ItemLabel[]> {
  const labelsByNode = new Map<string, ItemLabel[]>();
  for (const [report, label] of labelByReport)
    labelsByNode.set(report.node, [...(labelsByNode.get(report.node) ?? []), label]);
  return labelsByNode;
}

function isNamed(labels: readonly ItemLabel[], id: string): boolean {
  return labels.some((label) => labelId(label) === id);
}

/** Only where every label of the end is in doubt: one sure label makes the edge answerable. */
function isDoubtful(labels: readonly ItemLabel[]): boolean {
  return labels.length > 0 && labels.every((label) => label.ambiguous);
}
