import { hopKey, type GraphView, type Hop } from '#graph';
import type { Assessment, Finding, Outcome, Rule } from '#assess';
import {
  changeKey,
  closes,
  cutChange,
  holdersOf,
  hopChange,
  hopHolders,
  legsOf,
  takesAway,
  type Change,
  type Holders,
} from './cuts.ts';

/** One change, who holds it, and what becomes of the findings. */
export interface Repair {
  readonly change: Change;
  /** Empty where nobody is named. */
  readonly holders: readonly string[];
  /** As of `Holders`: null where the holders are those of the thing itself. */
  readonly insteadOf: Holders['insteadOf'];
  /** What it takes from the findings that it ends: whoever used these loses them. */
  readonly takes: readonly Hop[];
  /** Gone after it; each finding stands with the first repair that settles it. */
  readonly settles: readonly Finding[];
  /** Nothing of it is proven any more, and something could not be seen: a question stays. Each stands once, as above. */
  readonly opens: readonly Finding[];
  /** Less of it is left, and no repair before this one ends what is proven. */
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
  readonly opens: readonly Finding[];
  readonly shrinks: readonly Finding[];
}

/** Findings of which nothing proven is left. */
function ended({ settles, opens }: Pick<Effect, 'settles' | 'opens'>): readonly Finding[] {
  return [...settles, ...opens];
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
    .filter((one) => ended(one).length > 0 && ended(one).length + one.shrinks.length >= LEAST_FINDINGS);
  const told = new Set<string>();
  const repairs: Repair[] = [];
  while (repairs.length < MOST) {
    const best = candidates
      .map((one) => left(one, told))
      .filter((one) => ended(one).length > 0)
      .reduce<Effect | null>((top, one) => (top === null || isBetter(one, top) ? one : top), null);
    if (best === null) break;
    for (const one of ended(best)) told.add(one.id);
    const takes = takenBy(best);
    const { who, insteadOf } = holdersOrOwners(best, takes, view);
    repairs.push({ ...best, holders: who, insteadOf, takes });
  }
  const alone = fires.filter((one) => one.priority?.outcome === 'fix-now' && !told.has(one.id));
  return { repairs, alone };
}

function left(effect: Effect, told: ReadonlySet<string>): Effect {
  const untold = (of: readonly Finding[]): readonly Finding[] => of.filter((one) => !told.has(one.id));
  return {
    ...effect,
    settles: untold(effect.settles),
    opens: untold(effect.opens),
    shrinks: untold(effect.shrinks),
  };
}

/** Of an asset somebody near it may own what nobody owns by name: its finding has found them. Of a grant, as its finding says. */
function holdersOrOwners(effect: Effect, takes: readonly Hop[], view: GraphView): Holders {
  const named = holdersOf(effect.change, view);
  if (named.length > 0) return { who: named, insteadOf: null };
  const [hop] = takes;
  if (effect.change.kind !== 'asset')
    return hop === undefined ? { who: [], insteadOf: null } : hopHolders(hop, view);
  const owners = ended(effect).flatMap((one) => one.owners.map((owner) => owner.who));
  return { who: [...new Set(owners)], insteadOf: null };
}

/** Of the cuts of what it ends, those hops that it takes away; each once. */
function takenBy(effect: Effect): readonly Hop[] {
  const key = changeKey(effect.change);
  const hops = ended(effect)
    .flatMap((one) => one.cut?.hops ?? [])
    .flatMap(({ hop, why }) => {
      const change = hopChange(hop, why);
      return change !== null && changeKey(change) === key ? [hop] : [];
    });
  return [...new Map(hops.map((hop) => [hopKey(hop), hop])).values()];
}

const URGENCY: readonly Outcome[] = ['fix-now', 'plan', 'watch', 'accept'];

/** By the most urgent first; a tie goes to what shrinks more, then to what came first. */
function isBetter(one: Effect, top: Effect): boolean {
  for (const outcome of URGENCY) {
    const more = withOutcome(ended(one), outcome) - withOutcome(ended(top), outcome);
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
export function ownChange(finding: Finding, view: GraphView): readonly Change[] {
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
  const effects = fires.map((finding) => ({ finding, effect: effectOn(finding, change, rules, view) }));
  const those = (wanted: EffectKind): readonly Finding[] =>
    effects.flatMap(({ finding, effect }) => (effect === wanted ? [finding] : []));
  return { change, settles: those('settles'), opens: those('opens'), shrinks: those('shrinks') };
}

type EffectKind = 'settles' | 'opens' | 'shrinks';

function effectOn(finding: Finding, change: Change, rules: Rules, view: GraphView): EffectKind | null {
  const own = ownChange(finding, view).map(changeKey);
  if (own.includes(changeKey(change))) return own.length === 1 ? 'settles' : 'shrinks';
  // Of a tool only the latitude is known to go with its own finding.
  if (change.kind === 'asset' && !losesLatitude(change, rules, view)) return null;
  if (!finding.paths.some((path) => takesAway(change, path))) return null;
  const legs = legsOf(finding, rules.get(finding.rule));
  if (!legs.some((leg) => closes(change, leg, view))) return 'shrinks';
  // The rule was asked again without the hops of the cut: what it could not see then, this change does not show either.
  return finding.cut?.after === 'settled' ? 'settles' : finding.cut?.after === 'fires' ? 'shrinks' : 'opens';
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
