/**
 * One request with every policy that bears on it, concrete to the last key.
 *
 * Documents are raw IAM JSON. A context key that is not there is absent from the request, except the keys that the
 * evaluator derives from caller and resource (request-context.ts).
 */
export interface AwsCase {
  readonly principal: AwsCasePrincipal;
  readonly action: string;
  readonly resource: AwsCaseResource;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly policies: AwsCasePolicies;
}

export interface AwsCasePrincipal {
  /** IAM user ARN, the STS ARN of the role session, or `*` for a request that nobody signed. */
  readonly arn: string;
  /** Empty for a request that nobody signed. */
  readonly account: string;
  readonly type: 'user' | 'role-session' | 'anonymous';
  /** The role behind a session, with its path; read off the session's ARN (so without a path) where missing. */
  readonly roleArn?: string;
  /** Id of the organisation that the caller's account is a member of; missing where the case speaks of none. */
  readonly organization?: string;
  /** Its way there, `o-…/r-…/ou-…/`. */
  readonly path?: string;
  readonly managementAccount?: boolean;
  readonly serviceLinked?: boolean;
}

export interface AwsCaseResource {
  readonly arn: string;
  readonly account: string;
  /** Of the bucket where the resource is an object. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Of a bucket, or of the bucket that an object is in: attribute-based access control is switched on. */
  readonly abac?: boolean;
  /** Of a function, where the request is made to its URL. */
  readonly url?: AwsCaseUrl;
  readonly organization?: string;
  readonly path?: string;
  /** The owner's account is the management account of its organisation; the caller's flag counts where both are one. */
  readonly managementAccount?: boolean;
}

export interface AwsCaseUrl {
  readonly authType: 'NONE' | 'AWS_IAM';
  /** Lambda asks for lambda:InvokeFunction besides lambda:InvokeFunctionUrl. */
  readonly needsBoth: boolean;
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
