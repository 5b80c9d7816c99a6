import { assertNever, type AttributeValue, type Plane } from '#model';
import type { GraphNode } from '#graph';
import { attributeClause, FOLLOWED_BY, attributeText } from './attribute-text.ts';
import { cannotTell, NO, yes, type Answer } from './answer.ts';
import { disagreement, notADate, unseen } from './missing-text.ts';
import { listOf, type RuleContext } from './rule-context.ts';
import type { Condition } from './rule-schema.ts';

/** Whole days of 24 hours, no calendar: a threshold of 90 days means the same in every month. */
const DAY_MS = 86_400_000;

type AttributeTest = Extract<Condition, { attribute: string }>;

/** Never cannot-tell: which planes speak of a node is known by looking at it. */
export function planeTest(node: GraphNode, plane: Plane, seen: boolean): Answer {
  const evidence = node.evidence.filter((one) => one.plane === plane);
  return evidence.length > 0 === seen ? yes(evidence.slice(0, 2)) : NO;
}

/**
 * `seen` is asked before the reading is judged, since it is the one test that an unseen attribute answers with yes
 * or no. Everything else leaves unknown and disagreement as cannot-tell; `plane` settles a disagreement by choosing
 * one plane.
 */
export function attributeTest(test: AttributeTest, node: GraphNode, context: RuleContext): Answer {
  const reading = context.view.attribute(node, test.attribute, test.plane);
  if (test.seen !== undefined) {
    const evidence = reading.kind === 'known' ? reading.evidence : [];
    return (reading.kind !== 'unknown') === test.seen ? yes(evidence) : NO;
  }
  switch (reading.kind) {
    case 'unknown':
      return cannotTell(unseen(test.attribute, node));
    case 'conflicting':
      return cannotTell(disagreement(test.attribute, node, reading.values));
    case 'known':
      return compares(test, reading.value, context) ? yes(reading.evidence, shown(test, reading.value)) : NO;
    default:
      return assertNever(reading);
  }
}

/** What was looked for and found: the value alone where any value would have done. */
function shown(test: AttributeTest, value: AttributeValue): string {
  return test.none === false ? attributeText(value) : attributeClause(test.attribute, value);
}

/**
 * Tests written side by side must all hold. `isNot` and `notIn` hold of a known none: it is a value, and another
 * one.
 */
function compares(test: AttributeTest, value: AttributeValue, context: RuleContext): boolean {
  const scalar = typeof value === 'object' ? null : value;
  const checks: boolean[] = [];
  if (test.is !== undefined) checks.push(value === test.is);
  if (test.isNot !== undefined) checks.push(value !== test.isNot);
  if (test.none !== undefined) checks.push((value === null) === test.none);
  if (test.in !== undefined) checks.push(scalar !== null && listOf(test.in, context).includes(scalar));
  if (test.notIn !== undefined) checks.push(scalar === null || !listOf(test.notIn, context).includes(scalar));
  if (test.includes !== undefined)
    checks.push(
      Array.isArray(value) && wanted(test.includes, context).some((one) => value.includes(String(one))),
    );
  // An empty test would hold of everything; the schema lets it through, so it is stopped here.
  return checks.length > 0 && checks.every(Boolean);
}

/** One value as it is written, several, or those of a parameter. */
function wanted(
  value: NonNullable<AttributeTest['includes']>,
  context: RuleContext,
): readonly (string | number | boolean)[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' && value.startsWith('$') ? listOf(value, context) : [value];
}

/**
 * Strictly more than `days` whole days before the assessment. A known none (never used, never rotated) has no age,
 * so it is a no; a rule that cares about never says so with `none`.
 */
export function isOlder(node: GraphNode, attribute: string, days: number, context: RuleContext): Answer {
  const reading = context.view.attribute(node, attribute);
  if (reading.kind !== 'known') return cannotTell(unseen(attribute, node));
  if (reading.value === null) return NO;
  const then = Date.parse(attributeText(reading.value));
  // A date that cannot be read is not a young date.
  if (Number.isNaN(then)) return cannotTell(notADate(attribute, node));
  const ageDays = Math.floor((Date.parse(context.now) - then) / DAY_MS);
  if (ageDays <= days) return NO;
  const age = ageDays === 1 ? '1 day' : `${String(ageDays)} days`;
  return yes(
    reading.evidence,
    `${attributeClause(attribute, reading.value)}, ${age} ago${following(node, attribute, context)}`,
  );
}

function following(node: GraphNode, attribute: string, { view }: RuleContext): string {
  const next = FOLLOWED_BY[attribute];
  const reading = next === undefined ? null : view.attribute(node, next);
  return next === undefined || reading?.kind !== 'known' || reading.value === null
    ? ''
    : `; ${attributeClause(next, reading.value)}`;
}
