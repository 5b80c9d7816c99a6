import { counted } from '#model';
import type { LineOfSight } from '../line-of-sight.ts';
import { countedKinds } from './counted.ts';
import { inventoryTexts } from './inventory-text.ts';
import { labelled } from './layout.ts';
import type { Style } from './painter.ts';
import type { ScanView } from './scan-view.ts';

/** Columns. */
const LABEL = 11;

/** How the numbers of the first page come about, for whoever adds them up: all that was found, and every check. */
export function renderCounts(
  scan: ScanView,
  lines: readonly LineOfSight[],
  { paint, width }: Style,
): readonly string[] {
  const texts = [
    ...checksTexts(scan),
    ...scoreTexts(scan),
    ...inventoryTexts(scan.view, lines, scan.assessment),
  ];
  return texts.flatMap((text, index) => labelled(index === 0 ? 'counts' : '', text, 0, LABEL, width, paint));
}

/** A check that fails several times over, or fails and is open too, is counted once. */
function checksTexts({ assessment, view }: ScanView): readonly string[] {
  const { postureRange: range, findings, verdicts } = assessment;
  if (range === null) return [];
  const asked = new Set(verdicts.flatMap((one) => (one.verdict === 'not-applicable' ? [] : [one.node.id])));
  const kinds = countedKinds([...asked].flatMap((id) => view.node(id)?.kind ?? []));
  const fires = findings.filter((one) => one.verdict === 'fires').length;
  const all = range.passed + range.failed + range.open;
  const parts = [
    ...insteadOf(fires, range.failed, 'finding', counted(range.failed, 'fails', 'fail')),
    ...insteadOf(findings.length - fires, range.open, 'question', counted(range.open, 'is open', 'are open')),
  ];
  return [[`${counted(all, 'check')}: a rule asked of ${kinds}`, ...parts].join('; ')];
}

/** How the score on the first page is made, where there is one: of the sums above it cannot be worked out. */
function scoreTexts({ assessment: { postureRange: range } }: ScanView): readonly string[] {
  if (range === null) return [];
  const beside =
    range.unasked + range.lost === 0
      ? ''
      : '; what was not asked or is missing counts as more assets, of which nothing holds, or all does';
  return [
    `score: of each of ${counted(range.assets, 'asset')} the share of its checks that hold, by severity, at most 40 % where a critical one fails; of these shares the mean, by criticality${beside}`,
  ];
}

function insteadOf(told: number, checks: number, one: string, text: string): readonly string[] {
  if (told === checks) return [];
  const more = told - checks;
  return [
    `${text} in ${counted(told, one)} (${counted(more, 'is', 'are')} on a check that is counted already)`,
  ];
}
