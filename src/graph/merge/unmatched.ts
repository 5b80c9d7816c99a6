import { NODE_KINDS, type AssignmentFact, type Matcher } from '#model';
import { compileMatcher, matchSubject, type MatchSubject } from './asset-matcher.ts';
import { canBeSaidOf } from './assign.ts';
import { assetsOf, factsOf, idOf, type Draft } from './draft.ts';

/** The one source that speaks of assets of which others tell; a register may well name what is to come. */
const SPEAKER = 'configuration';

/** Lists of a matcher of which each value is a claim of its own; the first that is there is split. */
const SPLIT = ['names', 'ids', 'paths', 'services', 'accounts', 'packages', 'urls'] as const;

/**
 * What the configuration says of assets and fits none, so that it changes nothing: each name, path or account by itself, since a
 * list of which one fits is no proof of the others. What it is itself the only source of (an account, a workload) fits nothing.
 * Workloads are left out: one that finds nobody is a gap already.
 */
export function unmatchedOf(draft: Draft, assignments: readonly AssignmentFact[]): readonly AssignmentFact[] {
  const said = [...assignments.filter(isAboutOthers).flatMap(byValue), ...accountsAlone(draft)];
  if (said.length === 0) return [];
  const subjects = assetsOf(draft, ...NODE_KINDS)
    .filter((slot) => !isOnlyConfigured(draft, slot))
    .map((slot) => matchSubject(draft, slot));
  const fitting = new Set<string>();
  const misfits = said.filter((fact) => {
    const isFit = fits(draft, fact, subjects);
    if (isFit) fitting.add(keyOf(fact));
    return !isFit;
  });
  // An owner may be said where an environment cannot: what fits for one of them has found its asset.
  return misfits.filter((fact) => !fitting.has(keyOf(fact)));
}

function isAboutOthers({ assign, where, evidence }: AssignmentFact): boolean {
  const isOwn = where.kinds?.includes('system') === true;
  const isDeployment = 'edge' in assign && assign.edge !== 'contains';
  // By their ids what carries no service.name is found under a service: `services` beside it says the same.
  const isTwin = where.ids?.every((id) => id.startsWith('*:observed/')) === true;
  return evidence.some(({ source }) => source === SPEAKER) && !isOwn && !isDeployment && !isTwin;
}

function byValue(fact: AssignmentFact): readonly AssignmentFact[] {
  const { where } = fact;
  const list = SPLIT.find((key) => where[key] !== undefined);
  if (list === undefined) return [fact];
  return (where[list] ?? []).map((value) => ({ ...fact, where: { ...where, [list]: [value] } }));
}

function isOnlyConfigured(draft: Draft, slot: number): boolean {
  return factsOf(draft, slot).every(({ evidence }) => evidence.every(({ source }) => source === SPEAKER));
}

/** An account of which nothing but the configuration tells: what is said of it must hold for what is in it. */
function accountsAlone(draft: Draft): readonly AssignmentFact[] {
  return assetsOf(draft, 'account')
    .filter((slot) => isOnlyConfigured(draft, slot))
    .map((slot): AssignmentFact => {
      const where: Matcher = { accounts: [idOf(draft, slot)] };
      const evidence = factsOf(draft, slot).flatMap((fact) => fact.evidence);
      return {
        fact: 'assignment',
        ...{ where, evidence, precedence: 0, assign: { attribute: 'account', value: idOf(draft, slot) } },
      };
    });
}

function fits(draft: Draft, fact: AssignmentFact, subjects: readonly MatchSubject[]): boolean {
  const ways = [fact.where, ...otherWays(fact.where)].map(compileMatcher);
  return subjects.some(
    (subject) => ways.some((matches) => matches(subject)) && canBeSaidOf(draft, fact, subject.kind),
  );
}

/** What is meant as well: what telemetry has shown of a service and does not carry its name, and the account itself. */
function otherWays({ services, accounts, ...rest }: Matcher): readonly Matcher[] {
  const byService = (services ?? []).flatMap((one) => [`*:observed/${one}#*`, `*:observed/${one};*#*`]);
  return [
    ...(byService.length === 0 ? [] : [{ ...rest, ids: byService }]),
    ...(accounts === undefined ? [] : [{ kinds: ['account' as const], ids: accounts }]),
  ];
}

function keyOf({ where, evidence }: AssignmentFact): string {
  return JSON.stringify([where, evidence.map(({ at }) => at)]);
}
