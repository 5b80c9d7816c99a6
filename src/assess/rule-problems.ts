import { ACCESS_EDGES, attributeNames, LEGAL_EDGES, type EdgeKind, type NodeKind, type Plane } from '#model';
import { PREDICATES } from './predicates/index.ts';
import type { Condition, Differs, Leg, Rule, Selection, Within } from './rule-schema.ts';

type Problems = readonly string[];

/**
 * What the schema alone cannot see: predicates and parameters that do not exist, attributes that no kind of the rule has,
 * edges that can never join these kinds, conditions that could never be settled. One sentence each; empty for a sound rule.
 */
export function problemsOf(rule: Rule): Problems {
  return [
    ...conditionProblems(rule.find.where, rule.find.kinds),
    ...conditionProblems(rule.defect, rule.find.kinds),
    ...paramProblems(rule),
  ];
}

function conditionProblems(conditions: readonly Condition[], kinds: readonly NodeKind[]): Problems {
  return conditions.flatMap((one) => problemsOfOne(one, kinds));
}

function problemsOfOne(one: Condition, kinds: readonly NodeKind[]): Problems {
  if ('anyOf' in one) return conditionProblems(one.anyOf, kinds);
  if ('predicate' in one) return predicateProblems(one.predicate);
  if ('olderThan' in one) return attributeProblems(one.olderThan.attribute, kinds);
  if ('lacks' in one)
    return [...edgeProblems(one.lacks, kinds), ...withinProblems(one.lacks.within, one.lacks.plane)];
  if ('count' in one) return countProblems(one.count, kinds);
  if ('differs' in one) return differsProblems(one.differs, kinds);
  if ('reaches' in one) return one.reaches.legs.flatMap(legProblems);
  // Its value is closed by the schema.
  if ('onPlane' in one) return [];
  const { attribute, plane, ...tests } = one;
  const asks = Object.values(tests).some((test) => test !== undefined);
  return [
    ...(asks ? [] : [`nothing is asked of ${attribute}${plane === undefined ? '' : ` on ${plane}`}`]),
    ...attributeProblems(attribute, kinds),
  ];
}

function predicateProblems(name: string | undefined): Problems {
  return name === undefined || Object.hasOwn(PREDICATES, name) ? [] : [`no predicate is called ${name}`];
}

/** One sentence for each kind that lacks it: a rule over several kinds must make sense for all of them. */
function attributeProblems(attribute: string, kinds: readonly NodeKind[]): Problems {
  const without = kinds.filter((kind) => !attributeNames(kind).includes(attribute));
  return without.map((kind) => `${kind} has no attribute ${attribute}`);
}

function selectionProblems(selection: Selection | undefined): Problems {
  return selection === undefined ? [] : conditionProblems(selection.where ?? [], selection.kinds);
}

function legProblems(leg: Leg): Problems {
  return [...predicateProblems(leg.unless), ...selectionProblems(leg.to)];
}

interface EdgeTest {
  readonly edge: EdgeKind;
  readonly direction: 'in' | 'out';
  readonly other?: Selection | undefined;
  readonly plane?: Plane | undefined;
}

function edgeProblems(test: EdgeTest, kinds: readonly NodeKind[]): Problems {
  const access: readonly EdgeKind[] = ACCESS_EDGES;
  return [
    ...(joins(test, kinds) ? [] : [`no legal edge ${test.edge} joins these kinds`]),
    // It would find none of them, and say so as if there were none.
    ...(test.plane === 'granted' && access.includes(test.edge)
      ? [`granted ${test.edge} is computed and never stored: ask it with differs or reaches`]
      : []),
    ...selectionProblems(test.other),
  ];
}

/** Near and far follow the direction in which the rule looks, not the one in which the edge points. */
function joins({ edge, direction, other }: EdgeTest, kinds: readonly NodeKind[]): boolean {
  return LEGAL_EDGES.some((row) => {
    const [near, far] = direction === 'out' ? [row.from, row.to] : [row.to, row.from];
    return (
      row.edge === edge &&
      kinds.some((kind) => near.includes(kind)) &&
      // Without a named other end any will do.
      (other === undefined || other.kinds.some((kind) => far.includes(kind)))
    );
  });
}

function withinProblems(within: Within, plane: Plane | undefined): Problems {
  const names = within.kind !== undefined || within.edge !== undefined;
  const watches = within.watchedHours !== undefined;
  return [
    ...(names ? [] : ['within names neither a kind nor an edge']),
    // A log that was kept for a minute shows that nothing happened in a minute.
    ...(plane === 'observed' && !watches
      ? ['on the observed plane within needs watchedHours, or any window would do']
      : []),
    ...(plane !== 'observed' && watches ? ['watchedHours are counted on plane observed alone'] : []),
  ];
}

function countProblems(
  test: Extract<Condition, { count: unknown }>['count'],
  kinds: readonly NodeKind[],
): Problems {
  const { atLeast, atMost, within } = test;
  return [
    ...edgeProblems(test, kinds),
    ...(atLeast === undefined && atMost === undefined ? ['count needs atLeast or atMost'] : []),
    ...withinProblems(within, test.plane),
  ];
}

function differsProblems(test: Differs, kinds: readonly NodeKind[]): Problems {
  const { edges, direction, other, on, notOn, watchedHours, latestDays, unless } = test;
  const access: readonly EdgeKind[] = ACCESS_EDGES;
  const computed = on === 'granted' && edges.some((edge) => access.includes(edge));
  return [
    ...edges
      .filter((edge) => !joins({ edge, direction, other }, kinds))
      .map((edge) => `no legal edge ${edge} joins these kinds`),
    ...(on === notOn ? [`nothing is on plane ${on} and not on it`] : []),
    ...((notOn === 'observed') === (watchedHours !== undefined)
      ? []
      : ['watchedHours goes with notOn observed, and with nothing else']),
    ...(latestDays !== undefined && watchedHours === undefined ? ['latestDays goes with watchedHours'] : []),
    ...(computed && direction === 'in' ? ['granted access is asked of the identity that has it'] : []),
    ...predicateProblems(unless),
    ...selectionProblems(other),
  ];
}

function paramProblems(rule: Rule): Problems {
  // References may stand anywhere below a condition: their text is searched, so that a new one cannot be forgotten.
  const { params, ...rest } = rule;
  const used = new Set(
    [...JSON.stringify(rest).matchAll(/"\$([a-z][A-Za-z]*)"/g)].map((match) => match[1] ?? ''),
  );
  return [
    ...[...used].filter((name) => !(name in params)).map((name) => `parameter $${name} is not declared`),
    ...Object.entries(params)
      .filter(
        ([, { value, atLeast }]) => atLeast !== undefined && !(typeof value === 'number' && value >= atLeast),
      )
      .map(([name]) => `parameter ${name} is not at least what it must be`),
  ];
}
