import type { GraphView } from '#graph';
import { attributeText } from './attribute-text.ts';
import type { RuleVerdict } from './evaluate-rule.ts';
import type { Severity } from './rule-schema.ts';

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
  /** Share of applicable rules (by severity weight) that could be answered. */
  readonly coveragePercent: number;
}

/** An asset with an open critical finding never scores above this, however much else it passes. */
const CRITICAL_CAP = 0.4;

/** Of one asset, all in severity weights. */
interface Tally {
  critical: boolean;
  passed: number;
  answered: number;
  applicable: number;
}

/** Criticality-weighted mean over assets of weighted passed ÷ weighted applicable rules; unknown leaves both sides. */
export function posture(verdicts: readonly RuleVerdict[], view: GraphView): Posture {
  const byAsset = new Map<string, Tally>();
  for (const one of worstPerRule(verdicts)) {
    if (one.verdict === 'not-applicable') continue;
    const tally = byAsset.get(one.node.id) ?? { critical: false, passed: 0, answered: 0, applicable: 0 };
    const weight = SEVERITY_WEIGHT[one.rule.severity];
    tally.applicable += weight;
    if (one.verdict !== 'cannot-tell') tally.answered += weight;
    if (one.verdict === 'quiet') tally.passed += weight;
    if (one.verdict === 'fires' && one.rule.severity === 'critical') tally.critical = true;
    byAsset.set(one.node.id, tally);
  }
  let weights = 0;
  let sum = 0;
  for (const [id, tally] of byAsset) {
    // An asset of which nothing could be answered is unknown; it lowers the coverage and not the score.
    if (tally.answered === 0) continue;
    const node = view.node(id);
    const reading = node === null ? null : view.attribute(node, 'criticality');
    const weight =
      reading?.kind === 'known'
        ? (CRITICALITY_WEIGHT[attributeText(reading.value)] ?? UNDECLARED_WEIGHT)
        : UNDECLARED_WEIGHT;
    weights += weight;
    const ratio = tally.passed / tally.answered;
    sum += weight * (tally.critical ? Math.min(ratio, CRITICAL_CAP) : ratio);
  }
  const tallies = [...byAsset.values()];
  const applicable = tallies.reduce((total, one) => total + one.applicable, 0);
  const answered = tallies.reduce((total, one) => total + one.answered, 0);
  const coveragePercent = applicable === 0 ? 0 : rounded((100 * answered) / applicable);
  // Both numbers are given out together: a score without its coverage rewards looking away.
  const scored = weights > 0 && coveragePercent >= COVERAGE_FLOOR_PERCENT;
  return { score: scored ? rounded((100 * sum) / weights) : null, coveragePercent };
}

/** Worst first. Cannot-tell outranks quiet: one store in doubt keeps the rule from passing for its asset. */
const RANK = { fires: 3, 'cannot-tell': 2, quiet: 1, 'not-applicable': 0 } as const;

/** A rule that splits over subjects counts once for its asset, with its worst answer. */
function worstPerRule(verdicts: readonly RuleVerdict[]): readonly RuleVerdict[] {
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
