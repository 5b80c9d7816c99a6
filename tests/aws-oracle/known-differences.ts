import { actionHasKey } from './action-keys.ts';
import { writtenIn } from './completion.ts';
import type { PartialCase } from './partial-case.ts';
import { truthOf } from './truth.ts';

/**
 * Why access/ is known to answer such a case otherwise than the documentation, by the page that decides; null where
 * nothing is known. The differential leaves these cases out until it is repaired there; each line then goes.
 */
export function knownDifference({ known, open }: PartialCase, complete: boolean): string | null {
  const { action, resource, principal } = known;
  const written = writtenIn(known);
  const isOpen = (name: string) => open.some(({ piece }) => piece === name);
  const isAbac = resource.abac === true || isOpen('abac');
  if (/^s3:(?:Get|Put)Object$/u.test(action) && isAbac && written.includes('aws:resourcetag/'))
    return 'aws:ResourceTag on objects: AmazonS3/latest/userguide/buckets-tagging.html, example 1.2';
  const hasTags = Object.keys(resource.tags ?? {}).length > 0;
  if (!action.startsWith('s3:') && (hasTags || !complete) && written.includes('s3:buckettag/'))
    return 's3:BucketTag outside S3: service-authorization/latest/reference/list_amazons3.html';
  if (isOpen('url-auth-type')) return 'a URL whose type is not known: lambda/latest/dg/urls-auth.html';
  if (resource.url?.authType === 'NONE' && principal.type !== 'anonymous')
    return 'a signed call to a URL that authenticates nobody: lambda/latest/dg/urls-auth.html';
  const actions = resource.url === undefined ? [action] : [action, 'lambda:InvokeFunction'];
  const foreign = KEYS_OF_SERVICES.filter(
    (key) => written.includes(key.toLowerCase()) && actions.some((one) => !actionHasKey(one, key)),
  );
  if (!complete && foreign.length > 0)
    return 'keys that the action does not have: service-authorization/latest/reference';
  if (isOpen('abac') && !isOpen('tags') && /tag\//u.test(written) && truthOf({ known, open }) !== 'open')
    return 'tags that settle it with ABAC or without: AmazonS3/latest/userguide/buckets-tagging.html';
  const hasBoundary = open.some((piece) => piece.piece === 'boundary' && piece.how !== 'unseen');
  if (hasBoundary && written.includes('notprincipal'))
    return 'NotPrincipal never spares who has a boundary: IAM/latest/UserGuide/access_policies_boundaries.html';
  return null;
}

const KEYS_OF_SERVICES = [
  's3:ExistingObjectTag/',
  's3:RequestObjectTagKeys',
  's3:x-amz-acl',
  'lambda:FunctionUrlAuthType',
  'lambda:InvokedViaFunctionUrl',
  'sts:ExternalId',
  'kms:ViaService',
  'kms:EncryptionContextKeys',
];
