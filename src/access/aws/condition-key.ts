import type { Guard } from '#model';
import type { AwsAccount, AwsResource } from './estate.ts';
import type { Subject } from './subject.ts';
import type { Missing } from './truth.ts';

/**
 * What is known of a condition key. Open: it differs between requests, or was not handed over; `always` says it is
 * present in every request, `notBefore` (epoch ms) that its value is a time that cannot lie earlier.
 */
export type KeyReading =
  | { readonly is: 'known'; readonly values: readonly string[] }
  | { readonly is: 'absent' }
  | {
      readonly is: 'open';
      readonly nature: Guard['nature'];
      readonly always: boolean;
      readonly notBefore?: number;
      /** What would answer it, where it was not handed over: what hangs on the key is then unknown, and no condition. */
      readonly missing?: Missing;
      /** All that it may turn out to be: what each of them leads to holds whichever it is. */
      readonly either?: readonly KeyReading[];
    };

/** The facts of one request from which keys are read. */
export interface KeyFacts {
  readonly subject: Subject;
  readonly subjectAccount: AwsAccount | null;
  readonly resourceArn: string;
  readonly resource: AwsResource | null;
  readonly resourceAccount: AwsAccount | null;
  readonly nowMs: number;
}

/** Which side of the request a key speaks of: decides what a compiled statement can be remembered by. */
type KeySide = 'principal' | 'resource' | 'request';

// Several readings, by why a key is open: only per request (runtime), network and transport (posture), or an attribute
// that exists but was not in the export (static). The nature goes into the guard that a reader sees.
const ABSENT: KeyReading = { is: 'absent' };
const RUNTIME: KeyReading = { is: 'open', nature: 'runtime', always: false };
const RUNTIME_ALWAYS: KeyReading = { is: 'open', nature: 'runtime', always: true };
const POSTURE: KeyReading = { is: 'open', nature: 'posture', always: false };
const POSTURE_ALWAYS: KeyReading = { is: 'open', nature: 'posture', always: true };
const NOT_HANDED_OVER: Extract<KeyReading, { is: 'open' }> = { is: 'open', nature: 'static', always: false };

const known = (...values: string[]): KeyReading => ({ is: 'known', values });

/** Longest life of temporary credentials: 36 h, of GetSessionToken and GetFederationToken (STS API reference). */
const LONGEST_SESSION_MS = 36 * 3_600_000;

/** Keys in which the identities of one account differ. */
const OF_ONE_IDENTITY = /^aws:(principalarn|principaltype|principaltag\/.*|username)$/;

const PRINCIPAL_KEYS = new Set([
  'aws:username',
  'aws:userid',
  'aws:tokenissuetime',
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]);

/** aws:SourceIp is missing where the request comes through a VPC endpoint, so none of these is always present. */
const POSTURE_KEYS = new Set(['aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip']);

/**
 * Which side of the request decides the key's value (IAM user guide, reference_policies_condition-keys). `key` is lower
 * case. A service's own keys count as the request's: nothing in an estate says them.
 */
export function sideOf(key: string): KeySide {
  if (key.startsWith('aws:principal') || PRINCIPAL_KEYS.has(key)) return 'principal';
  if (key.startsWith('aws:resource') || /:(resource|bucket)tag\//.test(key)) return 'resource';
  return key === 's3:resourceaccount' || key === 'aws:requestedregion' ? 'resource' : 'request';
}

/**
 * Reads a key from what is known without a request in hand. `key` is lower case. Presence and values follow the tables of
 * the IAM user guide, reference_policies_condition-keys; what they leave to the request is open.
 */
export function readKey(key: string, facts: KeyFacts): KeyReading {
  switch (sideOf(key)) {
    case 'principal':
      return readPrincipalKey(key, facts);
    case 'resource':
      return readResourceKey(key, facts);
    case 'request':
      return readRequestKey(key, facts);
    default:
      return RUNTIME;
  }
}

function readRequestKey(key: string, facts: KeyFacts): KeyReading {
  // A rule for the past is decided now: a request can only come after the assessment.
  if (key === 'aws:currenttime' || key === 'aws:epochtime') {
    return { is: 'open', nature: 'runtime', always: true, notBefore: facts.nowMs };
  }
  if (key === 'aws:securetransport' || key === 'aws:viaawsservice') return POSTURE_ALWAYS;
  return POSTURE_KEYS.has(key) ? POSTURE : RUNTIME;
}

function readPrincipalKey(key: string, facts: KeyFacts): KeyReading {
  const { subject } = facts;
  if (subject.kind === 'account' && OF_ONE_IDENTITY.test(key))
    return { ...NOT_HANDED_OVER, always: key === 'aws:principalarn' || key === 'aws:principaltype' };
  if (key.startsWith('aws:principaltag/')) return readPrincipalTag(key.slice(17), subject);
  switch (key) {
    // For a role session the ARN of the role, not of the session: subject.ts has settled that.
    case 'aws:principalarn':
      return subject.principalArn === null ? ABSENT : known(subject.principalArn);
    case 'aws:principalaccount':
      if (subject.kind === 'anonymous') return known('anonymous');
      return subject.account === null ? ABSENT : known(subject.account);
    case 'aws:principaltype':
      return subject.principalType === null ? ABSENT : known(subject.principalType);
    case 'aws:principalisawsservice':
      return known(String(subject.kind === 'service'));
    case 'aws:principalservicename':
    case 'aws:principalservicenameslist':
      return subject.kind === 'service' ? known(subject.arn) : ABSENT;
    case 'aws:principalorgid':
      return subject.account === null ? ABSENT : organizationId(facts.subjectAccount);
    case 'aws:principalorgpaths':
      return subject.account === null ? ABSENT : organizationPath(facts.subjectAccount);
    case 'aws:username':
      return subject.kind === 'user' ? known(subject.name) : ABSENT;
    // Unique ids (AIDA…, AROA…:session) are no part of what is handed over: always present, never known.
    case 'aws:userid':
      return subject.account === null ? ABSENT : RUNTIME_ALWAYS;
    case 'aws:tokenissuetime':
      return tokenIssueTime(facts);
    // Present with temporary credentials alone: hence neither absent nor always there.
    case 'aws:multifactorauthpresent':
    case 'aws:multifactorauthage':
      return subject.account === null ? ABSENT : RUNTIME;
    default:
      // aws:Source* is set only where one service calls another on behalf of a resource (global condition keys reference).
      return subject.kind === 'service' ? NOT_HANDED_OVER : ABSENT;
  }
}

/**
 * The credentials were issued at most one longest session before now, which decides `DateLessThan` on a date long past
 * (what revoking a role's sessions leaves behind). Access keys of users carry no token, but a user may ask for one.
 */
function tokenIssueTime(facts: KeyFacts): KeyReading {
  const { kind } = facts.subject;
  if (kind === 'anonymous' || kind === 'service' || kind === 'provider') return ABSENT;
  const always = kind === 'role' || kind === 'session' || kind === 'federated-user';
  return { is: 'open', nature: 'runtime', always, notBefore: facts.nowMs - LONGEST_SESSION_MS };
}

/**
 * Session tags can stand in for the tags of a role, where its trust policy lets the caller pass them; then the value is
 * only known per request (IAM user guide, id_session-tags).
 */
function readPrincipalTag(name: string, subject: Subject): KeyReading {
  // Tags belong to IAM users and roles (IAM user guide, id_tags): the root user and services have none.
  if (subject.account === null || subject.kind === 'root') return ABSENT;
  if (subject.takesSessionTags || subject.kind === 'federated-user') return RUNTIME;
  const tags = subject.facts?.tags;
  return tags === undefined ? NOT_HANDED_OVER : tagValue(tags, name);
}

/** Tag keys in condition keys are compared without case, their values with it (IAM user guide, access_tags). */
function tagValue(tags: Readonly<Record<string, string>>, lowerName: string): KeyReading {
  for (const [name, value] of Object.entries(tags)) if (name.toLowerCase() === lowerName) return known(value);
  return ABSENT;
}

function readResourceKey(key: string, facts: KeyFacts): KeyReading {
  const tag = /:(?:resource|bucket)tag\/(.*)$/.exec(key)?.[1];
  if (tag !== undefined) return readResourceTag(tag, key, facts);
  switch (key) {
    case 'aws:requestedregion': {
      // Buckets and IAM's own ARNs have no region: the endpoint that is called decides, which only the request knows.
      const region = facts.resourceArn.split(':', 5)[3];
      return region === undefined || region === '' || /[*?]/.test(region) ? RUNTIME_ALWAYS : known(region);
    }
    case 'aws:resourceaccount':
    case 's3:resourceaccount':
      return facts.resourceAccount === null ? NOT_HANDED_OVER : known(facts.resourceAccount.id);
    case 'aws:resourceorgid':
      return organizationId(facts.resourceAccount);
    case 'aws:resourceorgpaths':
      return organizationPath(facts.resourceAccount);
    default:
      return RUNTIME;
  }
}

/**
 * Tags of a general purpose bucket are no attribute for access until the bucket says so, and by default it does not (S3 user
 * guide, "Enabling ABAC in general purpose buckets"). Then they stand for its objects as well, under either key ("Using tags with S3
 * general purpose buckets", example 1.2).
 */
function readResourceTag(name: string, key: string, { resource }: KeyFacts): KeyReading {
  const isBucket = resource?.arn.startsWith('arn:aws') === true && resource.arn.includes(':s3:::');
  if (isBucket && resource.abacEnabled === false) return ABSENT;
  if (isBucket && resource.abacEnabled === undefined) {
    const missing = { what: 'whether its tags count in policies (get-bucket-abac)', of: resource.arn };
    const either = resource.tags === undefined ? null : [ABSENT, tagValue(resource.tags, name)];
    return { ...NOT_HANDED_OVER, missing, ...(either === null ? {} : { either }) };
  }
  // The tags of anything else are no bucket's.
  if (resource !== null && !isBucket && key.startsWith('s3:')) return ABSENT;
  return resource?.tags === undefined ? NOT_HANDED_OVER : tagValue(resource.tags, name);
}

/** A declared standalone account counts as known to be in none. */
function organizationId(account: AwsAccount | null): KeyReading {
  if (account === null || (account.organization === undefined && account.standalone !== true))
    return NOT_HANDED_OVER;
  return typeof account.organization === 'string' ? known(account.organization) : ABSENT;
}

/** `o-…/r-…/ou-…/`: from the organisation down, with a slash at the end (global condition keys, aws:PrincipalOrgPaths). */
function organizationPath(account: AwsAccount | null): KeyReading {
  const organization = organizationId(account);
  if (organization.is !== 'known') return organization;
  if (account?.parents === undefined) return NOT_HANDED_OVER;
  return known([...organization.values, ...account.parents, ''].join('/'));
}
