import { S3_ACL_PERMISSIONS } from '#model';
import { statementTruth, type Statement } from './document.ts';
import type { AwsResource } from './estate.ts';
import type { Attachment, EstateIndex } from './estate-index.ts';
import type { LayerResult, Matched, Question } from './layer-result.ts';
import { naming } from './principal-match.ts';
import type { Subject } from './subject.ts';
import { and, guarded, NO, or, unseen, YES, type Missing, type Truth } from './truth.ts';

/** What access control lists can grant at one bucket. They never deny. */
interface BucketAcl {
  readonly arn: string;
  readonly attachments: readonly Attachment[];
  /** Whether grants to everyone count: IgnorePublicAcls sets them aside, at the bucket or for its account. */
  readonly publicCounts: Truth;
  /** Lists that were not handed over and may grant the action (lower case): the bucket's own, and those of its objects. */
  readonly unseenFor: (action: string) => readonly Missing[];
}

const lowered = (part: 'bucket' | 'object'): ReadonlySet<string> =>
  new Set(Object.values(S3_ACL_PERMISSIONS).flatMap((one) => one[part].map((name) => name.toLowerCase())));
const BUCKET_ACTIONS = lowered('bucket');
const OBJECT_ACTIONS = lowered('object');

/** The service of the group LogDelivery, which writes access logs (S3 user guide, acl-overview, "Who is a grantee?"). */
const LOG_DELIVERY = 'logging.s3.amazonaws.com';

/** null where there are none, or none that counts: not a bucket, or one whose owner enforces its ownership. */
export function bucketAcl(index: EstateIndex, resource: AwsResource | null): BucketAcl | null {
  if (resource === null || !resource.arn.includes(':s3:::') || resource.aclsDisabled === true) return null;
  const { arn } = resource;
  const listed = resource.account !== null && index.seen('acl', 'account', resource.account);
  const seen = listed || index.seen('acl', 'node', arn) || index.attached('acl', arn).length > 0;
  const unread = index.unread('acl', arn);
  const own: readonly Missing[] = seen ? unread : [...unread, { what: 'ACL', of: arn }];
  // No export lists them: an object's list is asked for object by object.
  const objects: Missing = { what: 'ACLs of objects', of: arn };
  return {
    arn,
    attachments: index.attached('acl', arn),
    publicCounts: publicCounts(index, resource),
    unseenFor: (action) => [
      ...(BUCKET_ACTIONS.has(action) ? own : []),
      ...(OBJECT_ACTIONS.has(action) ? [objects] : []),
    ],
  };
}

/** S3 user guide, access-control-block-public-access, "IgnorePublicAcls": of the bucket and its account, either is enough. */
function publicCounts(index: EstateIndex, resource: AwsResource): Truth {
  const account = resource.account === null ? null : index.account(resource.account);
  const levels = [resource.ignoresPublicAcls, account?.ignoresPublicAcls];
  if (levels.includes(true)) return NO;
  const missing: Missing[] = [];
  const what = 'public access block';
  if (levels[0] === undefined) missing.push({ what, of: resource.arn });
  if (levels[1] === undefined) missing.push({ what, of: `account ${resource.account ?? 'that owns it'}` });
  return missing.length === 0 ? YES : unseen(...missing);
}

/** Both groups of everyone (all users, all that are signed in) are public to S3. */
export function isPublicGrant({ principals }: Statement): boolean {
  return principals?.any === true;
}

/** The lists as a layer beside the bucket's policy; only allows are in it. */
export function evaluateAcl(
  index: EstateIndex,
  resource: AwsResource | null,
  question: Question,
): LayerResult | null {
  const acl = bucketAcl(index, resource);
  if (acl === null) return null;
  const missing = unseenBy(acl, question, resource?.account ?? null);
  const matched = acl.attachments.flatMap((attachment) =>
    attachment.document.statements.flatMap((statement) => matchGrant(acl, attachment, statement, question)),
  );
  const open = missing.length > 0 && !question.trusting ? unseen(...missing) : NO;
  const layer = {
    policyType: 'acl' as const,
    attachedTo: acl.arn,
    attachments: acl.attachments,
    missing,
  };
  return { layer, allow: or(...matched.map(({ truth }) => truth), open), denies: [], matched };
}

function matchGrant(
  acl: BucketAcl,
  attachment: Attachment,
  statement: Statement,
  question: Question,
): Matched[] {
  if (statement.principals === null || statement.effect === 'Deny') return [];
  const toEveryone = isPublicGrant(statement);
  // "Everyone" holds those that are signed in: to them alone is a condition on who comes, not a no.
  const narrowed = toEveryone && question.subject.kind === 'anonymous' ? statement.conditions : [];
  const asked = narrowed.length === 0 ? statement : { ...statement, conditions: [] };
  const met = and(
    statementTruth(asked, question.action, question.target, question.read),
    ...narrowed.map(({ written }) => guarded({ ...written, nature: 'runtime', mustHold: true })),
    toEveryone ? seenOnly(acl.publicCounts, question) : YES,
  );
  if (met.is === 'no') return [];
  const forms = naming(statement.principals, question.subject);
  return (['direct', 'role', 'account'] as const).flatMap((form) => {
    const truth = and(forms[form], met);
    return truth.is === 'no' ? [] : [{ attachment, statement, truth, form }];
  });
}

function seenOnly(truth: Truth, { trusting }: Question): Truth {
  return trusting && truth.is === 'maybe' ? YES : truth;
}

/**
 * What a list that was not handed over may grant this caller. Lists name accounts and groups, never a user or role: to an
 * identity of the owner's account they could give only what they give to everyone, which the question about everyone
 * answers. So those stay as their policies say, and the doubt is told once and not of each.
 */
function unseenBy(acl: BucketAcl, question: Question, owner: string | null): readonly Missing[] {
  const { subject, action } = question;
  return mayGrant(acl, subject, owner) ? acl.unseenFor(action) : [];
}

function mayGrant(acl: BucketAcl, subject: Subject, owner: string | null): boolean {
  switch (subject.kind) {
    case 'anonymous':
      return acl.publicCounts.is !== 'no';
    case 'service':
      return subject.arn === LOG_DELIVERY;
    case 'provider':
      return false;
    default:
      return subject.account !== owner;
  }
}
