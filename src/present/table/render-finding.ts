import type { Finding } from '#assess';
import type { GraphView } from '#graph';
import { placesText } from './evidence-text.ts';
import { labelled, wrap } from './layout.ts';
import { severityText, type Style } from './painter.ts';
import { cutText, pathText, renderPath } from './render-path.ts';

const INDENT = 4;
const LABEL = 10;

/** One line that says what matters, then the evidence, then the fix. */
export function renderFinding(finding: Finding, view: GraphView, style: Style): readonly string[] {
  const { paint, width } = style;
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, INDENT, LABEL, width, paint);
  const [path] = finding.paths;
  return [
    `  ${severityText(finding.severity, paint)} ${finding.rule} ${paint.dim(finding.id)}`,
    ...wrap(finding.message, width - INDENT).map((line) => `    ${paint.bold(line)}`),
    ...(path === undefined ? [] : label('path', pathText(path, view))),
    ...(finding.evidence.length === 0 ? [] : label('seen at', placesText(finding.evidence, 3))),
    ...label(
      'owner',
      finding.owners.map((one) => one.who).join(', ') ||
        'nobody is named: add a CODEOWNERS line or a system owner',
    ),
    ...label(
      'fix',
      path === undefined ? finding.fix : `${finding.fix} Cheapest cut: ${cutText(path, view)}.`,
    ),
    ...label('fixed if', finding.clears),
  ];
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
    `${severityText(finding.severity, paint)} ${paint.bold(finding.rule)} ${finding.title} ${paint.dim(finding.id)}`,
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
      .slice(0, 12)
      .flatMap((one, index) =>
        label(
          index === 0 ? 'evidence' : '',
          placesText([one], 1) + (one.note === undefined ? '' : `: ${one.note}`),
        ),
      ),
    ...finding.paths.flatMap((path) => ['', ...renderPath(path, view, 2, style)]),
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
