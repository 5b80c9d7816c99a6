import * as z from 'zod';
import { err, ok, type Result } from './result.ts';

/** Where an AWS policy is attached decides what it can do; the evaluation order is in access/aws. */
export const AWS_POLICY_TYPES = [
  'identity',
  'boundary',
  'session',
  'resource',
  // An S3 access control list, put as a document: it grants and never denies.
  'acl',
  'trust',
  'scp',
  'rcp',
] as const;
export type AwsPolicyType = (typeof AWS_POLICY_TYPES)[number];

/** `not` is the NotAction / NotResource / NotPrincipal form. Patterns are as written; `*` and `?` are wildcards. */
export interface AwsPatternSet {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

/**
 * Whom a statement of a resource or trust policy names (IAM user guide, reference_policies_elements_principal): ARNs,
 * account numbers, service principals, identity providers. As written; equal names in other forms are met by access/.
 */
export interface AwsPrincipalSet {
  readonly not: boolean;
  /** `Principal: "*"` or `{"AWS": "*"}`. */
  readonly any: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly federated: readonly string[];
  /** S3's ids of accounts: nothing in an export ties them to a number. */
  readonly canonicalUsers: readonly string[];
}

/** One operator-key pair; several pairs of a statement are joined by and, values of one pair are alternatives. */
export interface AwsCondition {
  /** As written, with `ForAllValues:`, `ForAnyValue:` and `IfExists` kept. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement. null: the element is not there, as Resource in a trust policy or Principal in an identity policy. */
export interface AwsStatement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: AwsPatternSet;
  readonly resources: AwsPatternSet | null;
  readonly principals: AwsPrincipalSet | null;
  readonly conditions: readonly AwsCondition[];
}

/** A document as far as access/ needs it: ids and unknown elements are dropped, order is kept for `#n` in proofs. */
export interface AwsPolicyDocument {
  readonly version: string;
  readonly statements: readonly AwsStatement[];
}

// Far beyond what AWS accepts (a managed policy ends at 6,144 characters: IAM user guide, reference_iam-quotas), so that
// only a hostile file meets them.
const MAX_STATEMENTS = 5_000;
const MAX_PATTERNS = 10_000;

// One value may stand without its list, in every element (IAM user guide, reference_policies_grammar).
const strings = z
  .union([z.string(), z.array(z.string()).max(MAX_PATTERNS)])
  .transform((v) => (Array.isArray(v) ? v : [v]));
// Values of conditions may be numbers and booleans too (same page); all are kept as text.
const scalars = z
  .union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(z.union([z.string(), z.number(), z.boolean()])).max(MAX_PATTERNS),
  ])
  .transform((v) => (Array.isArray(v) ? v : [v]).map(String));

const RawPrincipal = z.union([
  z.literal('*'),
  z.object({
    AWS: strings.optional(),
    Service: strings.optional(),
    Federated: strings.optional(),
    CanonicalUser: strings.optional(),
  }),
]);

/** Loose: elements that AWS adds later are passed over. */
const RawStatement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: strings.optional(),
  NotAction: strings.optional(),
  Resource: strings.optional(),
  NotResource: strings.optional(),
  Principal: RawPrincipal.optional(),
  NotPrincipal: RawPrincipal.optional(),
  Condition: z.record(z.string(), z.record(z.string(), scalars)).optional(),
});

const RawDocument = z.object({
  // What AWS assumes where it is left out (IAM user guide, reference_policies_elements_version).
  Version: z.string().default('2008-10-17'),
  Statement: z
    .union([RawStatement, z.array(RawStatement).max(MAX_STATEMENTS)])
    .transform((v) => (Array.isArray(v) ? v : [v])),
});

function principalSet(raw: z.infer<typeof RawPrincipal>, not: boolean): AwsPrincipalSet {
  if (raw === '*') return { not, any: true, aws: [], services: [], federated: [], canonicalUsers: [] };
  const aws = raw.AWS ?? [];
  return {
    not,
    any: aws.includes('*'),
    aws: aws.filter((value) => value !== '*'),
    services: raw.Service ?? [],
    federated: raw.Federated ?? [],
    canonicalUsers: raw.CanonicalUser ?? [],
  };
}

/** Each element or its Not form, never both: a statement that says both says nothing that could be relied on. */
function statement(raw: z.infer<typeof RawStatement>): Result<AwsStatement, string> {
  if ((raw.Action === undefined) === (raw.NotAction === undefined)) {
    return err('a statement needs exactly one of Action and NotAction');
  }
  if (raw.Resource !== undefined && raw.NotResource !== undefined)
    return err('a statement has both Resource and NotResource');
  if (raw.Principal !== undefined && raw.NotPrincipal !== undefined)
    return err('a statement has both Principal and NotPrincipal');
  const resources = raw.Resource ?? raw.NotResource;
  const principals = raw.Principal ?? raw.NotPrincipal;
  return ok({
    sid: raw.Sid ?? null,
    effect: raw.Effect,
    actions: { not: raw.NotAction !== undefined, patterns: raw.Action ?? raw.NotAction ?? [] },
    resources: resources === undefined ? null : { not: raw.NotResource !== undefined, patterns: resources },
    principals: principals === undefined ? null : principalSet(principals, raw.NotPrincipal !== undefined),
    // Operator by operator: the same key may stand under several.
    conditions: Object.entries(raw.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
    ),
  });
}

/**
 * Reads a policy document as IAM writes it (JSON already parsed; the CLI decodes the URL encoding).
 *
 * A document that does not parse must become a gap: dropping it could hide a Deny. One bad statement spoils the whole for
 * the same reason.
 *
 * @returns The error is at most 500 characters and names the place in the document, for a person to read.
 */
export function parseAwsPolicyDocument(json: unknown): Result<AwsPolicyDocument, string> {
  const parsed = RawDocument.safeParse(json);
  if (!parsed.success) return err(z.prettifyError(parsed.error).slice(0, 500));
  const statements: AwsStatement[] = [];
  for (const raw of parsed.data.Statement) {
    const one = statement(raw);
    if (!one.ok) return one;
    statements.push(one.value);
  }
  return ok({ version: parsed.data.Version, statements });
}
