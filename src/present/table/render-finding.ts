import { kindText } from '#model';
import type { Finding, Outcome } from '#assess';
import type { GraphView, ReachPath } from '#graph';
import { isGrant } from '../cuts.ts';
import { placesText } from './evidence-text.ts';
import { asOrder, firstClause, otherWays, type FixText } from './fix-text.ts';
import { labelled, wrap } from './layout.ts';
import type { OpenReasons } from './open-reasons.ts';
import { findingHolders, holdersText, ownersText } from './owner-text.ts';
import { severityText, type Style } from './painter.ts';
import { cutLines, leftText } from './render-cut.ts';
import type { NumberedStep } from './render-repairs.ts';
import { hopText, pathText, taintText } from './render-path.ts';

/** Columns. */
const INDENT = 4;
const LABEL = 10;

/** What a page tells once. */
export interface Page {
  /** Paths, cuts and places so far, with the finding that tells each. */
  readonly told: Map<string, string>;
  /** The step of the plan that ends a finding, by its id. */
  readonly steps: ReadonlyMap<string, NumberedStep>;
  readonly reasons: OpenReasons;
  readonly fixOf: FixText;
}

/**
 * How bad it is, the id that other places of the page name it by, and what is wrong; then the evidence, then the fix.
 *
 * @param above Id of an earlier finding of the same rule, whose fix is this one's; null where there is none.
 * @param page What stands further up; this one's paths and cuts are added.
 */
export function renderFinding(
  finding: Finding,
  above: string | null,
  { told, steps, reasons, fixOf }: Page,
  view: GraphView,
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  const once = (text: string): string => toldOnce(text, finding.id, told);
  const way = (one: ReachPath): string => wayOnce(one, finding.id, told, view);
  const place = (text: string): string => placeOnce(text, finding.id, told);
  const step = steps.get(finding.id);
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, INDENT, LABEL, width, paint);
  // One path makes the point; `why` prints them all.
  const [path] = finding.paths;
  // A finding about exfiltration has two legs: the second is shown where the first is not the way out itself.
  const out = finding.paths.find((other) => other.verb === 'egress' && other !== path);
  // How it comes in is told where it must also go out.
  const taint = out === undefined ? null : taintText(finding.asset, finding.evidence, view);
  return [
    ...headLines(finding, style),
    ...(taint === null ? [] : label('way in', taint)),
    ...(path === undefined ? [] : label('path', way(path))),
    ...(out === undefined ? [] : label('way out', way(out))),
    ...besideWays(finding).flatMap((one) =>
      label(one.verb === 'egress' ? 'and out' : 'and', besideText(one, way, style)),
    ),
    ...(finding.evidence.length === 0
      ? []
      : label(
          'seen at',
          placesText(finding.evidence, PLACES[finding.priority?.outcome ?? 'accept'], style, place),
        )),
    ...label('owner', ownerText(finding, view)),
    ...label('fix', fixText(fixOf(finding.fix, finding.asset), step, above)),
    ...(step?.tellsCut === true || isSaidByFix(finding)
      ? [leftText(finding.cut, reasons.short)].flatMap((text) => (text === '' ? [] : label('then', text)))
      : cutLines(finding.cut, view, {
          stays: reasons.short,
          withUsage: step === undefined || step.isPart,
        }).flatMap((text, index) => label(index === 0 ? 'cut here' : '', once(text)))),
    ...(above === null ? label('fixed if', finding.clears) : []),
  ];
}

/** Keys in an environment are cut off by what the fix of their rule orders, word for word. */
function isSaidByFix({ cut, fix }: Finding): boolean {
  const hops = cut?.hops ?? [];
  const isKeys = hops.every(({ hop }) => hop.kind === 'edge' && hop.edge.edge === 'has-secret');
  return hops.length > 0 && isKeys && /\bvault\b/.test(fix);
}

/** What is to be fixed now is looked at now; what is watched is found by its name, and `why` has all places. */
const PLACES: Readonly<Record<Outcome, number>> = { 'fix-now': 2, plan: 2, watch: 1, accept: 1 };

/** Lines; a title that is longer is read by nobody. */
const TITLE_LINES = 3;
const FURTHER_LINES = 4;

/**
 * The severity stands out by its place and, where there is colour, by that; the rule stands last, to be looked up. Of a long message
 * the first clause is the title, and the rest stands under it.
 */
function headLines(finding: Finding, { paint, width }: Style): readonly string[] {
  const { severity, id, message, rule } = finding;
  const lines = (text: string): readonly string[] =>
    wrap(`${severity} ${id} ${text} (${rule})`, width - INDENT);
  const [first = message] = message.split('; ', 1);
  const isLong = lines(message).length > TITLE_LINES;
  const rest = isLong ? message.slice(first.length + 2) : '';
  return [
    ...lines(isLong ? first : message).map((line, index) =>
      index === 0
        ? `  • ${severityText(severity, paint)}${paint.bold(line.slice(severity.length))}`
        : `    ${paint.bold(line)}`,
    ),
    ...(rest === '' ? [] : furtherLines(rest, id, { paint, width })),
  ];
}

/** What does not fit is for whoever asks why. */
function furtherLines(
  rest: string,
  id: string,
  { paint, width }: Pick<Style, 'paint' | 'width'>,
): readonly string[] {
  const lines = labelled('further', rest, INDENT, LABEL, width, paint);
  if (lines.length <= FURTHER_LINES) return lines;
  return [
    ...lines.slice(0, FURTHER_LINES - 1),
    ...labelled('', `… (the rest: \`why ${id}\`)`, INDENT, LABEL, width, paint),
  ];
}

/** The step of the plan says what to change here, the rule what its kind needs: what the step says is not said again. */
function fixText(fix: string, step: NumberedStep | undefined, above: string | null): string {
  const text = above === null ? fix : `as for ${above}, and fixed if the same holds`;
  if (step === undefined) return text;
  const number = `step ${String(step.number)} above`;
  if (step.isPart) return `${number} takes a part of it; the rest: ${asOrder(text)}`;
  const rest = restText(fix, step);
  if (above !== null) return `${number}; ${rest === '' ? '' : 'other ways, and '}fixed if, as for ${above}`;
  return [number, ...(rest === '' ? [] : [asOrder(rest)])].join('; ');
}

/** What of a fix its step does not say, word for word or in words of its own. */
function restText(fix: string, { what, tellsFix }: NumberedStep): string {
  if (tellsFix) return otherWays(fix);
  const first = firstClause(fix);
  const isTold = what.toLowerCase().includes(first.toLowerCase());
  return isTold ? fix.slice(first.length).replace(/^[;.]\s*/, '') : fix;
}

/** Ways that open once the shown ones are cut: a cut that is advised is proven like any other hop. */
export function besideWays({ cut }: Finding): readonly ReachPath[] {
  return (cut?.hops ?? []).flatMap(({ way }) => way ?? []);
}

/** The way, and where its last hop was read. */
function besideText(path: ReachPath, way: (one: ReachPath) => string, style: Style): string {
  const last = path.hops.at(-1);
  const evidence =
    last === undefined
      ? []
      : last.kind === 'edge'
        ? last.edge.planes.flatMap((plane) => plane.evidence.slice(0, 1))
        : last.verdict.proof.filter(isGrant).flatMap((step) => step.evidence.slice(0, 1));
  return `${way(path)} (${placesText(evidence, 2, style)})`;
}

/** A way that only ends elsewhere than one further up is told from where they part. */
function wayOnce(path: ReachPath, id: string, told: Map<string, string>, view: GraphView): string {
  const whole = pathText(path, view);
  const last = path.hops.at(-1);
  const shared = pathText({ ...path, hops: path.hops.slice(0, -1) }, view);
  const before = told.get(shared);
  if (
    told.has(whole) ||
    last === undefined ||
    before === undefined ||
    before === id ||
    shared.length <= SHORT
  ) {
    told.set(shared, before ?? id);
    return toldOnce(whole, id, told);
  }
  told.set(whole, id);
  return `as for ${before} to ${view.node(last.from)?.name ?? last.from}, then ${hopText(last, path.hops.slice(0, -1), view)}`;
}

/** A long place that an earlier finding writes out is told by its file, and by who has the whole. */
function placeOnce(text: string, id: string, told: Map<string, string>): string {
  const before = told.get(text);
  const [file = text] = text.split('#');
  const short = `${file} (as in ${before ?? id})`;
  if (before !== undefined && before !== id && text.length > SHORT && short.length < text.length)
    return short;
  told.set(text, before ?? id);
  return text;
}

/** Word for word the same as further up the page is told by where it stands; a short text is quicker read again. */
function toldOnce(text: string, id: string, told: Map<string, string>): string {
  const before = told.get(text);
  if (before !== undefined && before !== id && text.length > SHORT) return `as for ${before}`;
  told.set(text, before ?? id);
  return text;
}

/** Columns: about a line. */
const SHORT = 60;

/** Whoever holds what is cut comes first: the owner of the asset is told, and can often not do it. */
function ownerText(finding: Finding, view: GraphView): string {
  const owners = finding.owners.map((one) => one.who);
  const holders = findingHolders(finding, view);
  if (holders.every(({ who }) => who.every((one) => owners.includes(one))))
    return ownersText(owners, view) || 'nobody is named: add a CODEOWNERS line or a system owner';
  const cut = `of the fix: ${holders.map((one) => holdersText(one, view)).join('; ')}`;
  // Who has it in hand already is not named twice.
  const others = owners.filter((one) => holders.every(({ who }) => !who.includes(one)));
  const kind = view.node(finding.asset)?.kind;
  const of = kind === undefined ? 'asset' : kindText(kind);
  return others.length === 0 ? cut : `${cut}; of the ${of}: ${ownersText(others, view)}`;
}
