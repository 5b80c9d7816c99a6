import type { Finding } from '#assess';
import type { GraphView, ReachPath } from '#graph';
import { placesText } from './evidence-text.ts';
import { labelled, wrap } from './layout.ts';
import { severityText, type Style } from './painter.ts';
import { cutText, pathText, renderWays } from './render-path.ts';

/** Columns. */
const INDENT = 4;
const LABEL = 10;

/** One line that says what matters, then the evidence, then the fix. */
export function renderFinding(finding: Finding, view: GraphView, style: Style): readonly string[] {
  const { paint, width } = style;
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, INDENT, LABEL, width, paint);
  // One path makes the point; `why` prints them all.
  const [path] = finding.paths;
  // A finding about exfiltration has two legs: the second is shown where the first is not the way out itself.
  const out = finding.paths.find((other) => other.verb === 'egress' && other !== path);
  const cut = commonCut(finding);
  return [
    ...wrap(finding.message, width - INDENT).map(
      (line, index) => `${index === 0 ? '  • ' : '    '}${paint.bold(line)}`,
    ),
    ...label('severity', `${severityText(finding.severity, paint)} ${finding.rule}, ${finding.id}`),
    ...(path === undefined ? [] : label('path', pathText(path, view))),
    ...(out === undefined ? [] : label('way out', pathText(out, view))),
    ...(finding.evidence.length === 0 ? [] : label('seen at', placesText(finding.evidence, 3))),
    ...label(
      'owner',
      finding.owners.map((one) => one.who).join(', ') ||
        'nobody is named: add a CODEOWNERS line or a system owner',
    ),
    ...label('fix', finding.fix),
    ...(cut === null ? [] : label('cut', cutText(cut, view))),
    ...label('fixed if', finding.clears),
  ];
}

/** A cut is told only where it settles the finding: where every path to some needed sink kind goes through that hop. */
function commonCut(finding: Finding): ReachPath | null {
  // Where data must be both reached and sent, cutting every way out is enough.
  const ways = finding.paths.filter((path) => path.verb === 'egress');
  const paths = ways.length > 0 && ways.length < finding.paths.length ? ways : finding.paths;
  const [first] = paths;
  if (first === undefined) return null;
  const hop = hopKey(first, first.cut.hop);
  return paths.every((path) => path.hops.some((_, index) => hopKey(path, index) === hop)) ? first : null;
}

function hopKey(path: ReachPath, index: number): string {
  const hop = path.hops[index];
  if (hop === undefined) return '';
  // Of a grant the store counts, not the verb: one statement is narrowed.
  return hop.kind === 'edge' ? hop.edge.id : `${hop.from} ${hop.to}`;
}

/** The same finding to its end: every hop with its evidence, the branch of the priority tree, the controls. */
export function renderWhy(finding: Finding, view: GraphView, style: Style): readonly string[] {
  const { paint, width } = style;
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, INDENT, LABEL + 2, width, paint);
  const frameworks = Object.entries(finding.frameworks).map(
    ([id, controls]) => `${id} ${controls.join(', ')}`,
  );
  return [
    ...wrap(`${finding.severity} ${finding.rule} ${finding.title} ${finding.id}`, width).map(paint.bold),
    ...wrap(finding.message, width - 2).map((line) => `  ${line}`),
    '',
    ...label('why', finding.why),
    ...(finding.priority === null
      ? label('missing', finding.missing.join('; '))
      : [
          ...label(
            'priority',
            `${finding.priority.outcome}: ${finding.priority.branch.map((one) => `${one.fact} ${one.value} (${one.because})`).join('; ')}`,
          ),
          ...(finding.priority.lowers === null ? [] : label('lower by', finding.priority.lowers)),
        ]),
    ...finding.evidence
      // Past a dozen places nobody reads on; the JSON has them all.
      .slice(0, 12)
      .flatMap((one, index) =>
        label(
          index === 0 ? 'evidence' : '',
          placesText([one], 1) + (one.note === undefined ? '' : `: ${one.note}`),
        ),
      ),
    ...renderWays(finding.paths, view, 2, style),
    '',
    ...label(
      'owner',
      finding.owners.map((one) => `${one.who} (${placesText(one.evidence, 1)})`).join(', ') ||
        'nobody is named',
    ),
    ...label('fix', finding.fix),
    ...label('fixed if', finding.clears),
    ...(frameworks.length === 0 ? [] : label('controls', frameworks.join('; '))),
  ];
}
