import type { GraphNode } from '#graph';
import { allOf, anyOf, not, type Answer } from './answer.ts';
import { attributeTest, isOlder, planeTest } from './attribute-condition.ts';
import { differs } from './differs.ts';
import { count, lacks } from './edge-conditions.ts';
import { predicateNamed } from './predicates/index.ts';
import { reaches } from './reaches.ts';
import { numberOf, type RuleContext, type SubjectAnswer } from './rule-context.ts';
import type { Condition } from './rule-schema.ts';

/** All conditions of a list. An empty list holds, so that a rule without `where` applies to all its kinds. */
export function holdsAll(conditions: readonly Condition[], node: GraphNode, context: RuleContext): Answer {
  return allOf(conditions.map((condition) => holds(condition, node, context)));
}

/** What splits over subjects holds of the asset where it holds of any of them. */
function holds(condition: Condition, node: GraphNode, context: RuleContext): Answer {
  const answers = bySubject(condition, node, context);
  return anyOf(answers.map((one) => one.answer));
}

/** Whether the condition may answer for each store, tool or action apart. */
export function splits(condition: Condition): boolean {
  return 'reaches' in condition || 'predicate' in condition;
}

/** One answer for each subject; a single one with none for everything that speaks of the asset as a whole. */
export function bySubject(
  condition: Condition,
  node: GraphNode,
  context: RuleContext,
): readonly SubjectAnswer[] {
  if ('reaches' in condition) return reaches(condition.reaches, node, context, holdsAll);
  if ('predicate' in condition) {
    const found = predicateNamed(condition.predicate)(node, context, null);
    return condition.not === true
      ? whole(not(anyOf(found.map((one) => one.answer)), node.evidence.slice(0, 1)))
      : found;
  }
  if ('anyOf' in condition) return whole(anyOf(condition.anyOf.map((one) => holds(one, node, context))));
  if ('lacks' in condition) return whole(lacks(condition.lacks, node, context, holdsAll));
  if ('count' in condition) return whole(count(condition.count, node, context, holdsAll));
  if ('differs' in condition) return whole(differs(condition.differs, node, context, holdsAll));
  if ('onPlane' in condition) return whole(planeTest(node, condition.onPlane, condition.seen));
  if ('olderThan' in condition) {
    const { attribute, days } = condition.olderThan;
    return whole(isOlder(node, attribute, numberOf(days, context), context));
  }
  return whole(attributeTest(condition, node, context));
}

function whole(answer: Answer): readonly SubjectAnswer[] {
  return [{ subject: null, answer }];
}
