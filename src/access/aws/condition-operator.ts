import { inNetwork } from './ip-network.ts';
import { matches, patternOfCodes, type Pattern } from './wildcard.ts';

/** One comparison of a request's value with a policy's value. `pattern` carries wildcards; others read `pattern.source`. */
type Comparison = (requested: string, policy: Pattern) => boolean;

/**
 * One operator of the IAM user guide, reference_policies_elements_condition_operators. `compare` is the relation before
 * negation: condition.ts turns the result round, so that a negated operator and its plain form cannot drift apart.
 */
export interface Operator {
  readonly name: string;
  readonly negated: boolean;
  /** Policy variables are replaced in string and ARN operators only (policy variables reference). */
  readonly variables: boolean;
  /** Wildcards count in Like and ARN operators; elsewhere `*` stands for itself. */
  readonly wildcards: boolean;
  /** Of operators that compare sizes; null of all others. */
  readonly order: 'time' | 'number' | null;
  readonly compare: Comparison;
}

/** An operator with its set qualifier and suffix taken off. */
export interface QualifiedOperator {
  readonly set: 'all' | 'any' | null;
  readonly ifExists: boolean;
  readonly operator: Operator | 'null';
}

function text(name: string, negated: boolean, wildcards: boolean, compare: Comparison): Operator {
  return { name, negated, variables: true, wildcards, order: null, compare };
}

function plain(name: string, negated: boolean, compare: Comparison): Operator {
  return { name, negated, variables: false, wildcards: false, order: null, compare };
}

// `text` is what a literal pattern spells, variables replaced; `source` is the policy's own text, where none may stand.
const equals: Comparison = (requested, policy) => requested === policy.text;
const equalsIgnoringCase: Comparison = (requested, policy) =>
  requested.toLowerCase() === policy.text.toLowerCase();
const like: Comparison = (requested, policy) => matches(policy, requested);
const within: Comparison = (requested, policy) => inNetwork(requested, policy.source);
const sameFlag: Comparison = (requested, policy) => requested.toLowerCase() === policy.source.toLowerCase();
const sameBytes: Comparison = (requested, policy) => requested === policy.source;

const RELATIONS: readonly (readonly [string, boolean, (requested: number, policy: number) => boolean])[] = [
  ['Equals', false, (requested, policy) => requested === policy],
  ['NotEquals', true, (requested, policy) => requested === policy],
  ['LessThan', false, (requested, policy) => requested < policy],
  ['LessThanEquals', false, (requested, policy) => requested <= policy],
  ['GreaterThan', false, (requested, policy) => requested > policy],
  ['GreaterThanEquals', false, (requested, policy) => requested >= policy],
];

/** A value that is neither number nor time compares with nothing: the plain relation is false for it. */
function ordered(order: 'time' | 'number'): Operator[] {
  const parse = order === 'time' ? parseTime : parseNumber;
  return RELATIONS.map(([suffix, negated, relation]) => ({
    name: `${order === 'time' ? 'Date' : 'Numeric'}${suffix}`,
    negated,
    variables: false,
    wildcards: false,
    order,
    compare: (requested, policy) => {
      const left = parse(requested);
      const right = parse(policy.source);
      return left !== null && right !== null && relation(left, right);
    },
  }));
}

/** ArnEquals and ArnLike behave alike, and so do their negations (same page, Conditions_ARN). */
const OPERATORS: ReadonlyMap<string, Operator | 'null'> = new Map<string, Operator | 'null'>([
  ...[
    text('StringEquals', false, false, equals),
    text('StringNotEquals', true, false, equals),
    text('StringEqualsIgnoreCase', false, false, equalsIgnoringCase),
    text('StringNotEqualsIgnoreCase', true, false, equalsIgnoringCase),
    text('StringLike', false, true, like),
    text('StringNotLike', true, true, like),
    text('ArnEquals', false, true, arnMatches),
    text('ArnLike', false, true, arnMatches),
    text('ArnNotEquals', true, true, arnMatches),
    text('ArnNotLike', true, true, arnMatches),
    plain('Bool', false, sameFlag),
    plain('BinaryEquals', false, sameBytes),
    plain('IpAddress', false, within),
    plain('NotIpAddress', true, within),
    ...ordered('time'),
    ...ordered('number'),
  ].map((operator): [string, Operator] => [operator.name.toLowerCase(), operator]),
  ['null', 'null'],
]);

/**
 * Case is ignored. `Null` takes no `IfExists` (condition operators reference, Conditions_IfExists).
 *
 * @returns null for an operator that is not known: what it would decide cannot be told.
 */
export function parseOperator(written: string): QualifiedOperator | null {
  const [, qualifier, name = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/is.exec(written) ?? [];
  const set =
    qualifier === undefined ? null : qualifier.toLowerCase() === 'forallvalues' ? 'all' : ('any' as const);
  const lower = name.toLowerCase();
  const ifExists = lower.endsWith('ifexists');
  const operator = OPERATORS.get(ifExists ? lower.slice(0, -8) : lower);
  if (operator === undefined || (operator === 'null' && ifExists)) return null;
  return { set, ifExists, operator };
}

/**
 * Six components, each matched by itself: a wildcard does not reach past its colon (condition operators reference,
 * Conditions_ARN). A lone `*` is taken for any ARN.
 */
function arnMatches(requested: string, policy: Pattern): boolean {
  if (policy.shape === 'everything') return true;
  const components = componentsOf(policy);
  if (components.length < 6) return false;
  let from = 0;
  for (let i = 0; i < 5; i += 1) {
    const colon = requested.indexOf(':', from);
    const component = components[i];
    if (colon === -1 || component === undefined || !matches(component, requested.slice(from, colon)))
      return false;
    from = colon + 1;
  }
  const last = components[5];
  return last !== undefined && matches(last, requested.slice(from));
}

/** Patterns live as long as their compiled document: splitting each once keeps comparison free of allocation. */
const COMPONENTS = new WeakMap<Pattern, readonly Pattern[]>();

function componentsOf(policy: Pattern): readonly Pattern[] {
  const known = COMPONENTS.get(policy);
  if (known !== undefined) return known;
  const parts: number[][] = [[]];
  for (const code of policy.codes) {
    // Colons after the fifth belong to the resource part (log groups, functions with versions).
    if (code === 58 && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(code);
  }
  const components = parts.map((codes) => patternOfCodes(codes, ''));
  COMPONENTS.set(policy, components);
  return components;
}

const W3C_TIME = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** W3C form of ISO 8601 (UTC where no offset is given), or seconds since the epoch; in epoch ms. null: neither. */
export function parseTime(written: string): number | null {
  if (W3C_TIME.test(written)) {
    const zoned = written.includes('T') && !/(Z|[+-]\d\d:\d\d)$/.test(written) ? `${written}Z` : written;
    const time = Date.parse(zoned);
    return Number.isNaN(time) ? null : time;
  }
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) * 1_000 : null;
}

function parseNumber(written: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) ? Number(written) : null;
}
