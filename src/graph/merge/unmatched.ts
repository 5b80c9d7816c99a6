import { NODE_KINDS, type AssignmentFact } from '#model';
import { compileMatcher, matchSubject } from './asset-matcher.ts';
import { assetsOf, type Draft } from './draft.ts';

/**
 * What is said of assets by name or id, and fits none: each name by itself, since a list of which one fits is no proof of the
 * others. Only attributes: an edge that finds nobody is a gap already.
 */
export function unmatchedOf(draft: Draft, assignments: readonly AssignmentFact[]): readonly AssignmentFact[] {
  const named = assignments.flatMap(byName);
  if (named.length === 0) return [];
  const subjects = assetsOf(draft, ...NODE_KINDS).map((slot) => matchSubject(draft, slot));
  return named.filter(({ where }) => !subjects.some(compileMatcher(where)));
}

function byName(fact: AssignmentFact): readonly AssignmentFact[] {
  if (!('attribute' in fact.assign)) return [];
  const { where } = fact;
  if (where.names !== undefined)
    return where.names.map((name) => ({ ...fact, where: { ...where, names: [name] } }));
  return (where.ids ?? []).map((id) => ({ ...fact, where: { ...where, ids: [id] } }));
}
