import type { ResourceKind } from './catalogue.ts';
import type { AwsRequest, AwsResource } from './estate.ts';
import type { Subject } from './subject.ts';
import { guarded, unseen, type Missing, type Truth } from './truth.ts';
import { matches } from './wildcard.ts';

/** What a request asks of the KMS key beside what it asks of the resource. */
type KeyUse =
  | { readonly unseen: Missing }
  | {
      readonly request: AwsRequest;
      /** The key is only the one that a bucket uses by default. */
      readonly byDefault: boolean;
    };

/**
 * The service asks KMS in the caller's name: the caller needs the key's policy as well, directly or through its own (KMS
 * developer guide, "Using AWS managed services with KMS"). What the service says of itself in doing so is known.
 *
 * @returns null where the action reads and writes nothing under a customer's key, or the key was never seen.
 */
export function keyRequest(
  entry: ResourceKind | null,
  request: AwsRequest,
  resource: AwsResource | null,
  subject: Subject,
): KeyUse | null {
  const key = resource?.kmsKey ?? null;
  if (resource === null || entry === null || key === null) return null;
  const action = request.action.toLowerCase();
  const use = entry.keyUses.find(({ actions }) => actions.some((pattern) => matches(pattern, action)));
  if (use === undefined) return null;
  const parts = /^arn:(aws[a-z-]*):kms:([^:]+):\d{12}:key\/./.exec(key);
  // An alias hides which key it is, and with that which policy and which ARN count.
  if (parts === null) return { unseen: { what: 'key policy', of: key } };
  const [, partition = 'aws', region = ''] = parts;
  const service = resource.arn.split(':', 3)[2] ?? '';
  const context = {
    ...request.context,
    'kms:ViaService': `${service}.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`,
    ...(subject.account === null ? {} : { 'kms:CallerAccount': subject.account }),
  };
  const { principal, sessionPolicies = null, complete = false } = request;
  return {
    request: { principal, action: use.needs, resource: key, sessionPolicies, complete, context },
    byDefault: use.byDefault,
  };
}

/**
 * A bucket's default key binds neither what was there before nor a write that names another (S3 user guide,
 * default-bucket-encryption): without the key, what is not under it remains.
 *
 * @param access Of the request to the key; null where that could not be asked.
 */
export function withinKey(use: KeyUse, access: Truth | null): Truth {
  if ('unseen' in use) return unseen(use.unseen);
  if (access === null) return unseen({ what: 'key policy', of: use.request.resource });
  if (access.is !== 'no' || !use.byDefault) return access;
  return guarded({
    key: 's3:x-amz-server-side-encryption-aws-kms-key-id',
    operator: 'StringEquals',
    values: [use.request.resource],
    nature: 'runtime',
    mustHold: false,
  });
}
