import { addressIsIn } from './ip-range.ts';
import { arnComponentsOf, matchesTokens, textOf, tokensOf } from './pattern.ts';
import type { Condition, Statement } from './policy-document.ts';
import type { ContextLookup } from './request-context.ts';

/** Does one request value match one policy value? `variables` is null for a policy without variables. */
type Comparison = (requested: string, written: string, variables: ContextLookup | null) => boolean;

interface Operator {
  readonly set: 'ForAllValues' | 'ForAnyValue' | null;
  readonly compare: Comparison;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

/** Operators and keys are joined by AND. reference_policies_condition-logic-multiple-context-keys-or-values.html */
export function conditionsHold(statement: Statement, context: ContextLookup): boolean {
  const variables = statement.hasVariables ? context : null;
  return statement.conditions.every((condition) => conditionHolds(condition, context, variables));
}

function conditionHolds(
  condition: Condition,
  context: ContextLookup,
  variables: ContextLookup | null,
): boolean {
  const requested = context(condition.key);
  // Null: "true" wants the key absent, "false" wants it there. condition_operators.html#Conditions_Null
  if (condition.operator === 'Null') return condition.values.includes(String(requested === null));

  const operator = operatorOf(condition.operator);
  if (requested === null) return holdsWithoutKey(operator);
  // One value against many: OR for plain operators, NOR for negated ones.
  const matches = (value: string) =>
    operator.negated !== condition.values.some((written) => operator.compare(value, written, variables));

  // "if the context key value resolves to a null dataset, such as an empty string" ForAllValues is true.
  if (operator.set === 'ForAllValues') return requested.every((value) => value === '' || matches(value));
  if (operator.set === 'ForAnyValue') return requested.some(matches);
  // Several values without a set operator is a use AWS warns against and does not define; any value serves here.
  return operator.negated ? requested.every(matches) : requested.some(matches);
}

/** The key is absent from the request. condition_operators.html, "Important" and the sections named below */
function holdsWithoutKey(operator: Operator): boolean {
  if (operator.ifExists) return true; // #Conditions_IfExists
  if (operator.set === 'ForAllValues') return true; // condition-single-vs-multi-valued-context-keys.html
  if (operator.set === 'ForAnyValue') return false; // the same page: false when the key does not exist
  return operator.negated;
}

const OPERATORS = new Map<string, Operator>();

function operatorOf(name: string): Operator {
  const operator = OPERATORS.get(name) ?? readOperator(name);
  OPERATORS.set(name, operator);
  return operator;
}

function readOperator(name: string): Operator {
  const [, set, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/u.exec(name) ?? [];
  const compare = COMPARISONS.get(base.replace('Not', ''));
  if (compare === undefined) throw new Error(`no such condition operator: ${name}`);
  return {
    set: set === 'ForAllValues' || set === 'ForAnyValue' ? set : null,
    compare,
    negated: base.includes('Not'),
    ifExists: ifExists !== undefined,
  };
}

/** reference_policies_elements_condition_operators.html; a negated name (StringNotLike, NotIpAddress) is found without its Not. */
const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['StringEquals', (value, written, variables) => value === textOf(written, variables)],
  ['StringEqualsIgnoreCase', equalsIgnoringCase],
  ['StringLike', (value, written, variables) => isLike(value, written, variables)],
  ['ArnEquals', arnMatches],
  ['ArnLike', arnMatches],
  ['Bool', (value, written, variables) => value === textOf(written, variables)],
  ['BinaryEquals', (value, written) => value === written],
  ['NumericEquals', (value, written) => Number(value) === Number(written)],
  ['NumericLessThan', (value, written) => Number(value) < Number(written)],
  ['NumericLessThanEquals', (value, written) => Number(value) <= Number(written)],
  ['NumericGreaterThan', (value, written) => Number(value) > Number(written)],
  ['NumericGreaterThanEquals', (value, written) => Number(value) >= Number(written)],
  ['DateEquals', (value, written) => instantOf(value) === instantOf(written)],
  ['DateLessThan', (value, written) => instantOf(value) < instantOf(written)],
  ['DateLessThanEquals', (value, written) => instantOf(value) <= instantOf(written)],
  ['DateGreaterThan', (value, written) => instantOf(value) > instantOf(written)],
  ['DateGreaterThanEquals', (value, written) => instantOf(value) >= instantOf(written)],
  ['IpAddress', (value, written) => addressIsIn(value, written)],
]);

function equalsIgnoringCase(value: string, written: string, variables: ContextLookup | null): boolean {
  return value.toLowerCase() === textOf(written, variables)?.toLowerCase();
}

function isLike(value: string, written: string, variables: ContextLookup | null): boolean {
  const tokens = tokensOf(written, variables);
  return tokens !== null && matchesTokens(tokens, value);
}

/** "Each of the six colon-delimited components of the ARN is checked separately"; ArnEquals is ArnLike. */
function arnMatches(value: string, written: string, variables: ContextLookup | null): boolean {
  const tokens = tokensOf(written, variables);
  const pattern = tokens === null ? null : arnComponentsOf(tokens);
  const [partition, service, region, account, owner, ...resource] = value.split(':');
  const components = [partition, service, region, account, owner, resource.join(':')];
  if (pattern === null || resource.length === 0) return false;
  return pattern.every((component, at) => matchesTokens(component, components[at] ?? ''));
}

/** Milliseconds since 1970: epoch seconds, or a W3C form of ISO 8601 (four digits alone are a year). NaN equals nothing. */
function instantOf(text: string): number {
  return /^\d{5,}(\.\d+)?$/u.test(text) ? Number(text) * 1000 : Date.parse(text);
}
