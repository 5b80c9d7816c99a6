import type { AwsPrincipal } from './estate.ts';

/** `account`: whichever of an account's identities it hands the right to, which its own policies say. */
type SubjectKind =
  | 'user'
  | 'role'
  | 'session'
  | 'federated-user'
  | 'root'
  | 'account'
  | 'service'
  | 'anonymous'
  | 'provider'
  | 'unknown';

/** Who asks, taken apart once. A role stands for any session of it whose name is not known. */
export interface Subject {
  readonly kind: SubjectKind;
  /** As asked. */
  readonly arn: string;
  readonly account: string | null;
  /** ARN of the user or role whose policies count; null where none can. */
  readonly identityArn: string | null;
  /** Value of aws:PrincipalArn: for a session the ARN of its role. */
  readonly principalArn: string | null;
  readonly principalType: string | null;
  /** Friendly name of user or role, without path. */
  readonly name: string;
  readonly facts: AwsPrincipal | null;
  readonly serviceLinked: boolean;
  readonly takesSessionTags: boolean;
  /** Whether a permissions boundary is attached; null where that was not seen. */
  readonly bounded: boolean | null;
}

/** What the estate knows of principals; null where it does not list them or did not see. */
export interface SubjectSource {
  readonly principal: (arn: string) => AwsPrincipal | null;
  /** The role of that name in the account; session ARNs leave out its path. */
  readonly roleNamed: (account: string, name: string) => AwsPrincipal | null;
  readonly takesSessionTags: (roleArn: string) => boolean;
  readonly bounded: (arn: string, account: string) => boolean | null;
}

const ARN = /^arn:(aws[a-z-]*):(iam|sts)::(\d{12}):(.+)$/;

/** Never fails: what is no ARN, service, provider or `*` is of unknown kind. */
export function parseSubject(principal: string, source: SubjectSource): Subject {
  const subject = partsOf(principal, source);
  if (subject.identityArn === null || subject.account === null) return subject;
  return { ...subject, bounded: source.bounded(subject.identityArn, subject.account) };
}

function partsOf(principal: string, source: SubjectSource): Subject {
  const arn = ARN.exec(principal);
  if (arn === null) return withoutAccount(principal);
  const [, partition = 'aws', service, account = '', rest = ''] = arn;
  const [type = '', ...path] = rest.split('/');
  const name = path.at(-1) ?? '';
  const base = { ...NOBODY, arn: principal, account, name };
  if (service === 'iam' && rest === 'root') {
    return { ...base, kind: 'root', principalArn: principal, principalType: 'Account' };
  }
  if (service === 'iam' && type === 'user') {
    const identity = { identityArn: principal, principalArn: principal, facts: source.principal(principal) };
    return { ...base, ...identity, kind: 'user', principalType: 'User' };
  }
  if (service === 'iam' && type === 'role') {
    return { ...base, ...roleFacts(principal, source.principal(principal), source), kind: 'role' };
  }
  if (service === 'sts' && type === 'assumed-role' && path.length === 2) {
    const [roleName = ''] = path;
    const facts = source.roleNamed(account, roleName);
    // An unlisted role may have a path that its session does not show: the pathless ARN is the best that can be said.
    const roleArn = facts?.arn ?? `arn:${partition}:iam::${account}:role/${roleName}`;
    return { ...base, ...roleFacts(roleArn, facts, source), kind: 'session', name: roleName };
  }
  if (service === 'sts' && type === 'federated-user') {
    const userArn = `arn:${partition}:iam::${account}:user/${name}`;
    const identity = { identityArn: userArn, principalArn: principal, facts: source.principal(userArn) };
    return { ...base, ...identity, kind: 'federated-user', principalType: 'FederatedUser' };
  }
  if (service === 'iam' && (type === 'oidc-provider' || type === 'saml-provider')) {
    return { ...NOBODY, arn: principal, kind: 'provider' };
  }
  return { ...base, kind: 'unknown' };
}

/**
 * A policy that names an account means its identities and not the root user alone (IAM user guide, "AWS account principals").
 * What is not a root user stays as it is.
 */
export function delegated(subject: Subject): Subject {
  return subject.kind === 'root'
    ? { ...subject, kind: 'account', principalArn: null, principalType: null }
    : subject;
}

const NOBODY: Subject = {
  kind: 'unknown',
  arn: '',
  account: null,
  identityArn: null,
  principalArn: null,
  principalType: null,
  name: '',
  facts: null,
  serviceLinked: false,
  takesSessionTags: false,
  bounded: false,
};

function roleFacts(roleArn: string, facts: AwsPrincipal | null, source: SubjectSource): Partial<Subject> {
  return {
    identityArn: roleArn,
    principalArn: roleArn,
    principalType: 'AssumedRole',
    facts,
    // Service-linked roles have this path (IAM user guide, id_roles_create-service-linked-role).
    serviceLinked: facts?.serviceLinked ?? roleArn.includes(':role/aws-service-role/'),
    takesSessionTags: source.takesSessionTags(roleArn),
  };
}

/** Hosts of the identity providers that trust policies name without an ARN. */
const PROVIDER_HOSTS = new Set([
  'cognito-identity.amazonaws.com',
  'www.amazon.com',
  'graph.facebook.com',
  'accounts.google.com',
]);

function withoutAccount(principal: string): Subject {
  const base = { ...NOBODY, arn: principal };
  if (principal === '*') return { ...base, kind: 'anonymous', principalType: 'Anonymous' };
  if (PROVIDER_HOSTS.has(principal)) return { ...base, kind: 'provider' };
  // Alexa's principals end in amazon.com; China's services add .cn.
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(principal) || /^[a-z0-9-]+\.amazon\.com$/.test(principal)) {
    return { ...base, kind: 'service' };
  }
  return base;
}
