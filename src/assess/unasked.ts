import type { MissingKind } from '#model';
import type { GraphView } from '#graph';
import type { RuleVerdict } from './evaluate-rule.ts';
import type { Rule } from './rule-schema.ts';

/** A rule that had nothing to look at, because nothing of that plane was handed over: no pass either. */
export interface Unasked {
  readonly rule: Rule;
  readonly waitsFor: Extract<MissingKind, 'account' | 'telemetry'>;
}

/** Kinds that a tree tells nothing of, whatever stands in it. */
const ACCOUNT_KINDS: ReadonlySet<string> = new Set(['cloud-role', 'cloud-user', 'managed-identity']);

/** A trail shows calls of a cloud's API; what an agent used at run time stands in traces alone. */
const CALLS_ALONE = 'cloudtrail';

/**
 * Rules without a single applicable asset whose material was not handed over. That there is no such asset in what was
 * handed over is an answer, and not told here.
 */
export function unaskedRules(
  rules: readonly Rule[],
  verdicts: readonly RuleVerdict[],
  view: GraphView,
  tracesLost: boolean,
): readonly Unasked[] {
  const asked = new Set(verdicts.filter((one) => one.verdict !== 'not-applicable').map((one) => one.rule.id));
  // Traces that could not be read were handed over and not looked at.
  const watched =
    !tracesLost &&
    view
      .nodes()
      .some((node) =>
        node.evidence.some(({ plane, source }) => plane === 'observed' && source !== CALLS_ALONE),
      );
  return rules.flatMap((rule): readonly Unasked[] => {
    if (asked.has(rule.id)) return [];
    const { kinds, where } = rule.find;
    if (!watched && where.some((one) => 'onPlane' in one && one.onPlane === 'observed' && one.seen))
      return [{ rule, waitsFor: 'telemetry' }];
    const bare = kinds.every((kind) => ACCOUNT_KINDS.has(kind) && view.nodes(kind).length === 0);
    return bare ? [{ rule, waitsFor: 'account' }] : [];
  });
}
