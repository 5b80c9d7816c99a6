import type { EdgeKind, MissingKind } from '#model';
import type { GraphView } from '#graph';
import type { RuleVerdict } from './evaluate-rule.ts';
import type { Lost, Watched } from './lost.ts';
import type { Rule } from './rule-schema.ts';

/** A rule that had nothing to look at, or not all that there is, because it was not handed over: no pass either. */
export interface Unasked {
  readonly rule: Rule;
  readonly waitsFor: Extract<MissingKind, 'account' | 'telemetry'>;
  /** What was lost of the material that it was asked of; null where nothing of it was handed over, and nothing asked. */
  readonly lost: readonly string[] | null;
}

/** Kinds that a tree tells nothing of, whatever stands in it. */
const ACCOUNT_KINDS: ReadonlySet<string> = new Set(['cloud-role', 'cloud-user', 'managed-identity']);

/**
 * Rules whose material was not handed over, or lost in part. That there is no asset of theirs in what was handed over whole is
 * an answer, and not told here.
 */
export function unaskedRules(
  rules: readonly Rule[],
  verdicts: readonly RuleVerdict[],
  view: GraphView,
  lost: readonly Lost[],
  watched: readonly Watched[],
): readonly Unasked[] {
  const asked = new Set(verdicts.filter((one) => one.verdict !== 'not-applicable').map((one) => one.rule.id));
  return rules.flatMap((rule): readonly Unasked[] => {
    const { kinds } = rule.find;
    const edges = sightingsOf(rule);
    if (edges !== null) {
      const why = lost
        .filter(({ plane, edges: shown }) => plane === 'observed' && isAbout(shown, edges))
        .map((one) => one.why);
      if (why.length > 0) return [{ rule, waitsFor: 'telemetry', lost: why }];
      const isWatched = watched.some((one) => one.window !== null && isAbout(one.edges, edges));
      if (!isWatched && !asked.has(rule.id)) return [{ rule, waitsFor: 'telemetry', lost: null }];
    }
    if (asked.has(rule.id)) return [];
    const bare = kinds.every((kind) => ACCOUNT_KINDS.has(kind) && view.nodes(kind).length === 0);
    return bare ? [{ rule, waitsFor: 'account', lost: null }] : [];
  });
}

/** Edges by which a rule knows that something was used at run time; empty where any will do. Null where it does not ask. */
function sightingsOf({ find, defect }: Rule): readonly EdgeKind[] | null {
  const isAsked = find.where.some((one) => 'onPlane' in one && one.onPlane === 'observed' && one.seen);
  if (!isAsked) return null;
  return defect.flatMap((one) =>
    'differs' in one && one.differs.on === 'observed' ? one.differs.edges : [],
  );
}

function isAbout(edges: readonly EdgeKind[], wanted: readonly EdgeKind[]): boolean {
  return wanted.length === 0 || wanted.some((one) => edges.includes(one));
}
