import type { AwsCondition, Guard } from '#model';
import type { KeyReading } from './condition-key.ts';
import { parseOperator, parseTime, type Operator, type QualifiedOperator } from './condition-operator.ts';
import { parseTemplate, resolveTemplate, sayTemplate, type Template } from './policy-variable.ts';
import { and, guarded, NO, not, or, truthOf, unseen, YES, type Truth } from './truth.ts';
import type { Pattern } from './wildcard.ts';

/** One operator-key pair of a statement, made ready; several pairs of one statement are joined by and. */
export interface Condition {
  readonly written: AwsCondition;
  /** Lower case: keys are compared without case. */
  readonly key: string;
  /** null: the operator is not known, and what it would decide is unknown. */
  readonly qualified: QualifiedOperator | null;
  readonly values: readonly Template[];
  /** The patterns of `values`, where none has a variable. */
  readonly fixed: PolicyValues | null;
  /** All keys it depends on, its own and those of variables. */
  readonly keys: readonly string[];
}

/** Reads a condition key, lower case, for one request or for one caller. */
export type ReadKey = (key: string) => KeyReading;

/** @param variables Whether the document's version has policy variables; Numeric, Date, Bool and IP operators never do. */
export function compileCondition(written: AwsCondition, variables: boolean): Condition {
  const qualified = parseOperator(written.operator);
  const operator = qualified === null || qualified.operator === 'null' ? null : qualified.operator;
  const values = written.values.map((value) =>
    parseTemplate(value, variables && (operator?.variables ?? false), operator?.wildcards ?? false),
  );
  const key = written.key.toLowerCase();
  const patterns = values.flatMap((value) => value.fixed ?? []);
  const fixed = patterns.length === values.length ? { patterns, open: NO } : null;
  return { written, key, qualified, values, fixed, keys: [key, ...values.flatMap((value) => value.keys)] };
}

/** Whether the condition holds: yes or no where that follows from what is known, else what it hangs on. */
export function conditionTruth(condition: Condition, read: ReadKey): Truth {
  const { qualified, written } = condition;
  if (qualified === null) {
    return unseen({ what: `meaning of condition operator ${written.operator}`, of: written.key });
  }
  const reading = read(condition.key);
  const settled = reading.is === 'open' ? eitherTruth(condition, reading.either ?? [], read) : null;
  if (settled !== null) return settled;
  const { operator } = qualified;
  if (operator === 'null') return nullTruth(condition, reading, read);
  if (reading.is === 'open') return openTruth(condition, qualified, operator, reading, read);
  const present = reading.is === 'known' ? reading.values : [];
  // An empty string is a null data set for the set operators (multi-valued condition keys reference).
  const values = qualified.set === null ? present : present.filter((value) => value !== '');
  if (values.length === 0) return absentTruth(qualified, operator);
  const policy = policyValues(condition, read);
  const each = values.map((value) => {
    const match = matchTruth(value, policy, operator);
    return operator.negated ? not(match) : match;
  });
  // Values of one key are alternatives; of a negated operator none may match, so the results are joined the other way
  // (IAM user guide, reference_policies_condition-logic-multiple-context-keys-or-values).
  const every = qualified.set === 'all' || (qualified.set === null && operator.negated);
  return every ? and(...each) : or(...each);
}

/** What holds whichever of its readings the key has; null where they differ, or hang on more. */
function eitherTruth(condition: Condition, either: readonly KeyReading[], read: ReadKey): Truth | null {
  const [first, ...others] = either.map((reading) =>
    conditionTruth(condition, (key) => (key === condition.key ? reading : read(key))),
  );
  const isOne = first !== undefined && first.is !== 'maybe' && others.every(({ is }) => is === first.is);
  return isOne ? first : null;
}

/**
 * A key that is not in the request: false, but true for a negated operator, for IfExists and for ForAllValues; ForAnyValue
 * is false without a value (condition operators and multi-valued condition keys references).
 */
function absentTruth(qualified: QualifiedOperator, operator: Operator): Truth {
  if (qualified.ifExists || qualified.set === 'all') return YES;
  if (qualified.set === 'any') return NO;
  return truthOf(operator.negated);
}

/** `Null: true` asks that the key be absent; an empty value counts as absent, as for the set operators. */
function nullTruth(condition: Condition, reading: KeyReading, read: ReadKey): Truth {
  const wants = condition.values.map((value) => value.source.toLowerCase());
  // Both values listed are alternatives that cover every request.
  if (wants.includes('true') && wants.includes('false')) return YES;
  if (reading.is === 'open' && !reading.always) return guardOf(condition, reading, read);
  const absent = reading.is === 'absent' || (reading.is === 'known' && reading.values.every((v) => v === ''));
  return truthOf(wants.includes(String(absent)));
}

interface PolicyValues {
  readonly patterns: readonly Pattern[];
  /** The guard that stands for values whose variables are open. */
  readonly open: Truth;
}

/** A variable without a value equals nothing: the value is left out (policy variables reference, policy-vars-no-value). */
function policyValues(condition: Condition, read: ReadKey): PolicyValues {
  if (condition.fixed !== null) return condition.fixed;
  const patterns: Pattern[] = [];
  let open: Truth = NO;
  for (const template of condition.values) {
    const resolved = resolveTemplate(template, read);
    if (resolved.is === 'pattern') patterns.push(resolved.pattern);
    else if (resolved.is === 'open') open = guardOf(condition, resolved.reading, read);
  }
  return { patterns, open };
}

function matchTruth(value: string, policy: PolicyValues, operator: Operator): Truth {
  if (policy.patterns.some((pattern) => operator.compare(value, pattern))) return YES;
  return openMatch(policy, operator);
}

/** The guard is written as the whole condition; a negated one is turned back so that not() leaves it as written. */
function openMatch({ open }: PolicyValues, operator: Operator): Truth {
  return operator.negated && open.is !== 'no' ? not(open) : open;
}

/** A key that may be absent decides only where presence, whatever the value, and absence come to the same. */
function openTruth(
  condition: Condition,
  qualified: QualifiedOperator,
  operator: Operator,
  reading: Extract<KeyReading, { is: 'open' }>,
  read: ReadKey,
): Truth {
  const present = presentTruth(condition, operator, reading, read);
  if (reading.always) return present;
  const absent = absentTruth(qualified, operator);
  return present.is === absent.is ? present : guardOf(condition, reading, read);
}

/** What holds whatever the value is: no value to match, a lone `*`, or a time that cannot lie where the policy wants it. */
function presentTruth(
  condition: Condition,
  operator: Operator,
  reading: Extract<KeyReading, { is: 'open' }>,
  read: ReadKey,
): Truth {
  const guard = guardOf(condition, reading, read);
  const policy = policyValues(condition, read);
  const each: Truth[] = policy.patterns.map((pattern) => {
    // A lone `*` is met by every value: a written condition that asks for presence and nothing more.
    const always = operator.wildcards && pattern.shape === 'everything';
    if (always) return YES;
    const decided = decidedByTime(operator, pattern, reading.notBefore, condition.key);
    return decided ?? (operator.negated ? not(guard) : guard);
  });
  const match = or(...each, openMatch(policy, operator));
  return operator.negated ? not(match) : match;
}

/** The request's time cannot lie before `notBefore`; null where that does not decide the comparison. */
function decidedByTime(
  operator: Operator,
  policy: Pattern,
  notBefore: number | undefined,
  key: string,
): Truth | null {
  // From here the relation before negation is answered: presentTruth turns the whole round for NotEquals.
  if (notBefore === undefined || operator.order === null) return null;
  const numeric = operator.order === 'number' && key === 'aws:epochtime';
  if (operator.order === 'number' && !numeric) return null;
  const limit = numeric ? Number(policy.source) * 1_000 : parseTime(policy.source);
  // What is no time compares with nothing.
  if (limit === null || Number.isNaN(limit)) return NO;
  const relation = operator.name.replace(/^(Date|Numeric)/, '');
  switch (relation) {
    case 'LessThan':
      return limit <= notBefore ? NO : null;
    case 'LessThanEquals':
    case 'Equals':
    case 'NotEquals':
      return limit < notBefore ? NO : null;
    case 'GreaterThan':
      return limit < notBefore ? YES : null;
    case 'GreaterThanEquals':
      return limit <= notBefore ? YES : null;
    default:
      return null;
  }
}

function guardOf(condition: Condition, reading: Extract<KeyReading, { is: 'open' }>, read: ReadKey): Truth {
  if (reading.missing !== undefined) return unseen(reading.missing);
  const { key, operator } = condition.written;
  // Whose tag or name a variable stands for is known of this caller, and a reader would have to look it up.
  const values = condition.values.map((value) => sayTemplate(value, read));
  const guard: Guard = { key, operator, values, nature: reading.nature, mustHold: true };
  return guarded(guard);
}

/**
 * A context that was handed over, read before what is known of principal and resource. Readings are kept: a key that many
 * statements ask about is read once per question.
 *
 * @param complete The context is all there is: a key that would be open is absent instead.
 */
export function contextReader(
  context: Readonly<Record<string, string | readonly string[]>> | undefined,
  complete: boolean,
  readKnown: ReadKey,
): ReadKey {
  const given = new Map<string, KeyReading>();
  for (const [key, value] of Object.entries(context ?? {})) {
    const values = typeof value === 'string' ? [value] : value;
    given.set(key.toLowerCase(), { is: 'known', values });
  }
  const cache = new Map<string, KeyReading>();
  return (key) => {
    const handed = given.get(key) ?? cache.get(key);
    if (handed !== undefined) return handed;
    const reading = readKnown(key);
    const settled: KeyReading = complete && reading.is === 'open' ? { is: 'absent' } : reading;
    cache.set(key, settled);
    return settled;
  };
}
