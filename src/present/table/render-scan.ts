import type { Finding, Outcome } from '#assess';
import type { GraphView } from '#graph';
import { lineOfSight, type LineOfSight } from '../line-of-sight.ts';
import { watchedWindow } from '../watched-window.ts';
import { fixTexts } from './fix-text.ts';
import { openReasons } from './open-reasons.ts';
import { outcomeText } from './outcome-text.ts';
import type { Style } from './painter.ts';
import { placesIn } from './places.ts';
import { printable } from './printable.ts';
import { renderAgentsInCode } from './render-agents-in-code.ts';
import { renderChecked } from './render-checked.ts';
import { renderClosing } from './render-closing.ts';
import { renderCounts } from './render-counts.ts';
import { renderCoverage } from './render-coverage.ts';
import { renderFinding, type Page } from './render-finding.ts';
import { renderHeadline, renderInventory } from './render-headline.ts';
import { renderLineOfSight } from './render-line-of-sight.ts';
import { renderOpenQuestions } from './render-open-questions.ts';
import { renderRepairs, stepsByFinding, stepsOf } from './render-repairs.ts';
import type { ScanView } from './scan-view.ts';

/** Most urgent first. */
const OUTCOMES: readonly Outcome[] = ['fix-now', 'plan', 'watch', 'accept'];

/**
 * What matters first and what to do first, then the line of sight of each agent, then findings by urgency, then what is open and what was not
 * looked at. With `all` every open question and every gap is told by itself.
 */
export function renderScan(scan: ScanView, all: boolean, given: Style): string {
  const { view, assessment } = scan;
  const style: Style = { ...given, place: placesIn(scan.targets).place };
  const { joined, alone } = agentsOf(view, scan.assessedAt);
  const watched = watchedWindow(scan.coverage);
  const told = new Map<string, string>();
  const reasons = openReasons(joined, view);
  const fixOf = fixTexts(view, style.place);
  const plan = stepsOf(assessment, view, { reasons, fixOf, resourcesOf: scan.resourcesOf });
  const page: Page = { told, steps: stepsByFinding(plan), reasons, fixOf };
  const lines = [
    ...renderHeadline(scan, reasons, style),
    '',
    ...renderRepairs(plan, style),
    ...renderInventory(scan, style),
    ...joined.flatMap((line) => [
      ...renderLineOfSight(line, view, watched, reasons.cardText(line.agent.id), style),
      '',
    ]),
    ...OUTCOMES.flatMap((outcome) => section(outcome, assessment.findings, page, view, style)),
    ...renderOpenQuestions(assessment, view, all, reasons, style),
    ...(alone.length === 0 ? [] : [...renderAgentsInCode(alone, view, all, style), '']),
    ...renderCounts(scan, [...joined, ...alone], style),
    ...renderChecked(assessment, all, style),
    ...renderCoverage(scan, all, style),
    ...renderClosing(scan, [...joined, ...alone], style),
  ];
  return printable(`${lines.join('\n')}\n`, style.paint);
}

/** A whole card where grants, telemetry or a charter say something of the agent; one row where only code does. */
function agentsOf(
  view: GraphView,
  now: string,
): {
  readonly joined: readonly LineOfSight[];
  readonly alone: readonly LineOfSight[];
} {
  // Agents of tests and templates are in the report; nobody runs them.
  const lines = view
    .nodes('agent')
    .filter((agent) => agent.state === 'active')
    .map((agent) => lineOfSight(agent, view, now));
  const joined = lines.filter(
    (line) =>
      line.identities.length > 0 ||
      line.agent.planes.includes('observed') ||
      line.tools.some((one) => one.chartered !== null),
  );
  return { joined, alone: lines.filter((line) => !joined.includes(line)) };
}

/** Findings of one urgency, in the order of the assessment; nothing where there are none. */
function section(
  outcome: Outcome,
  findings: readonly Finding[],
  page: Page,
  view: GraphView,
  style: Style,
): readonly string[] {
  const mine = findings.filter((one) => one.priority?.outcome === outcome);
  if (mine.length === 0) return [];
  const head = `${outcomeText(outcome).toUpperCase()} (${String(mine.length)})`;
  // The fix of a rule is told with its first finding; the others point there.
  const first = new Map<string, string>();
  for (const one of mine) if (!first.has(one.rule)) first.set(one.rule, one.id);
  return [
    style.paint.bold(head),
    ...mine.flatMap((one) => {
      const above = first.get(one.rule);
      return [...renderFinding(one, above === one.id ? null : (above ?? null), page, view, style), ''];
    }),
  ];
}
