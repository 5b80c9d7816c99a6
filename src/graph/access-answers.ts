import type { AccessVerb, AccessVerdict } from '#model';
import type { WideGrant } from '#access';

/** Five verbs, or one native action such as `s3:GetObject`. */
export type AccessQuestion = AccessVerb | { readonly action: string };

/** One pair in the names of the platform (ARNs; `*` for everyone). Denied pairs are left out of every list. */
export interface GrantedAccess {
  readonly principal: string;
  readonly resource: string;
  /** Native actions that the verdict is about. */
  readonly actions: readonly string[];
  readonly verdict: AccessVerdict;
}

/** What the graph asks of access/, and no more. Every answer is computed when asked for; none is kept as an edge. */
export interface AccessAnswers {
  /** Unknown for names that access/ has never heard of, never an exception. */
  ask(principalArn: string, question: AccessQuestion, resourceArn: string): AccessVerdict;
  /** In no order that may be relied on; the graph sorts. */
  accessibleBy(principalArn: string, verb: AccessVerb): readonly GrantedAccess[];
  /** As `accessibleBy`. A principal may be of an account that nobody handed over, and `*` is everyone. */
  whoCan(
    question: AccessQuestion,
    resourceArn: string,
    isAsked?: (principalArn: string) => boolean,
  ): readonly GrantedAccess[];
  /** Both sides: the identity policy and the trust policy of the role. */
  canAssume(principalArn: string, roleArn: string): AccessVerdict;
  /** Whole services on all resources of a type; empty for names that access/ has never heard of. */
  wideGrants(principalArn: string): readonly WideGrant[];
}

/** Empty lists and unknown answers together: nobody may read the lists alone. */
const NOTHING: readonly GrantedAccess[] = [];

/** Stands in where no grant was handed over at all: nothing is allowed, and nothing is known to be denied. */
export function noGrantsHandedOver(): AccessAnswers {
  const unknown: AccessVerdict = {
    kind: 'unknown',
    proof: [],
    missing: ['no export of an account was handed over'],
  };
  return {
    ask: () => unknown,
    accessibleBy: () => NOTHING,
    whoCan: () => NOTHING,
    canAssume: () => unknown,
    wideGrants: () => [],
  };
}
