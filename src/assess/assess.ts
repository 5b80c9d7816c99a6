import { kindText, type AssignmentFact, type Evidence } from '#model';
import type { GraphNode, GraphView } from '#graph';
import { evaluateRule, type RuleVerdict } from './evaluate-rule.ts';
import { exposureOf, type Exposure } from './exposure.ts';
import { findingCut } from './finding-cut.ts';
import { findingId, type Finding } from './finding.ts';
import { controlsOf, type Framework } from './framework.ts';
import { asClause } from './attribute-text.ts';
import { isUseLost, lostUse, undeclaredAgents, untracedWork, type Lost, type Watched } from './lost.ts';
import { posture, SEVERITY_WEIGHT, type PostureRange } from './posture.ts';
import { prioritise, type Outcome } from './priority.ts';
import { distinctName } from './distinct-name.ts';
import type { RuleContext } from './rule-context.ts';
import type { ParamValue, Rule } from './rule-schema.ts';
import { unaskedRules, type Unasked } from './unasked.ts';

export interface AssessInput {
  readonly view: GraphView;
  readonly rules: readonly Rule[];
  readonly frameworks: readonly Framework[];
  /** ISO 8601 UTC. Handed in, since this room has no clock: the same input gives the same findings. */
  readonly now: string;
  /** What was handed over and could not be read; left out where all was. */
  readonly lost?: readonly Lost[];
  /** Sources of the observed plane; left out where nobody says what was watched, and the graph alone is asked. */
  readonly watched?: readonly Watched[];
  /** Assignments of the configuration that fit nothing in the graph. */
  readonly unmatched?: readonly AssignmentFact[];
  /** From the configuration: rule id to parameter values that replace the rule's own. */
  readonly params: Readonly<Record<string, Readonly<Record<string, ParamValue>>>>;
}

/** What one assessment concludes; the report is filled from this and the graph alone. */
export interface Assessment {
  /** Fires before cannot-tell, then by urgency. Quiet and not applicable leave no finding. */
  readonly findings: readonly Finding[];
  /** Every verdict, the quiet ones included: posture and coverage are counted over all of them. */
  readonly verdicts: readonly RuleVerdict[];
  /** 0–100, one decimal; null where too little could be answered for a score to mean anything. */
  readonly posture: number | null;
  /** What is open counted as failed and as passed; null where no rule applies. */
  readonly postureRange: PostureRange | null;
  /** Share of the applicable rules that could be answered, 0–100. */
  readonly coveragePercent: number;
  /** Null where no store is declared sensitive. */
  readonly exposure: Exposure | null;
  /** Rules that had nothing to look at, or not all, because it was not handed over. */
  readonly unasked: readonly Unasked[];
  /** What is known to be missing of what was handed over, or of what happened: the findings may be more. */
  readonly lost: readonly Lost[];
}

/** The most urgent findings whose cut is tried: each costs a search or more. */
const MAX_CUTS = 100;

/** Most urgent first. */
const ORDER: Readonly<Record<Outcome, number>> = { 'fix-now': 0, plan: 1, watch: 2, accept: 3 };

/** Runs every rule over the graph. Pure, and total: what cannot be decided is a cannot-tell, never an exception. */
export function assess(given: AssessInput): Assessment {
  const { view, rules, watched, unmatched = [] } = given;
  const lost = [
    ...(given.lost ?? []),
    ...untracedWork(view, watched ?? []),
    ...undeclaredAgents(view, given.lost ?? []),
  ];
  const input = { ...given, lost };
  const verdicts = input.rules.flatMap((rule) => evaluateRule(rule, contextOf(rule, input)));
  const found = verdicts
    .filter((one) => one.verdict === 'fires' || one.verdict === 'cannot-tell')
    .map((one) => ({ one, finding: findingOf(one, input) }))
    .sort((a, b) => byUrgency(a.finding, b.finding));
  const findings = found.map(({ one, finding }, index) =>
    index < MAX_CUTS && finding.verdict === 'fires'
      ? { ...finding, cut: findingCut(one, contextOf(one.rule, input)) }
      : finding,
  );
  const unasked = unaskedRules(rules, verdicts, view, lost, watched ?? []);
  const { score, coveragePercent, range } = posture(verdicts, view, {
    rules,
    // Of what was lost of the others the assets that it may have held are counted.
    unasked: unasked.filter((one) => one.lost === null),
    lost,
  });
  return {
    findings,
    verdicts,
    posture: score,
    postureRange: range,
    coveragePercent,
    exposure: exposureOf(view, lostUse(lost, watched), unmatched),
    unasked,
    lost,
  };
}

function contextOf(rule: Rule, input: AssessInput): RuleContext {
  // The organisation's values replace the rule's one by one, so that naming one threshold keeps the others.
  const defaults = Object.fromEntries(
    Object.entries(rule.params).map(([name, param]) => [name, param.value]),
  );
  const { view, now, lost = [] } = input;
  const sightingsLost = lost.some(isUseLost);
  return { view, now, params: { ...defaults, ...input.params[rule.id] }, sightingsLost, lost };
}

/** Only what fires is ranked: a priority for what was not seen would be a guess with a number on it. */
function findingOf(one: RuleVerdict, input: AssessInput): Finding {
  const fires = one.verdict === 'fires';
  return {
    id: findingId(one.rule.id, one.node.id, one.subject),
    rule: one.rule.id,
    verdict: fires ? 'fires' : 'cannot-tell',
    severity: one.rule.severity,
    priority: fires
      ? prioritise(one.node, one.paths, one.rule, one.detail, contextOf(one.rule, input))
      : null,
    asset: one.node.id,
    subject: one.subject,
    title: one.rule.title,
    message: fires ? filled(one, input.view) : openQuestion(one, input.view),
    why: one.rule.why,
    evidence: fires ? one.evidence : sightingsBehind(one),
    missing: one.missing,
    clears: one.rule.clears,
    fix: one.rule.fix,
    owners: ownersOf(one.node, input.view),
    frameworks: controlsOf(one.rule.id, input.frameworks),
    suppressed: null,
    paths: one.paths,
    cut: null,
  };
}

/** Whose code is looked for is told by the traces that saw it; other questions have nothing to show yet. */
function sightingsBehind({ node, missing }: RuleVerdict): readonly Evidence[] {
  return missing.some((one) => one.kind === 'repository')
    ? node.evidence.filter((one) => one.plane === 'observed')
    : [];
}

/** Three reasons make a sentence; all of them stand in `missing`. */
const TOLD_REASONS = 3;

function openQuestion({ node, rule, missing }: RuleVerdict, view: GraphView): string {
  const reasons = missing.slice(0, TOLD_REASONS).map((one) => one.what);
  const rest = missing.length - reasons.length;
  const more = rest > 0 ? [`and ${String(rest)} more ${rest === 1 ? 'reason' : 'reasons'}`] : [];
  return `${kindText(node.kind)} ${distinctName(node, view)}: cannot tell whether ${asClause(rule.title)}: ${[...reasons, ...more].join('; ')}`;
}

/** Fills the rule's one sentence. A subject that is no node, such as an action, is told by its own text. */
function filled(one: RuleVerdict, view: GraphView): string {
  const about = one.subject === null ? null : view.node(one.subject);
  const subject = about === null ? (one.subject ?? '') : distinctName(about, view);
  return one.rule.message
    .replaceAll('{kind}', kindText(one.node.kind))
    .replaceAll('{name}', distinctName(one.node, view))
    .replaceAll('{subject}', subject)
    .replaceAll('{detail}', one.detail);
}

/**
 * The asset's own owners; else those of what contains it, calls it or runs as it: somebody must be asked. An
 * identity and a prompt seldom have an owner of their own; the code that uses them has one.
 */
function ownersOf(node: GraphNode, view: GraphView): Finding['owners'] {
  const near = [
    ...view.into(node.id, 'runs-as').map((edge) => edge.from),
    ...view.into(node.id, 'contains').map((edge) => edge.from),
    ...view.into(node.id, 'calls-tool').map((edge) => edge.from),
    ...view.into(node.id, 'uses-model').map((edge) => edge.from),
    ...view.into(node.id, 'instructed-by').map((edge) => edge.from),
  ];
  // Two steps along deployed-as lead from a workload back over its image to the code, where CODEOWNERS speaks.
  const further = near.flatMap((id) => view.into(id, 'deployed-as').map((edge) => edge.from));
  // The nearest ring that names anybody wins: further owners would be asked about what is not theirs.
  for (const ids of [
    [node.id],
    near,
    further,
    further.flatMap((id) => view.into(id, 'deployed-as').map((edge) => edge.from)),
  ]) {
    const owners = ids
      .flatMap((id) => view.out(id, 'owned-by'))
      .map((edge) => ({
        who: view.node(edge.to)?.name ?? edge.to,
        evidence: edge.planes.flatMap((plane) => plane.evidence),
      }));
    if (owners.length > 0) return [...new Map(owners.map((owner) => [owner.who, owner])).values()];
  }
  return [];
}

/** A total order: ties end at rule, asset and subject, so that two runs print the same bytes. */
function byUrgency(a: Finding, b: Finding): number {
  const fires = Number(b.verdict === 'fires') - Number(a.verdict === 'fires');
  if (fires !== 0) return fires;
  const outcome =
    (a.priority === null ? 9 : ORDER[a.priority.outcome]) -
    (b.priority === null ? 9 : ORDER[b.priority.outcome]);
  if (outcome !== 0) return outcome;
  const severity = SEVERITY_WEIGHT[b.severity] - SEVERITY_WEIGHT[a.severity];
  if (severity !== 0) return severity;
  return `${a.rule} ${a.asset} ${a.subject ?? ''}` < `${b.rule} ${b.asset} ${b.subject ?? ''}` ? -1 : 1;
}
