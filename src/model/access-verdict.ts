import type { AwsPolicyType } from './aws-policy.ts';
import type { Evidence } from './evidence.ts';

/** A condition that could not be decided from what is known: it holds in some requests and not in others. */
export interface Guard {
  /** Condition key as the policy writes it; `resource` where only part of what was asked about is covered. */
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  /** static: an attribute of principal or resource that was not handed over; posture: network or transport; runtime: only known per request. */
  readonly nature: 'static' | 'posture' | 'runtime';
  /** True where the guard must hold for access; false where it must not (a conditional deny). */
  readonly mustHold: boolean;
}

/** One decisive statement or absence, in the order in which it was considered. */
export interface ProofStep {
  readonly policyType: AwsPolicyType;
  /** Policy name or ARN; null for a rule of the platform itself, such as implicit deny. */
  readonly policy: string | null;
  readonly attachedTo: string;
  /** Sid, or #n for the n-th statement from 1; null where no statement matched. */
  readonly statement: string | null;
  readonly effect: 'allow' | 'deny' | 'no-match';
  /** One clause a person can read, without a full stop. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/**
 * The answer of access/. Unknown is never a pass: `missing` says what would have to be handed over, and is empty in every
 * other kind. `explicit`: a statement denies, where an implicit deny is that nothing allows.
 */
export type AccessVerdict =
  | { readonly kind: 'allow'; readonly proof: readonly ProofStep[]; readonly missing: readonly string[] }
  | {
      readonly kind: 'deny';
      readonly explicit: boolean;
      readonly proof: readonly ProofStep[];
      readonly missing: readonly string[];
    }
  | {
      readonly kind: 'conditional';
      readonly guards: readonly Guard[];
      readonly proof: readonly ProofStep[];
      readonly missing: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly proof: readonly ProofStep[]; readonly missing: readonly string[] };
