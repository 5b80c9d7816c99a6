import { asClause, type Finding } from '#assess';
import type { GraphView } from '#graph';
import { placesText } from './evidence-text.ts';
import { fixTexts } from './fix-text.ts';
import { labelled, wrap } from './layout.ts';
import { MISSING_WORDS } from './missing-words.ts';
import { nameOf } from './node-name.ts';
import { outcomeText } from './outcome-text.ts';
import type { Style } from './painter.ts';
import { reasonTexts } from './reason-texts.ts';
import { cutLines } from './render-cut.ts';
import { besideWays } from './render-finding.ts';
import { renderNarrowed, type WhyContext } from './render-narrowed.ts';
import { renderWays } from './render-path.ts';
import { shutHow } from './shut-address-how.ts';
import { openedAt } from './shut-address-text.ts';

/** Columns. */
const INDENT = 4;
const LABEL = 12;

/** The same finding to its end: every hop with its evidence, the branch of the priority tree, the controls. */
export function renderWhy(finding: Finding, context: WhyContext, style: Style): readonly string[] {
  const { view } = context;
  const { paint, width } = style;
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, INDENT, LABEL, width, paint);
  const frameworks = Object.entries(finding.frameworks).map(
    ([id, controls]) => `${id} ${controls.join(', ')}`,
  );
  return [
    ...wrap(`${finding.severity} ${finding.rule} ${finding.title} ${finding.id}`, width).map(paint.bold),
    ...wrap(finding.priority === null ? openText(finding, view) : finding.message, width - 2).map(
      (line) => `  ${line}`,
    ),
    '',
    ...label('why', finding.why),
    ...(finding.priority === null
      ? openLines(finding, view, label)
      : [
          ...label(
            'priority',
            `${outcomeText(finding.priority.outcome)}: ${finding.priority.branch.map((one) => `${one.fact} ${one.value} (${one.because})`).join('; ')}`,
          ),
          ...(finding.priority.lowers === null ? [] : label('lower by', finding.priority.lowers)),
        ]),
    ...evidenceTexts(finding, style).flatMap((text, index) => label(index === 0 ? 'evidence' : '', text)),
    ...renderWays([...finding.paths, ...besideWays(finding)], view, 2, style),
    '',
    ...cutLines(finding.cut, view).flatMap((text, index) => label(index === 0 ? 'cut' : '', text)),
    ...label(
      'owner',
      finding.owners.map((one) => `${one.who} (${placesText(one.evidence, 1, style)})`).join(', ') ||
        'nobody is named',
    ),
    // Nothing is wrong yet: the fix is for the answer that it is.
    ...label(
      finding.priority === null ? 'if it is so' : 'fix',
      fixTexts(view, style.place)(finding.fix, finding.asset),
    ),
    ...shutLines(finding, view, style, label),
    ...renderNarrowed(finding, context, label, INDENT + LABEL),
    ...label('fixed if', finding.clears),
    ...(frameworks.length === 0 ? [] : label('controls', frameworks.join('; '))),
  ];
}

const STAYS_SHUT =
  'keep it shut until all that is to be fixed now is done: a decision in the charter alone would open it again while the rest is live';

/** How the address is shut that the plan names as fastest help; the commands are not wrapped, since they are copied. */
function shutLines(
  finding: Finding,
  view: GraphView,
  style: Style,
  label: (name: string, text: string) => readonly string[],
): readonly string[] {
  return openedAt(finding, view).flatMap((place) => {
    const { commands, text } = shutHow(place, view, style);
    if (commands === null) return label('shut it', `${text}; ${STAYS_SHUT}`);
    const { account, look, shut } = commands;
    return [
      ...label('shut it', `at once; run it in account ${account}, and look first at what is set now:`),
      `${' '.repeat(INDENT + LABEL)}${look}`,
      `${' '.repeat(INDENT + LABEL)}${shut}`,
      ...label('', `${text}; ${STAYS_SHUT}`),
    ];
  });
}

/** Past a dozen places nobody reads on; the JSON has them all. */
const TOLD_PLACES = 12;

/** Each place once, with what it shows. */
function evidenceTexts(finding: Finding, style: Style): readonly string[] {
  const texts = finding.evidence.map(
    (one) => placesText([one], 1, style) + (one.note === undefined ? '' : `: ${one.note}`),
  );
  const places = [...new Set(texts)];
  const rest = places.length - TOLD_PLACES;
  const more = rest > 0 ? [`and ${String(rest)} more: --format json has them`] : [];
  return [...places.slice(0, TOLD_PLACES), ...more];
}

/** A question that has no answer yet, in the words of its rule. */
function openText(finding: Finding, view: GraphView): string {
  return `cannot tell of ${nameOf(finding.asset, view)} whether ${asClause(finding.title)}: not a pass`;
}

/** Each reason on its own line, then what a reader can do about each kind of them. */
function openLines(
  finding: Finding,
  view: GraphView,
  label: (name: string, text: string) => readonly string[],
): readonly string[] {
  const kinds = [...new Set(finding.missing.map((one) => one.kind))];
  return [
    ...reasonTexts(finding.missing, view).flatMap((text, index) => label(index === 0 ? 'because' : '', text)),
    ...kinds.flatMap((kind, index) => label(index === 0 ? 'to answer' : '', MISSING_WORDS[kind].toAnswer)),
  ];
}
