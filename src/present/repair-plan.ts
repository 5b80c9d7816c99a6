import type { GraphView } from '#graph';
import type { Assessment, Finding, Outcome, Rule } from '#assess';
import { changeKey, closes, cutChange, holdersOf, legsOf, takesAway, type Change } from './cuts.ts';

/** One change, who holds it, and what becomes of the findings. */
export interface Repair {
  readonly change: Change;
  /** Empty where nobody is named. */
  readonly holders: readonly string[];
  /** Gone after it; each finding stands with the first repair that settles it. */
  readonly settles: readonly Finding[];
  /** Less of it is left, and no repair before this one settles it. */
  readonly shrinks: readonly Finding[];
}

/** The repairs, then what is to be fixed now and shares its cause with nothing. */
export interface RepairPlan {
  readonly repairs: readonly Repair[];
  readonly alone: readonly Finding[];
}

/** Repairs that are told: what helps most comes first, and a list that is longer is no start. */
const MOST = 4;
/** A change that concerns one finding is told with that finding. */
const LEAST_FINDINGS = 2;

/** What one change does to each finding that fires. */
interface Effect {
  readonly change: Change;
  readonly settles: readonly Finding[];
  readonly shrinks: readonly Finding[];
}

/**
 * The few changes that close most of what was found, by cause: one policy document, one edge or one asset behind several
 * findings. Greedy: what settles most of what is to be fixed now comes first. Only what a cut, a path or the evidence of
 * a finding shows is joined; a likeness of words joins nothing.
 */
export function repairPlan(assessment: Assessment, view: GraphView): RepairPlan {
  const fires = assessment.findings.filter((one) => one.verdict === 'fires');
  const rules = new Map(assessment.verdicts.map((one) => [one.rule.id, one.rule]));
  const candidates = changesOf(fires, rules, view)
    .map((change) => effectOf(change, fires, rules, view))
    .filter((one) => one.settles.length > 0 && one.settles.length + one.shrinks.length >= LEAST_FINDINGS);
  const settled = new Set<string>();
  const repairs: Repair[] = [];
  while (repairs.length < MOST) {
    const best = candidates
      .map((one) => left(one, settled))
      .filter((one) => one.settles.length > 0)
      .reduce<Effect | null>((top, one) => (top === null || isBetter(one, top) ? one : top), null);
    if (best === null) break;
    for (const one of best.settles) settled.add(one.id);
    repairs.push({ ...best, holders: holdersOrOwners(best, view) });
  }
  const alone = fires.filter((one) => one.priority?.outcome === 'fix-now' && !settled.has(one.id));
  return { repairs, alone };
}

function left(effect: Effect, settled: ReadonlySet<string>): Effect {
  return {
    ...effect,
    settles: effect.settles.filter((one) => !settled.has(one.id)),
    shrinks: effect.shrinks.filter((one) => !settled.has(one.id)),
  };
}

/** Of an asset somebody near it may own what nobody owns by name: its finding has found them. */
function holdersOrOwners(effect: Effect, view: GraphView): readonly string[] {
  const named = holdersOf(effect.change, view);
  if (named.length > 0 || effect.change.kind !== 'asset') return named;
  return [...new Set(effect.settles.flatMap((one) => one.owners.map((owner) => owner.who)))];
}

const URGENCY: readonly Outcome[] = ['fix-now', 'plan', 'watch', 'accept'];

/** By the most urgent first; a tie goes to what shrinks more, then to what came first. */
function isBetter(one: Effect, top: Effect): boolean {
  for (const outcome of URGENCY) {
    const more = withOutcome(one.settles, outcome) - withOutcome(top.settles, outcome);
    if (more !== 0) return more > 0;
  }
  return one.shrinks.length > top.shrinks.length;
}

function withOutcome(findings: readonly Finding[], outcome: Outcome): number {
  return findings.filter((one) => one.priority?.outcome === outcome).length;
}

type Rules = ReadonlyMap<string, Rule>;

/** In the order of the findings; what several say of one document, or of one asset, is joined. */
function changesOf(fires: readonly Finding[], rules: Rules, view: GraphView): readonly Change[] {
  const changes = new Map<string, Change>();
  for (const finding of fires) {
    const cuts = legsOf(finding, rules.get(finding.rule)).flat();
    for (const change of [...cuts.flatMap((path) => cutChange(path) ?? []), ...ownChange(finding, view)]) {
      const key = changeKey(change);
      changes.set(key, joined(changes.get(key), change));
    }
  }
  return [...changes.values()];
}

function joined(before: Change | undefined, change: Change): Change {
  if (before?.kind === 'policy' && change.kind === 'policy')
    return { ...before, statements: [...new Set([...before.statements, ...change.statements])] };
  if (before?.kind === 'asset' && change.kind === 'asset')
    return { ...before, rules: [...new Set([...before.rules, ...change.rules])] };
  return before ?? change;
}

/** What a finding without paths asks for: the policies in its evidence, else the asset itself. */
function ownChange(finding: Finding, view: GraphView): readonly Change[] {
  if (finding.paths.length > 0) return [];
  const policies = policiesIn(finding, view);
  if (policies.length > 0) return policies;
  const asset = view.node(finding.asset);
  return asset === null ? [] : [{ kind: 'asset', asset, fix: finding.fix, rules: [finding.rule] }];
}

/** Documents on the finding's asset that it names as evidence. */
function policiesIn(finding: Finding, view: GraphView): readonly Change[] {
  const places = new Set(finding.evidence.map((one) => JSON.stringify([one.target, one.at])));
  const policies = view
    .policies(finding.asset)
    .filter((policy) => policy.policyType === 'identity' || policy.policyType === 'resource')
    .filter((policy) => policy.evidence.some((one) => places.has(JSON.stringify([one.target, one.at]))));
  return policies.map((policy) => ({
    kind: 'policy',
    policy: policy.policy,
    attachedTo: policy.attachedTo,
    on: policy.policyType === 'resource' ? 'resource' : 'identity',
    statements: [],
  }));
}

function effectOf(change: Change, fires: readonly Finding[], rules: Rules, view: GraphView): Effect {
  const settles: Finding[] = [];
  const shrinks: Finding[] = [];
  for (const finding of fires) {
    const effect = effectOn(finding, change, rules, view);
    if (effect === 'settles') settles.push(finding);
    if (effect === 'shrinks') shrinks.push(finding);
  }
  return { change, settles, shrinks };
}

function effectOn(
  finding: Finding,
  change: Change,
  rules: Rules,
  view: GraphView,
): 'settles' | 'shrinks' | null {
  const own = ownChange(finding, view).map(changeKey);
  if (own.includes(changeKey(change))) return own.length === 1 ? 'settles' : 'shrinks';
  // Of a tool only the latitude is known to go with its own finding.
  if (change.kind === 'asset' && !losesLatitude(change, rules, view)) return null;
  if (!finding.paths.some((path) => takesAway(change, path))) return null;
  const legs = legsOf(finding, rules.get(finding.rule));
  return legs.some((leg) => closes(change, leg, view)) ? 'settles' : 'shrinks';
}

/** A tool that runs any code, where a rule that fires on it is about just that. */
function losesLatitude(change: Extract<Change, { kind: 'asset' }>, rules: Rules, view: GraphView): boolean {
  const latitude = view.attribute(change.asset, 'latitude');
  if (latitude.kind !== 'known' || latitude.value !== 'arbitrary') return false;
  return change.rules
    .flatMap((id) => rules.get(id) ?? [])
    .flatMap((rule) => [...rule.find.where, ...rule.defect])
    .some((one) => 'attribute' in one && one.attribute === 'latitude');
}
