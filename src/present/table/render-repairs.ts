import type { NodeId } from '#model';
import type { Assessment, Finding } from '#assess';
import type { GraphView } from '#graph';
import { repairPlan, type Repair } from '../repair-plan.ts';
import { labelled, wrap } from './layout.ts';
import type { Style } from './painter.ts';
import { headText, orderText, type Step } from './plan-head.ts';
import { agentStep, findingStep, repairStep, restStep, toolsCut, type PageWords } from './plan-steps.ts';
import { shutAddressText } from './shut-address-text.ts';

/** Columns. */
const INDENT = 2;
const LABEL = 3;

/** Findings that share their cause with nothing and are told in the plan; the others stand below. */
const TOLD_ALONE = 5;

/** What a finding points at, and what it then need not say again. */
export interface NumberedStep {
  readonly number: number;
  readonly what: string;
  /** It says all that the finding would be cut by: there it is then no news. */
  readonly tellsCut: boolean;
  /** It orders, in words of its own, the first way that the fix names. */
  readonly tellsFix: boolean;
  /** It takes a part of the finding alone. */
  readonly isPart: boolean;
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

/** By cause; null where no two findings share one. */
export function stepsOf(assessment: Assessment, view: GraphView, page: PageWords): Steps | null {
  const plan = repairPlan(assessment, view);
  if (plan.repairs.length === 0) return null;
  // A leak is in use until it is revoked, and whoever owns the place needs nobody else for it.
  const leaks = plan.alone.filter((one) => one.severity === 'critical' && one.paths.length === 0);
  // What may be an incident is looked into before the changes that follow wipe out what it did.
  const unknown = plan.alone.filter((one) => !leaks.includes(one) && isUndeclared(one, view));
  const ahead = [...unknown, ...leaks];
  const alone = [...ahead, ...plan.alone.filter((one) => !ahead.includes(one))];
  const told = alone.slice(0, TOLD_ALONE);
  const first: Step[] = [
    ...told.filter((one) => ahead.includes(one)).map((one) => findingStep(one, view, page)),
  ];
  const stepOf = changedBy(plan.repairs, first.length);
  first.push(...plan.repairs.map((one) => repairStep(one, view, stepOf, page)));
  const others = told.filter((one) => !ahead.includes(one));
  // What takes several tools away comes last: steps before it repair some of them.
  const wide = others.filter((one) => toolsCut(one).length > 1);
  const single = others
    .filter((one) => !wide.includes(one))
    .map((one) => agentStep(one, first, assessment, view, page));
  const steps = wide.reduce<readonly Step[]>(
    (before, one) => [...before, restStep(one, before, assessment, view, page)],
    [...first, ...single],
  );
  return {
    head: headText(steps, assessment, page.reasons.short),
    atOnce: shutAddressText(assessment.findings, steps, view),
    steps,
    rest: alone.length - told.length,
  };
}

/** Seen at run time alone: nobody said that it should be there. */
function isUndeclared({ asset }: Finding, view: GraphView): boolean {
  return view.node(asset)?.planes.every((plane) => plane === 'observed') === true;
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

/** The step that ends what is proven of each finding, else the first that takes a part of it, by its id. */
export function stepsByFinding(plan: Steps | null): ReadonlyMap<string, NumberedStep> {
  const found = new Map<string, NumberedStep>();
  for (const [index, step] of (plan?.steps ?? []).entries()) {
    const { settles, opens, shrinks = [], tellsCutOf = [], what, tellsFix = false } = step;
    const numbered = { number: index + 1, what, tellsFix };
    for (const one of [...settles, ...opens])
      found.set(one.id, { ...numbered, tellsCut: tellsCutOf.includes(one), isPart: false });
    for (const { id } of shrinks)
      if (!found.has(id)) found.set(id, { ...numbered, tellsCut: false, isPart: true });
  }
  return found;
}

/** How anybody knows that a step is done; a leaked key is the exception, which its finding tells. */
const DONE =
  'a step is done when a new export and scan list its findings no more and what is under "fixed if" holds; those it turns into questions are then only under CANNOT TELL';

export function renderRepairs(plan: Steps | null, { paint, width }: Style): readonly string[] {
  if (plan === null) return [];
  const { head, atOnce, steps, rest } = plan;
  const order = orderText(steps);
  const lines = steps.flatMap(({ what, then }, index) => [
    ...labelled(String(index + 1), what, INDENT, LABEL, width, { ...paint, dim: paint.bold }),
    ...labelled('', then, INDENT, LABEL, width, paint),
  ]);
  return [
    ...wrap(head, width).map(paint.bold),
    ...wrap(DONE, width),
    ...(order === '' ? [] : wrap(order, width)),
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
