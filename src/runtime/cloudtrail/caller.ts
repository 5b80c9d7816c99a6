import { globalId, INTERNET_ID, namesakeId, observedId, type Identifier } from '#model';
import type { TrailRecord } from './trail-record.ts';

/** Who called, as a node. `account` is null for the internet and for services, which belong to no account. */
export interface Caller {
  readonly id: string;
  readonly kind: 'cloud-role' | 'cloud-user' | 'cloud-service' | 'internet';
  readonly name: string;
  readonly account: string | null;
  readonly identifiers: readonly Identifier[];
  /** Of role or user, where the record tells nothing else of the caller: who that is, the account's export says. */
  readonly uniqueId: string | null;
}

// The path is part of the ARN and no part of the name.
const ROLE = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const USER = /^arn:[^:]+:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/;
/** `AROA…:session` of a role, `AIDA…` of a user (CloudTrail user guide, userIdentity element, principalId). */
const UNIQUE_ID = /^(A(?:ROA|IDA)[A-Z0-9]{3,124})(?::|$)/;
/** As a trust policy writes it; `AWS Internal`, which stands there too, names nobody. */
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;
const SESSION = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//;

/**
 * Who called, as the identity that policies speak of: the role behind a session, the user, a service in its own name, or anyone
 * at all. Null where it was AWS itself or an account that names nobody (docs.aws.amazon.com/awscloudtrail, userIdentity element).
 */
export function callerOf({ userIdentity }: TrailRecord): Caller | null {
  if (userIdentity === null || userIdentity === undefined) return null;
  const issuer = userIdentity.sessionContext?.sessionIssuer ?? null;
  const arn = issuer?.arn ?? userIdentity.arn ?? '';
  const [, itself = null] = UNIQUE_ID.exec(issuer?.principalId ?? userIdentity.principalId ?? '') ?? [];
  const named = byArn(arn, ROLE, 'cloud-role', itself) ?? byArn(arn, USER, 'cloud-user', itself);
  if (named !== null) return named;
  const [, account, role] = SESSION.exec(arn) ?? [];
  if (account !== undefined && role !== undefined) return roleOfSession(account, role);
  const service = userIdentity.type === 'AWSService' ? (userIdentity.invokedBy ?? '') : '';
  if (SERVICE.test(service)) return serviceOf(service);
  // Anonymous access to a public bucket is recorded as an account of that name.
  if (userIdentity.type === 'AWSAccount' && userIdentity.accountId?.toLowerCase() === 'anonymous') {
    return {
      ...{ id: INTERNET_ID, kind: 'internet', name: 'internet' },
      ...{ account: null, identifiers: [], uniqueId: null },
    };
  }
  return byUniqueId(userIdentity);
}

/** What the owner's log keeps of a caller from another account; sessions of old records come so at home as well. */
function byUniqueId({ principalId, accountId }: NonNullable<TrailRecord['userIdentity']>): Caller | null {
  const [, uniqueId] = UNIQUE_ID.exec(principalId ?? '') ?? [];
  if (uniqueId === undefined) return null;
  const kind = uniqueId.startsWith('AROA') ? 'cloud-role' : 'cloud-user';
  const account = /^\d{12}$/.test(accountId ?? '') ? (accountId ?? null) : null;
  return {
    id: observedId(kind, account ?? 'aws', uniqueId),
    kind,
    name: uniqueId,
    account,
    identifiers: [{ scheme: 'aws-unique-id', value: uniqueId }],
    uniqueId,
  };
}

/** The id under which trust policies name it, too. */
function serviceOf(name: string): Caller {
  const id = globalId('cloud-service', 'aws', name);
  return { id, kind: 'cloud-service', name, account: null, identifiers: [], uniqueId: null };
}

/** AWS's own callers, and those of the identity provider who come for a role's session and do nothing else. */
const OUTSIDE_THE_ACCOUNT: ReadonlySet<string> = new Set(['AWSService', 'WebIdentityUser', 'SAMLUser']);
const ROOT = /^arn:[^:]+:iam::\d{12}:root$/;

/**
 * Whether the record leaves open who called: an identity that is empty or broken. The account's root and AWS itself are told, though they are no node here.
 */
export function isUnnamed(record: TrailRecord): boolean {
  const { type, arn } = record.userIdentity ?? {};
  if (OUTSIDE_THE_ACCOUNT.has(type ?? '') || ROOT.test(arn ?? '')) return false;
  return callerOf(record) === null;
}

/**
 * A role that was deleted and made again has the ARN of the first and another unique id: calls of the two are kept apart, and the
 * graph says which of them the export knows.
 */
function byArn(
  arn: string,
  pattern: RegExp,
  kind: 'cloud-role' | 'cloud-user',
  itself: string | null,
): Caller | null {
  const [, account, name] = pattern.exec(arn) ?? [];
  if (account === undefined || name === undefined) return null;
  const isOne = itself !== null && itself.startsWith(kind === 'cloud-role' ? 'AROA' : 'AIDA');
  const identifiers: Identifier[] = [{ scheme: 'arn', value: arn }];
  if (isOne) identifiers.push({ scheme: 'aws-unique-id', value: itself });
  const id = isOne ? namesakeId(arn, itself) : arn;
  return { id, kind, name, account, identifiers, uniqueId: null };
}

/** The ARN of a session leaves out the role's path, so the role is known by its name in its account. */
function roleOfSession(account: string, name: string): Caller {
  const id = observedId('cloud-role', account, name);
  return {
    id,
    kind: 'cloud-role',
    name,
    account,
    identifiers: [{ scheme: 'aws-name', value: `iam:role/${name}` }],
    uniqueId: null,
  };
}
