/**
 * One request with every policy that bears on it, concrete to the last key.
 *
 * Documents are raw IAM JSON. A context key that is not there is absent from the request, except
 * `aws:PrincipalArn`, `aws:PrincipalAccount` and (users only) `aws:username`, which the evaluator adds.
 */
export interface AwsCase {
  readonly principal: AwsCasePrincipal;
  readonly action: string;
  readonly resource: { readonly arn: string; readonly account: string };
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly policies: AwsCasePolicies;
}

export interface AwsCasePrincipal {
  /** IAM user ARN, or the STS ARN of the role session. */
  readonly arn: string;
  readonly account: string;
  readonly type: 'user' | 'role-session';
  /** The role behind a session, with its path; read off the session's ARN (so without a path) where missing. */
  readonly roleArn?: string;
  readonly managementAccount?: boolean;
  readonly serviceLinked?: boolean;
}

export interface AwsCasePolicies {
  readonly identity: readonly unknown[];
  readonly boundary: unknown;
  readonly session: unknown;
  /** One list per level of the caller's organisation, root first. No levels: no SCP applies. */
  readonly scps: readonly (readonly unknown[])[];
  /** One list per level of the resource owner's organisation, root first. */
  readonly rcps: readonly (readonly unknown[])[];
  readonly resource: unknown;
  readonly kind: 'resource' | 'trust' | 'kms-key';
}

/** `rule` names the documented rule that settled it (see documentation.ts), `because` says it with its address. */
export interface AwsDecision {
  readonly decision: 'allow' | 'explicit-deny' | 'implicit-deny';
  readonly rule: string;
  readonly because: string;
}
