import type { Evidence, Missing } from '#model';
import type { GraphNode } from '#graph';
import { allOf, type Answer } from './answer.ts';
import { bySubject, holdsAll, splits } from './condition.ts';
import type { RuleContext, SubjectAnswer } from './rule-context.ts';
import type { Rule } from './rule-schema.ts';

/** `quiet` looked and found it in order; `not-applicable` is not a pass and leaves the scores alone. */
export type Verdict = 'fires' | 'quiet' | 'not-applicable' | 'cannot-tell';

/** What one rule says of one asset, or of one subject of it. */
export interface RuleVerdict {
  readonly rule: Rule;
  readonly node: GraphNode;
  /** A store, a tool or an action; null where the rule speaks of the asset as a whole. */
  readonly subject: string | null;
  readonly verdict: Verdict;
  /** Empty unless it fires. */
  readonly detail: string;
  readonly evidence: readonly Evidence[];
  /** What would settle a cannot-tell; empty for every other verdict. */
  readonly missing: readonly Missing[];
  readonly paths: Extract<Answer, { is: 'yes' }>['paths'];
}

/** All verdicts of one rule, in the order of the graph's nodes. Pure: same graph, params and clock, same verdicts. */
export function evaluateRule(rule: Rule, context: RuleContext): readonly RuleVerdict[] {
  const { kinds, states } = rule.find;
  return kinds
    .flatMap((kind) => context.view.nodes(kind))
    .filter((node) => states.includes(node.state))
    .flatMap((node) => verdictsOf(rule, node, context));
}

/** What the rule says of one asset of its kinds and states, subject by subject. */
export function verdictsOf(rule: Rule, node: GraphNode, context: RuleContext): readonly RuleVerdict[] {
  const applies = holdsAll(rule.find.where, node, context);
  if (applies.is === 'no') return [verdict(rule, node, null, applies, 'not-applicable')];
  return violations(rule, node, context).map(({ subject, answer }) => {
    // The sentence is about what is wrong; that the rule applies is not news.
    const whole = allOf([answer, applies.is === 'yes' ? { ...applies, detail: '' } : applies]);
    return verdict(
      rule,
      node,
      subject,
      whole,
      whole.is === 'yes' ? 'fires' : whole.is === 'no' ? 'quiet' : 'cannot-tell',
    );
  });
}

/**
 * One answer for each subject. What speaks of the asset as a whole is decided first and joined to every subject; of
 * two conditions that split, the first gives the subjects and the second must hold as a whole.
 */
function violations({ defect }: Rule, node: GraphNode, context: RuleContext): readonly SubjectAnswer[] {
  // A decided no needs no search: reach is the costly condition.
  const base = holdsAll(
    defect.filter((one) => !splits(one)),
    node,
    context,
  );
  if (base.is === 'no') return [{ subject: null, answer: base }];
  const [first, ...rest] = defect.filter(splits);
  if (first === undefined) return [{ subject: null, answer: base }];
  const told = bySubject(first, node, context);
  if (told.every(({ answer }) => answer.is === 'no')) return told;
  const others = holdsAll(rest, node, context);
  return told.map(({ subject, answer }) => ({ subject, answer: allOf([base, answer, others]) }));
}

function verdict(
  rule: Rule,
  node: GraphNode,
  subject: string | null,
  answer: Answer,
  name: Verdict,
): RuleVerdict {
  return {
    rule,
    node,
    subject,
    verdict: name,
    detail: answer.is === 'yes' ? answer.detail : '',
    evidence: answer.is === 'yes' ? distinct(answer.evidence) : [],
    missing: answer.is === 'cannot-tell' ? answer.missing : [],
    paths: answer.is === 'yes' ? answer.paths : [],
  };
}

/** Two conditions that rest on one line are shown it once. */
function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((one) => [JSON.stringify(one), one])).values()];
}
