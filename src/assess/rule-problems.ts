import { attributeNames, LEGAL_EDGES, type EdgeKind, type NodeKind } from '#model';
import { PREDICATES } from './predicates/index.ts';
import type { Condition, Rule } from './rule-schema.ts';

/**
 * What the schema alone cannot see: predicates and parameters that do not exist, attributes that no kind of the rule has,
 * edges that can never join these kinds. One sentence each; empty for a sound rule.
 */
export function problemsOf(rule: Rule): readonly string[] {
  const named = [rule.predicate, ...(rule.reaches?.legs ?? []).map((leg) => leg.unless)].flatMap(
    (name) => name ?? [],
  );
  return [
    ...named
      .filter((name) => !Object.hasOwn(PREDICATES, name))
      .map((name) => `no predicate is called ${name}`),
    ...conditionProblems(rule.find.where, rule.find.kinds),
    ...conditionProblems(rule.where ?? [], rule.find.kinds),
    ...edgeProblems(rule),
    ...(rule.reaches?.legs ?? []).flatMap((leg) => conditionProblems(leg.to.where ?? [], leg.to.kinds)),
    ...paramProblems(rule),
    ...(violationsOf(rule) === 0
      ? ['it never says what is wrong: where, lacks, count, shared, reaches or predicate is missing']
      : []),
  ];
}

/** A rule that only finds would report every asset of its kinds. */
function violationsOf(rule: Rule): number {
  return [rule.where, rule.lacks, rule.count, rule.shared, rule.reaches, rule.predicate].filter(
    (one) => one !== undefined,
  ).length;
}

function conditionProblems(conditions: readonly Condition[], kinds: readonly NodeKind[]): readonly string[] {
  return conditions.flatMap((one): readonly string[] => {
    if ('anyOf' in one) return conditionProblems(one.anyOf, kinds);
    if ('predicate' in one)
      return Object.hasOwn(PREDICATES, one.predicate) ? [] : [`no predicate is called ${one.predicate}`];
    if ('olderThan' in one) return attributeProblems(one.olderThan.attribute, kinds);
    // Its value is closed by the schema.
    if ('onPlane' in one) return [];
    return attributeProblems(one.attribute, kinds);
  });
}

/** One sentence for each kind that lacks it: a rule over several kinds must make sense for all of them. */
function attributeProblems(attribute: string, kinds: readonly NodeKind[]): readonly string[] {
  const without = kinds.filter((kind) => !attributeNames(kind).includes(attribute));
  return without.map((kind) => `${kind} has no attribute ${attribute}`);
}

function edgeProblems(rule: Rule): readonly string[] {
  return [rule.lacks, rule.count, rule.shared].flatMap((test) => {
    if (test === undefined) return [];
    // Without a named other end any will do.
    const others = test.other?.kinds ?? null;
    const possible = LEGAL_EDGES.some((row) =>
      joins(row.edge, test.edge, row, rule.find.kinds, others, test.direction),
    );
    const inner = test.other === undefined ? [] : conditionProblems(test.other.where ?? [], test.other.kinds);
    return possible ? inner : [`no legal edge ${test.edge} joins these kinds`, ...inner];
  });
}

/** `near` and `far` follow the direction in which the rule looks, not the one in which the edge points. */
function joins(
  rowEdge: EdgeKind,
  edge: EdgeKind,
  row: { readonly from: readonly NodeKind[]; readonly to: readonly NodeKind[] },
  kinds: readonly NodeKind[],
  others: readonly NodeKind[] | null,
  direction: 'in' | 'out',
): boolean {
  const [near, far] = direction === 'out' ? [row.from, row.to] : [row.to, row.from];
  return (
    rowEdge === edge &&
    kinds.some((kind) => near.includes(kind)) &&
    (others === null || others.some((kind) => far.includes(kind)))
  );
}

function paramProblems(rule: Rule): readonly string[] {
  // References may stand anywhere below an operator: their text is searched, so that a new operator cannot be
  // forgotten.
  const { params, ...rest } = rule;
  const used = new Set(
    [...JSON.stringify(rest).matchAll(/"\$([a-z][A-Za-z]*)"/g)].map((match) => match[1] ?? ''),
  );
  return [...used].filter((name) => !(name in params)).map((name) => `parameter $${name} is not declared`);
}
