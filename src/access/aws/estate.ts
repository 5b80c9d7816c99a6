import type { AwsPolicyDocument, AwsPolicyType, NodeKind, PolicyFact } from '#model';

/** What was handed over of AWS. A missing property was never seen; null is known to be none. */
export interface AwsEstate {
  readonly policies: readonly PolicyFact[];
  readonly accounts: readonly AwsAccount[];
  readonly principals: readonly AwsPrincipal[];
  readonly resources: readonly AwsResource[];
  readonly seen: readonly AwsSeen[];
  /** Policies that exist but could not be read: what they are attached to becomes unknown. */
  readonly unread: readonly AwsUnread[];
  /** ISO 8601 UTC: the assessment's clock. */
  readonly now: string;
}

export interface AwsAccount {
  readonly id: string;
  /** Organisation id (o-…); null where it is known to stand alone. */
  readonly organization?: string | null;
  /** Root id first, then organisational units, without the account itself. */
  readonly parents?: readonly string[];
  /** Levels above it as far as they are known, where the way to the root is not: it stands below an organisation all the same. */
  readonly parentsInPart?: readonly string[];
  readonly managementAccount?: boolean;
  /** The configuration declares that no organisation policy applies; where the estate shows an organisation it is no word. */
  readonly standalone?: boolean;
  /** S3's account-wide RestrictPublicBuckets. */
  readonly restrictsPublicPolicy?: boolean;
  /** S3's account-wide IgnorePublicAcls. */
  readonly ignoresPublicAcls?: boolean;
}

export interface AwsPrincipal {
  readonly arn: string;
  readonly account: string;
  readonly serviceLinked: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** ARNs of groups whose attached identity policies count for this user. */
  readonly groups?: readonly string[];
}

/** Whom the URL of a function asks for a signature: nobody, or everybody. */
export type UrlType = 'NONE' | 'AWS_IAM';

export interface AwsResource {
  readonly arn: string;
  readonly kind: NodeKind;
  /** null: owned by AWS itself, such as a foundation model. */
  readonly account: string | null;
  readonly tags?: Readonly<Record<string, string>>;
  /** RestrictPublicBuckets of a bucket; false where none is configured. */
  readonly restrictsPublicPolicy?: boolean;
  /** IgnorePublicAcls of a bucket; false where none is configured. */
  readonly ignoresPublicAcls?: boolean;
  /** Object Ownership of a bucket is BucketOwnerEnforced. */
  readonly aclsDisabled?: boolean;
  /** Attribute-based access control of a bucket is switched on: only then do its tags count in conditions. */
  readonly abacEnabled?: boolean;
  /** Of a function; null where it has none. What is null in it is not known. */
  readonly functionUrl?: {
    readonly authType: UrlType | null;
    /** ISO 8601 UTC. */
    readonly createdAt: string | null;
  } | null;
  /** ARN or alias ARN of the KMS key that what it holds is under; null where that is AWS's own. */
  readonly kmsKey?: string | null;
}

/**
 * All policies of a type were enumerated within a scope: `account:<id>` (for scp and rcp: on the account and everything
 * above it) or `node:<ARN, OU or root id>`. Identity in an account's scope covers the groups of its users.
 */
export interface AwsSeen {
  readonly policyType: AwsPolicyType;
  readonly scope: string;
}

export interface AwsUnread {
  readonly policyType: AwsPolicyType;
  readonly attachedTo: string;
  readonly policy: string;
  /** One clause, such as "document does not parse". */
  readonly reason: string;
}

/**
 * One request. `context` keys are case-insensitive. With `complete`, a key that is neither in the context nor a known
 * fact of principal or resource is absent; without it, such a key becomes a guard.
 */
export interface AwsRequest {
  /** IAM user, role, role session, federated-user or root ARN; a service principal; `*` for anonymous; an identity provider (ARN or host). */
  readonly principal: string;
  /** Native action, such as s3:GetObject. */
  readonly action: string;
  /** Resource ARN as IAM sees it, or `*` for an action without resources. */
  readonly resource: string;
  /** True where `resource` stands for everything whose ARN starts so (it then ends before the `*`). */
  readonly open?: boolean;
  /** Listed resource that `resource` is a part of, where its ARN does not say so. */
  readonly about?: string;
  /** Session policies passed when the session was made; null or missing for none. */
  readonly sessionPolicies?: readonly AwsPolicyDocument[] | null;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly complete?: boolean;
}
