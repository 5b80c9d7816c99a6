import type { AwsRequest } from '#access';
import { documentOf, isTagOfCaller } from './aws-handed-estate.ts';
import { actionHasKey } from './aws-oracle/action-keys.ts';
import type { AwsCase } from './aws-oracle/aws-case.ts';
import { writtenIn } from './aws-oracle/completion.ts';
import type { OpenPiece, PartialCase } from './aws-oracle/partial-case.ts';

/** Keys that we know of principal and resource; to the case a key that it does not list is absent. */
const KNOWN_TO_US = [
  'aws:PrincipalType',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:ResourceOrgPaths',
  's3:ResourceAccount',
  'aws:RequestedRegion',
];

/** Keys that drawn policies name: where only one of them is open, the others are handed over as absent. */
const NAMED_BY_POLICIES = [
  'aws:PrincipalTag/team',
  'aws:SourceVpce',
  'aws:SourceIp',
  'aws:SecureTransport',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:CurrentTime',
  'aws:TagKeys',
  'aws:username',
  's3:prefix',
  's3:ExistingObjectTag/team',
  's3:RequestObjectTagKeys',
  's3:x-amz-acl',
  'sts:ExternalId',
  'kms:ViaService',
  'kms:EncryptionContextKeys',
];

/** Pieces that leave the value of a key open. */
const OF_KEYS: readonly OpenPiece['piece'][] = [
  'key',
  'abac',
  'tags',
  'url-auth-type',
  'caller-organization',
  'organization-id',
  'owner-organization',
];
const OF_PATHS: readonly OpenPiece['piece'][] = ['caller-levels', 'owner-levels'];

/** The request of a case as we take it. With a key open, it is not complete and every other key is said. */
export function requestOf(handed: PartialCase): AwsRequest {
  const { known, open } = handed;
  const complete = isComplete(handed);
  const { session } = known.policies;
  return {
    principal: known.principal.arn,
    action: known.action,
    resource: known.resource.arn,
    sessionPolicies: session === null || session === undefined ? [] : [documentOf(session)],
    context: { ...absentKeys(known, open, complete ? [] : NAMED_BY_POLICIES), ...contextOf(known) },
    complete,
  };
}

/** Whether every key that is neither said nor a fact of caller or resource is absent. */
function isComplete({ known, open }: PartialCase): boolean {
  const asksPaths = writtenIn(known).includes('orgpaths');
  return !open.some(({ piece }) => OF_KEYS.includes(piece) || (asksPaths && OF_PATHS.includes(piece)));
}

/** Tags of a user are handed over with him. */
function contextOf({ principal, context }: AwsCase): AwsCase['context'] {
  if (principal.type !== 'user') return context;
  return Object.fromEntries(Object.entries(context).filter(([key]) => !isTagOfCaller(key)));
}

function absentKeys(
  c: AwsCase,
  open: readonly OpenPiece[],
  named: readonly string[],
): Record<string, readonly string[]> {
  const given = new Set(Object.keys(c.context).map((key) => key.toLowerCase()));
  const isOpen = (piece: OpenPiece['piece']) => open.some((one) => one.piece === piece);
  const isOneAccount = c.principal.account === c.resource.account;
  const known = new Set([
    ...(c.principal.organization !== undefined || isOpen('caller-organization')
      ? ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths']
      : []),
    ...(c.resource.organization !== undefined ||
    isOpen(isOneAccount ? 'caller-organization' : 'owner-organization')
      ? ['aws:ResourceOrgID', 'aws:ResourceOrgPaths']
      : []),
    ...(c.principal.type === 'user' ? ['aws:username', 'aws:PrincipalTag/team'] : []),
    ...open.flatMap((piece) => (piece.piece === 'key' ? [piece.key] : [])),
  ]);
  const absent = [...KNOWN_TO_US, ...named].filter(
    (key) => !given.has(key.toLowerCase()) && !known.has(key) && actionHasKey(c.action, key),
  );
  return Object.fromEntries(absent.map((key) => [key, []]));
}
