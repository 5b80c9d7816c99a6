import type { AccessVerb, AccessVerdict } from '#model';
import type { AccessAnswers, AccessQuestion, GrantedAccess } from '../access-answers.ts';

/** One grant, written down. What is not in the list is denied. */
export interface ListedGrant {
  readonly principal: string;
  readonly verb: AccessVerb | 'assume';
  readonly resource: string;
  readonly verdict: 'allow' | 'conditional' | 'unknown';
}

function verdictOf(grant: ListedGrant | undefined): AccessVerdict {
  if (grant === undefined) return { kind: 'deny', explicit: false, proof: [], missing: [] };
  switch (grant.verdict) {
    case 'allow':
      return { kind: 'allow', proof: [], missing: [] };
    case 'conditional': {
      // One condition stands for all: what is tested is that it is carried along.
      const guard = {
        key: 'aws:SourceVpce',
        operator: 'StringEquals',
        values: ['vpce-1'],
        nature: 'posture',
        mustHold: true,
      } as const;
      return { kind: 'conditional', guards: [guard], proof: [], missing: [] };
    }
    case 'unknown':
      return { kind: 'unknown', proof: [], missing: [`scp above ${grant.principal}`] };
  }
}

/** Whole access answers over a list of grants: what access/ gives for an account whose policies say exactly this. */
export function answersFrom(grants: readonly ListedGrant[]): AccessAnswers {
  const key = (principal: string, verb: string, resource: string): string =>
    `${principal}\n${verb}\n${resource}`;
  const byKey = new Map(grants.map((grant) => [key(grant.principal, grant.verb, grant.resource), grant]));
  const verbOf = (question: AccessQuestion): string =>
    typeof question === 'string' ? question : question.action;
  const pair = (grant: ListedGrant): GrantedAccess => ({
    ...grant,
    actions: [grant.verb],
    verdict: verdictOf(grant),
  });
  return {
    ask: (principal, question, resource) => verdictOf(byKey.get(key(principal, verbOf(question), resource))),
    accessibleBy: (principal, verb) =>
      grants.filter((one) => one.principal === principal && one.verb === verb).map(pair),
    whoCan: (question, resource, isAsked = () => true) =>
      grants
        .filter((one) => one.resource === resource && one.verb === verbOf(question) && isAsked(one.principal))
        .map(pair),
    canAssume: (principal, role) => verdictOf(byKey.get(key(principal, 'assume', role))),
    wideGrants: () => [],
  };
}
