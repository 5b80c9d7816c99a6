import { assertNever, attributeMeaning, type AttributeValue, type Plane } from '#model';
import type { GraphNode } from '#graph';
import { attributeText } from './attribute-text.ts';
import { allOf, anyOf, cannotTell, NO, not, yes, type Answer } from './answer.ts';
import { PREDICATES } from './predicates/index.ts';
import { listOf, numberOf, type RuleContext } from './rule-context.ts';
import type { Condition } from './rule-schema.ts';

const DAY_MS = 86_400_000;

type AttributeTest = Extract<Condition, { attribute: string }>;

export function holdsAll(conditions: readonly Condition[], node: GraphNode, context: RuleContext): Answer {
  return allOf(conditions.map((condition) => holds(condition, node, context)));
}

function holds(condition: Condition, node: GraphNode, context: RuleContext): Answer {
  if ('anyOf' in condition) return anyOf(condition.anyOf.map((one) => holds(one, node, context)));
  if ('olderThan' in condition) {
    const { attribute, days } = condition.olderThan;
    return isOlder(node, attribute, numberOf(days, context), context);
  }
  if ('predicate' in condition) {
    const answer = anyOf(predicateNamed(condition.predicate)(node, context, null).map((one) => one.answer));
    return condition.not === true ? not(answer, node.evidence.slice(0, 1)) : answer;
  }
  if ('onPlane' in condition) return planeTest(node, condition.onPlane, condition.seen);
  return attributeTest(condition, node, context);
}

export function predicateNamed(name: string): (typeof PREDICATES)[string] {
  const predicate = PREDICATES[name];
  if (predicate === undefined) throw new Error(`no predicate is called ${name}`);
  return predicate;
}

function planeTest(node: GraphNode, plane: Plane, seen: boolean): Answer {
  const evidence = node.evidence.filter((one) => one.plane === plane);
  return evidence.length > 0 === seen ? yes(evidence.slice(0, 2)) : NO;
}

function attributeTest(test: AttributeTest, node: GraphNode, context: RuleContext): Answer {
  const reading = context.view.attribute(node, test.attribute, test.plane);
  if (test.seen !== undefined) {
    const evidence = reading.kind === 'known' ? reading.evidence : [];
    return (reading.kind !== 'unknown') === test.seen ? yes(evidence) : NO;
  }
  switch (reading.kind) {
    case 'unknown':
      return cannotTell(unseen(test.attribute, node));
    case 'conflicting':
      return cannotTell(
        `sources disagree on ${test.attribute} of ${node.kind} ${node.name}: ${reading.values.map((one) => `${one.source} says ${JSON.stringify(one.value)}`).join(', ')}`,
      );
    case 'known':
      return compares(test, reading.value, context) ? yes(reading.evidence, shown(test, reading.value)) : NO;
    default:
      return assertNever(reading);
  }
}

/** In the words of the glossary: whoever reads it need not know our names. */
function unseen(attribute: string, node: GraphNode): string {
  return `not seen of ${node.kind} ${node.name}: ${attributeMeaning(node.kind, attribute)} (${attribute})`;
}

/** What was looked for and found: the value alone where any value would have done. */
function shown(test: AttributeTest, value: AttributeValue): string {
  return test.none === false ? attributeText(value) : `${test.attribute} is ${attributeText(value)}`;
}

function compares(test: AttributeTest, value: AttributeValue, context: RuleContext): boolean {
  const scalar = typeof value === 'object' ? null : value;
  const checks: boolean[] = [];
  if (test.is !== undefined) checks.push(value === test.is);
  if (test.isNot !== undefined) checks.push(value !== test.isNot);
  if (test.none !== undefined) checks.push((value === null) === test.none);
  if (test.in !== undefined) checks.push(scalar !== null && listOf(test.in, context).includes(scalar));
  if (test.notIn !== undefined) checks.push(scalar === null || !listOf(test.notIn, context).includes(scalar));
  if (test.includes !== undefined) checks.push(Array.isArray(value) && value.includes(String(test.includes)));
  return checks.length > 0 && checks.every(Boolean);
}

function isOlder(node: GraphNode, attribute: string, days: number, context: RuleContext): Answer {
  const reading = context.view.attribute(node, attribute);
  if (reading.kind !== 'known') return cannotTell(unseen(attribute, node));
  if (reading.value === null) return NO;
  const then = Date.parse(attributeText(reading.value));
  if (Number.isNaN(then)) return cannotTell(`${attribute} of ${node.kind} ${node.name} is not a date`);
  const ageDays = Math.floor((Date.parse(context.now) - then) / DAY_MS);
  return ageDays > days
    ? yes(reading.evidence, `${attribute} is ${attributeText(reading.value)}, ${String(ageDays)} days ago`)
    : NO;
}
