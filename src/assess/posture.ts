import type { Plane } from '#model';
import type { GraphView } from '#graph';
import { attributeText } from './attribute-text.ts';
import type { RuleVerdict } from './evaluate-rule.ts';
import { assetsOfRichestFile, type Lost } from './lost.ts';
import type { Rule, Severity } from './rule-schema.ts';
import type { Unasked } from './unasked.ts';

/** A critical rule weighs as much as ten low ones: passing what is cheap must not hide failing what matters. */
export const SEVERITY_WEIGHT: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 5,
  medium: 2,
  low: 1,
};
/** Of assets, as the configuration declares them. */
const CRITICALITY_WEIGHT: Readonly<Record<string, number>> = { critical: 4, high: 3, medium: 2, low: 1 };
/** As medium: silence about an asset neither lifts nor sinks the score. */
const UNDECLARED_WEIGHT = 2;
/** Below this share of answered rules a score would be gamed by not looking. */
const COVERAGE_FLOOR_PERCENT = 60;

interface Posture {
  /** 0–100, one decimal; null below the coverage floor or with no applicable rule. */
  readonly score: number | null;
  /** Share of applicable rules (by severity weight) that could be answered; rules not asked and what was lost are none of it. */
  readonly coveragePercent: number;
  /** Between which the score lies, whatever the answers to what is open; null where no rule applies. */
  readonly range: PostureRange | null;
}

/**
 * Between which the score lies: 0–100, one decimal each. Losing evidence of an asset only lowers `worst` and `passed`; what is
 * known to be lost counts as assets more (docs/decisions/0031). Of what never was there nobody can tell, so the counts stand
 * beside the bounds.
 */
export interface PostureRange {
  /** Every question without an answer is a failure, also of rules that had nothing to look at. */
  readonly worst: number;
  /** Every question without an answer is a pass. */
  readonly best: number;
  readonly assets: number;
  /** Rules of assets that are shown to hold; with `failed` and `open` all that apply. */
  readonly passed: number;
  readonly failed: number;
  readonly open: number;
  /** Rules that could not be asked of anything. */
  readonly unasked: number;
  /** Parts of the input that are known to be missing and may have held an asset. */
  readonly lost: number;
  /** As how many assets of which nothing is shown to hold they are counted. */
  readonly lostAssets: number;
}

/** An asset with an open critical finding never scores above this, however much else it passes. */
const CRITICAL_CAP = 0.4;

/** Of one asset, all in severity weights. */
interface Tally {
  critical: boolean;
  /** A critical rule is without an answer. */
  criticalOpen: boolean;
  passed: number;
  answered: number;
  applicable: number;
}

/** What was not asked: for the range and the coverage as assets of which nothing was answered. */
interface NotAsked {
  /** Every rule, to know which would be asked of what was lost. */
  readonly rules: readonly Rule[];
  /** Rules that had nothing to look at: those that wait for the same count as one asset of theirs that was not handed over. */
  readonly unasked: readonly Unasked[];
  readonly lost: readonly Lost[];
}

/**
 * Criticality-weighted mean over assets of weighted passed ÷ weighted applicable rules; unknown leaves both sides of the score
 * and is each of both in its range.
 */
export function posture(
  verdicts: readonly RuleVerdict[],
  view: GraphView,
  { rules, unasked, lost }: NotAsked,
): Posture {
  const answers = worstPerRule(verdicts).filter((one) => one.verdict !== 'not-applicable');
  const assets = [...talliesOf(answers)].map(([id, tally]) => ({
    id,
    tally,
    weight: weightOf(id, view),
    count: 1,
  }));
  const gone = lostParts(lost, assets, rules, view);
  const open = [...unaskedAssets(unasked, rules), ...gone];
  const applicable = sumOf([...assets, ...open], ({ tally, count }) => count * tally.applicable);
  const answered = sumOf(assets, ({ tally }) => tally.answered);
  const coveragePercent = applicable === 0 ? 0 : rounded((100 * answered) / applicable);
  // An asset of which nothing could be answered is unknown; it lowers the coverage and not the score.
  const known = assets.filter(({ tally }) => tally.answered > 0);
  // Both numbers are given out together: a score without its coverage rewards looking away.
  const scored = known.length > 0 && coveragePercent >= COVERAGE_FLOOR_PERCENT;
  return {
    score: scored
      ? rounded(100 * mean(known, ({ tally }) => capped(tally.passed / tally.answered, tally.critical)))
      : null,
    coveragePercent,
    range:
      assets.length === 0
        ? null
        : {
            ...boundsOf([...assets, ...open]),
            assets: assets.length,
            passed: answers.filter((one) => one.verdict === 'quiet').length,
            failed: answers.filter((one) => one.verdict === 'fires').length,
            open: answers.filter((one) => one.verdict === 'cannot-tell').length,
            unasked: unasked.length,
            lost: gone.length,
            lostAssets: sumOf(gone, ({ count }) => count),
          },
  };
}

interface Weighed {
  readonly tally: Tally;
  /** Of each that it stands for. */
  readonly weight: number;
  /** As how many assets it counts. */
  readonly count: number;
}

/** Each part of the input that is missing, with as many assets as it is counted as: so many of each would fill the memory. */
function lostParts(
  lost: readonly Lost[],
  assets: readonly (Weighed & { readonly id: string })[],
  rules: readonly Rule[],
  view: GraphView,
): readonly Weighed[] {
  // Whatever was lost may have been the most critical of all.
  const weight = assets.reduce((most, one) => Math.max(most, one.weight), UNDECLARED_WEIGHT);
  const ids = assets.map(({ id }) => id);
  const richest = assetsOfRichestFile(ids, view);
  return lost.flatMap((one) => {
    const { worst, kinds } = rulesOfLost(one, rules);
    const tally = unansweredBy(worst);
    // What was seen at run time is declared in some file, and counted there.
    const count = one.plane === 'declared' ? Math.max(kinds, richest) : 1;
    return tally.applicable === 0 ? [] : [{ tally, weight, count }];
  });
}

/** Rules that wait for the same are one asset that was not handed over. */
function unaskedAssets(unasked: readonly Unasked[], rules: readonly Rule[]): readonly Weighed[] {
  return distinct(unasked.map(({ waitsFor }) => waitsFor)).map((kind) => {
    const of = unasked.filter(({ waitsFor }) => waitsFor === kind).map(({ rule }) => rule);
    const kinds = distinct(of.flatMap(({ find }) => find.kinds));
    const plane = PLANE_OF[kind];
    const tally = unansweredBy(rulesOfLost({ kinds, plane }, rules).worst);
    return { tally, weight: UNDECLARED_WEIGHT, count: 1 };
  });
}

/** Downwards and upwards, so that the score itself never lies outside of it. */
function boundsOf(assets: readonly Weighed[]): Pick<PostureRange, 'worst' | 'best'> {
  const worst = mean(assets, ({ tally }) =>
    capped(tally.passed / tally.applicable, tally.critical || tally.criticalOpen),
  );
  const best = mean(assets, ({ tally }) =>
    capped((tally.passed + tally.applicable - tally.answered) / tally.applicable, tally.critical),
  );
  return { worst: Math.floor(1000 * worst) / 10, best: Math.ceil(1000 * best) / 10 };
}

/** Where what a rule waits for would be seen. */
const PLANE_OF: Readonly<Record<Unasked['waitsFor'], Plane>> = { account: 'granted', telemetry: 'observed' };

function distinct<T>(all: readonly T[]): readonly T[] {
  return [...new Set(all)];
}

function unansweredBy(rules: readonly Rule[]): Tally {
  const applicable = sumOf(rules, (rule) => SEVERITY_WEIGHT[rule.severity]);
  const criticalOpen = rules.some((rule) => rule.severity === 'critical');
  return { critical: false, criticalOpen, passed: 0, answered: 0, applicable };
}

/**
 * Those of the kind that most is asked of, among the kinds that may be lost: a loss is never cheaper than what it hides. And of
 * how many of the kinds anything is asked at all.
 */
function rulesOfLost(
  { kinds, plane }: Pick<Lost, 'kinds' | 'plane'>,
  rules: readonly Rule[],
): { readonly worst: readonly Rule[]; readonly kinds: number } {
  const asked = kinds.map((kind) =>
    rules.filter(
      ({ find }) =>
        find.kinds.includes(kind) &&
        find.where.every((one) => !('onPlane' in one) || !one.seen || one.onPlane === plane),
    ),
  );
  const weigh = (of: readonly Rule[]): number => sumOf(of, (rule) => SEVERITY_WEIGHT[rule.severity]);
  return {
    worst: asked.reduce((worst, one) => (weigh(one) > weigh(worst) ? one : worst), []),
    kinds: asked.filter((one) => one.length > 0).length,
  };
}

function capped(ratio: number, critical: boolean): number {
  return critical ? Math.min(ratio, CRITICAL_CAP) : ratio;
}

function mean(assets: readonly Weighed[], ratio: (asset: Weighed) => number): number {
  const weigh = ({ weight, count }: Weighed): number => weight * count;
  return sumOf(assets, (asset) => weigh(asset) * ratio(asset)) / sumOf(assets, weigh);
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}

function talliesOf(answers: readonly RuleVerdict[]): ReadonlyMap<string, Tally> {
  const byAsset = new Map<string, Tally>();
  for (const one of answers) {
    const tally = byAsset.get(one.node.id) ?? {
      critical: false,
      criticalOpen: false,
      passed: 0,
      answered: 0,
      applicable: 0,
    };
    const weight = SEVERITY_WEIGHT[one.rule.severity];
    const critical = one.rule.severity === 'critical';
    tally.applicable += weight;
    if (one.verdict !== 'cannot-tell') tally.answered += weight;
    if (one.verdict === 'quiet') tally.passed += weight;
    if (one.verdict === 'fires' && critical) tally.critical = true;
    if (one.verdict === 'cannot-tell' && critical) tally.criticalOpen = true;
    byAsset.set(one.node.id, tally);
  }
  return byAsset;
}

function weightOf(id: string, view: GraphView): number {
  const node = view.node(id);
  const reading = node === null ? null : view.attribute(node, 'criticality');
  return reading?.kind === 'known'
    ? (CRITICALITY_WEIGHT[attributeText(reading.value)] ?? UNDECLARED_WEIGHT)
    : UNDECLARED_WEIGHT;
}

/** Worst first. Cannot-tell outranks quiet: one store in doubt keeps the rule from passing for its asset. */
const RANK = { fires: 3, 'cannot-tell': 2, quiet: 1, 'not-applicable': 0 } as const;

/** A rule that splits over subjects counts once for its asset, with its worst answer. */
export function worstPerRule(verdicts: readonly RuleVerdict[]): readonly RuleVerdict[] {
  const worst = new Map<string, RuleVerdict>();
  for (const one of verdicts) {
    const key = `${one.rule.id} ${one.node.id}`;
    const before = worst.get(key);
    if (before === undefined || RANK[one.verdict] > RANK[before.verdict]) worst.set(key, one);
  }
  return [...worst.values()];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
