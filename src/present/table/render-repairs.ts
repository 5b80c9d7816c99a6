import type { NodeId } from '#model';
import type { Assessment, Finding } from '#assess';
import type { GraphView } from '#graph';
import type { Change } from '../cuts.ts';
import { repairPlan, type Repair } from '../repair-plan.ts';
import { policyNarrowing } from '../policy-narrowing.ts';
import { listed } from './counted.ts';
import { labelled, wrap } from './layout.ts';
import type { OpenReasons } from './open-reasons.ts';
import type { Style } from './painter.ts';
import { findingHolders, holdersText } from './owner-text.ts';
import { nameOf } from './node-name.ts';
import { narrowingText } from './narrowing-text.ts';
import { headText, type Step } from './plan-head.ts';
import { shutAddressText } from './shut-address-text.ts';
import { callsText, usageText } from './usage-text.ts';

/** Columns. */
const INDENT = 2;
const LABEL = 3;

/** Findings that share their cause with nothing and are told in the plan; the others stand below. */
const TOLD_ALONE = 5;

/** What a finding points at, and what it then need not say again. */
export interface NumberedStep {
  readonly number: number;
  readonly what: string;
  /** It says what stays and what goes: where the finding would be cut is then no news. */
  readonly tellsCut: boolean;
}

/** What to do first, as the page numbers it. */
interface Steps {
  readonly head: string;
  /** What helps until the steps are done; empty where nothing does at once. */
  readonly atOnce: string;
  readonly steps: readonly Step[];
  /** To be fixed now, and in none of the steps. */
  readonly rest: number;
}

/** What a page tells once, and how its places are written. */
interface PageWords {
  readonly reasons: OpenReasons;
  /** A text of a rule, with the files it names as they lie in this scan. */
  readonly placed: (text: string) => string;
}

/** By cause; null where no two findings share one. */
export function stepsOf(assessment: Assessment, view: GraphView, page: PageWords): Steps | null {
  const plan = repairPlan(assessment, view);
  if (plan.repairs.length === 0) return null;
  // A leak is in use until it is revoked, and whoever owns the place needs nobody else for it.
  const leaks = plan.alone.filter((one) => one.severity === 'critical' && one.paths.length === 0);
  const alone = [...leaks, ...plan.alone.filter((one) => !leaks.includes(one))];
  const told = alone.slice(0, TOLD_ALONE);
  const first: Step[] = [
    ...told.filter((one) => leaks.includes(one)).map((one) => findingStep(one, view, page)),
  ];
  const stepOf = changedBy(plan.repairs, first.length);
  first.push(...plan.repairs.map((one) => repairStep(one, view, stepOf)));
  const others = told.filter((one) => !leaks.includes(one));
  // What takes several tools away comes last: steps before it repair some of them.
  const wide = others.filter((one) => toolsCut(one).length > 1);
  const single = others.filter((one) => !wide.includes(one)).map((one) => findingStep(one, view, page));
  const steps = wide.reduce<readonly Step[]>(
    (before, one) => [...before, restStep(one, before, view, page)],
    [...first, ...single],
  );
  return {
    head: headText(steps, assessment, page.reasons.short),
    atOnce: shutAddressText(assessment.findings, steps, view),
    steps,
    rest: alone.length - told.length,
  };
}

/** The number of the step that changes an asset as a whole, behind so many others. */
function changedBy(repairs: readonly Repair[], before: number): (asset: NodeId) => number | null {
  const numbers = new Map(
    repairs.flatMap(({ change }, index) =>
      change.kind === 'asset' ? [[change.asset.id, before + index + 1] as const] : [],
    ),
  );
  return (asset) => numbers.get(asset) ?? null;
}

/** The step that ends what is proven of each finding, by its id. */
export function stepsByFinding(plan: Steps | null): ReadonlyMap<string, NumberedStep> {
  const steps = plan?.steps ?? [];
  return new Map(
    steps.flatMap(({ settles, opens, what, tellsCut = false }, index) =>
      [...settles, ...opens].map(({ id }) => [id, { number: index + 1, what, tellsCut }]),
    ),
  );
}

/** How anybody knows that a step is done; a leaked key is the exception, which its finding tells. */
const DONE =
  'a step is done when a new export and scan list its findings no more (those it turns into questions: only under CANNOT TELL); "fixed if" says what no scan sees';

export function renderRepairs(plan: Steps | null, { paint, width }: Style): readonly string[] {
  if (plan === null) return [];
  const { head, atOnce, steps, rest } = plan;
  const lines = steps.flatMap(({ what, then }, index) => [
    ...labelled(String(index + 1), what, INDENT, LABEL, width, { ...paint, dim: paint.bold }),
    ...labelled('', then, INDENT, LABEL, width, paint),
  ]);
  return [
    ...wrap(head, width).map(paint.bold),
    ...wrap(DONE, width),
    ...(atOnce === '' ? [] : wrap(atOnce, width).map(paint.bold)),
    ...lines,
    ...(rest === 0
      ? []
      : labelled(
          '·',
          `and ${String(rest)} more to fix now, each by itself: see below`,
          INDENT,
          LABEL,
          width,
          paint,
        )),
    '',
  ];
}

function repairStep(repair: Repair, view: GraphView, stepOf: (asset: NodeId) => number | null): Step {
  const { settles, opens, change } = repair;
  const owner = `owner: ${holdersText({ who: repair.holders, insteadOf: repair.insteadOf }, view)}`;
  const used = usageText(repair.takes, view, true) || callsText(change, view);
  const narrowing = change.kind === 'policy' ? policyNarrowing(change, repair.takes, view) : null;
  const narrow = narrowing === null ? '' : narrowingText(narrowing, used === '', stepOf);
  const what = changeText(change, view);
  const then = [
    owner,
    ...(settles.length > 0 ? [`settles ${wrongTexts(settles, what)}`] : []),
    ...(opens.length > 0 ? [openedText(opens, what)] : []),
  ];
  return {
    what: `${what}${narrow}${used === '' ? '' : ` (${used})`}`,
    then: then.join('; '),
    settles,
    opens,
    answers: [],
    tellsCut: narrow !== '',
  };
}

type AloneEffect = 'settles' | 'opens' | 'shrinks';

/** What the cut of a finding was tried to do; the fix of a rule settles it. */
function aloneEffect({ cut }: Finding): AloneEffect {
  return cut === null || cut.after === 'settled' ? 'settles' : cut.after === 'open' ? 'opens' : 'shrinks';
}

/** Settings to change that are told in one step; more are a change of the asset, which the fix says better. */
const FEW_SETTINGS = 2;

/**
 * The settings of its cut where they are few; else the first words of its fix, since the whole stands with the finding. An address
 * that is open may be meant to be: there the fix names both ways.
 */
function stepText({ cut, fix }: Finding): string {
  const hops = cut?.hops ?? [];
  const settings = hops.flatMap(({ hop, why }) =>
    hop.kind === 'edge' && hop.edge.edge !== 'exposes' ? [why] : [],
  );
  const isFew = hops.length > 0 && settings.length === hops.length && hops.length <= FEW_SETTINGS;
  return isFew ? settings.join('; ') : asOrder(firstClause(fix));
}

/** The first thing that a fix asks for. */
export function firstClause(fix: string): string {
  return fix.split(/;|\.(?:\s|$)/)[0] ?? '';
}

/** What shares its cause with nothing. */
function findingStep(finding: Finding, view: GraphView, { reasons, placed }: PageWords): Step {
  const holders = findingHolders(finding, view);
  const used = usageText(
    (finding.cut?.hops ?? []).map(({ hop }) => hop),
    view,
    true,
  );
  const effect = aloneEffect(finding);
  const answers = reasons.about(finding.asset);
  const named = nameOf(finding.asset, view);
  return {
    what: `${named}: ${placed(stepText(finding))}${used === '' ? '' : ` (${used})`}`,
    then: [
      `owner: ${holders.map((one) => holdersText(one, view)).join('; ')}`,
      effect === 'opens' ? openedText([finding], named) : `${effect} ${wrongTexts([finding], named)}`,
      ...(answers.length === 0 ? [] : [`answers ${listed(answers)}`]),
    ].join('; '),
    settles: effect === 'settles' ? [finding] : [],
    opens: effect === 'opens' ? [finding] : [],
    answers,
  };
}

/** Tools that the cut of a finding takes from its agent. */
function toolsCut({ cut }: Finding): readonly string[] {
  return (cut?.hops ?? []).flatMap(({ hop }) =>
    hop.kind === 'edge' && hop.edge.edge === 'calls-tool' ? [hop.edge.to] : [],
  );
}

/** The step of a finding of which earlier steps repair some tools: it is about what they leave. */
function restStep(finding: Finding, before: readonly Step[], view: GraphView, page: PageWords): Step {
  const step = findingStep(finding, view, page);
  const tools = toolsCut(finding).map((id) => view.node(id)?.name ?? id);
  const numbers = before.flatMap(({ what }, index) =>
    tools.some((tool) => what.split(/[^\w.-]+/).includes(tool)) ? [index + 1] : [],
  );
  if (numbers.length === 0) return step;
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? first;
  // Steps that follow each other are told by the first and the last.
  const isRow = numbers.length > 2 && last - first === numbers.length - 1;
  const which = isRow ? `${String(first)} to ${String(last)}` : listed(numbers.map(String));
  const left = `of what ${numbers.length === 1 ? `step ${which} leaves` : `steps ${which} leave`}, `;
  const named = `${nameOf(finding.asset, view)}: `;
  const tellsCut = tools.every((tool) => step.what.includes(tool));
  return { ...step, tellsCut, what: `${named}${left}${step.what.slice(named.length)}` };
}

/** Behind a colon or a semicolon. */
export function asOrder(clause: string): string {
  return `${clause.slice(0, 1).toLowerCase()}${clause.slice(1)}`;
}

function openedText(opens: readonly Finding[], what: string): string {
  return `turns into ${opens.length === 1 ? 'a question' : 'questions'} ${wrongTexts(opens, what)}`;
}

/** What is wrong, and the id under which the page says more. */
function wrongTexts(findings: readonly Finding[], what: string): string {
  return findings.map((one) => `${one.id} (${wrongText(one, what)})`).join(', ');
}

/** The first clause of its message; the asset is named once where the step is about it. */
function wrongText({ message }: Finding, what: string): string {
  const clause = (message.split(/[:;]/, 1)[0] ?? message).replaceAll(/ \([^)]*\)/g, '');
  const [about = ''] = what.split(':', 1);
  return clause.startsWith(`${about} `) ? clause.slice(about.length + 1) : clause;
}

/** As an order: it is read by who does it. */
function changeText(change: Change, view: GraphView): string {
  switch (change.kind) {
    case 'policy': {
      const names = change.statements.map((one) => (one.startsWith('#') ? one : `"${one}"`));
      const which =
        names.length === 0 ? '' : `, ${names.length === 1 ? 'statement' : 'statements'} ${listed(names)},`;
      const on = nameOf(change.attachedTo, view);
      // A resource has one policy; an identity may have many, each with a name.
      return change.on === 'resource'
        ? `narrow the policy of ${on}${which.replace(/,$/, '')}`
        : `narrow policy ${change.policy.slice(change.policy.lastIndexOf('/') + 1)}${which} of ${on}`;
    }
    case 'edge':
      return change.why;
    case 'asset':
      return `${nameOf(change.asset.id, view)}: ${asOrder(change.fix.replace(/\.$/, ''))}`;
  }
}
