import type { AwsPrincipalSet } from '#model';
import type { Subject } from './subject.ts';
import { guarded, NO, or, truthOf, unseen, YES, type Truth } from './truth.ts';

/**
 * In which form a resource policy's Allow names the one who asks. Within one account the form decides what can still limit it:
 * direct (user, session, everyone) is past boundary and session policy, role is limited by them, account only delegates
 * to identity policies (IAM user guide, policy evaluation logic, "Resource-based policies").
 */
interface Naming {
  readonly direct: Truth;
  readonly role: Truth;
  readonly account: Truth;
}

const NOBODY: Naming = { direct: NO, role: NO, account: NO };

/** Each form by itself; a set with NotPrincipal or `*` names directly, whoever asks. */
export function naming(set: AwsPrincipalSet, subject: Subject): Naming {
  if (set.not) return { ...NOBODY, direct: notPrincipalAllows(set, subject) };
  if (set.any) return { ...NOBODY, direct: YES };
  switch (subject.kind) {
    case 'user':
      return { ...accountNaming(set, subject), direct: truthOf(set.aws.includes(subject.arn)) };
    case 'role':
      return { ...roleNaming(set, subject), direct: someSession(set, subject) };
    case 'session':
      return { ...roleNaming(set, subject), direct: truthOf(set.aws.includes(subject.arn)) };
    case 'federated-user':
      return { ...roleNaming(set, subject), direct: truthOf(set.aws.includes(subject.arn)) };
    case 'root':
      // The account's ARN is that of its root user: naming the account names it directly
      // (IAM user guide, reference_policies_elements_principal).
      return { ...NOBODY, direct: accountNaming(set, subject).account };
    case 'service':
      return { ...NOBODY, direct: truthOf(set.services.includes(subject.arn)) };
    case 'provider':
      return { ...NOBODY, direct: truthOf(set.federated.includes(subject.arn)) };
    case 'account':
    case 'unknown':
      return accountNaming(set, subject);
    case 'anonymous':
      return NOBODY;
    default:
      return NOBODY;
  }
}

/** Whether a Deny reaches the one who asks, in whatever form. */
export function reached(set: AwsPrincipalSet, subject: Subject): Truth {
  if (set.not) return notPrincipalDenies(set, subject);
  const forms = naming(set, subject);
  return or(forms.direct, forms.role, forms.account);
}

function accountNaming(set: AwsPrincipalSet, subject: Subject): Naming {
  if (subject.account === null) return NOBODY;
  if (set.aws.some((entry) => isAccount(entry, subject.account))) return { ...NOBODY, account: YES };
  if (set.canonicalUsers.length === 0) return NOBODY;
  return {
    ...NOBODY,
    account: unseen({ what: 'canonical user id', of: `account ${subject.account}` }),
  };
}

function roleNaming(set: AwsPrincipalSet, subject: Subject): Naming {
  const role = subject.identityArn !== null && set.aws.includes(subject.identityArn);
  return { ...accountNaming(set, subject), role: truthOf(role) };
}

/** A role asks in sessions whose names are chosen when they are made. */
function someSession(set: AwsPrincipalSet, subject: Subject): Truth {
  const sessions = set.aws.filter((entry) => isSessionOf(entry, subject));
  const values = sessions.map((entry) => entry.slice(entry.lastIndexOf('/') + 1));
  if (values.length === 0) return NO;
  return guarded({
    key: 'sts:RoleSessionName',
    operator: 'StringEquals',
    values,
    nature: 'runtime',
    mustHold: true,
  });
}

function isSessionOf(entry: string, subject: Subject): boolean {
  const parts = entry.split(':');
  return (
    parts[2] === 'sts' &&
    parts[4] === subject.account &&
    (parts[5] ?? '').startsWith(`assumed-role/${subject.name}/`)
  );
}

/** `123456789012` and `arn:aws:iam::123456789012:root` mean the same (IAM user guide, principal-accounts). */
export function isAccount(entry: string, account: string | null): boolean {
  if (account === null) return false;
  return entry === account || (entry.endsWith(`:iam::${account}:root`) && entry.startsWith('arn:'));
}

/**
 * Everyone but those named. "You must also specify the account ARN of the not-denied principal", and for a session AWS
 * "might validate the account first, then the role, and then the assumed-role user": a list that names the user or role
 * with its account spares it, one that names neither denies it, between the two the effect is not documented. A principal
 * with a permissions boundary is always denied (NotPrincipal reference, "Key points").
 */
function notPrincipalDenies(set: AwsPrincipalSet, subject: Subject): Truth {
  if (set.any) return NO;
  if (subject.kind === 'service') return truthOf(!set.services.includes(subject.arn));
  if (subject.kind === 'provider') return truthOf(!set.federated.includes(subject.arn));
  if (subject.account === null || subject.bounded === true) return YES;
  const account = set.aws.some((entry) => isAccount(entry, subject.account));
  if (subject.kind === 'root') return truthOf(!account);
  // Some of its identities are spared, and those are whom the account may mean.
  if (subject.kind === 'account' && set.aws.some((entry) => entry.includes(`:${subject.account ?? ''}:`)))
    return unseen({ what: 'identities that NotPrincipal spares', of: `account ${subject.account}` });
  const own = subject.kind === 'federated-user' ? subject.arn : subject.identityArn;
  const identity = own !== null && set.aws.includes(own);
  const session =
    subject.kind === 'role'
      ? set.aws.some((entry) => isSessionOf(entry, subject))
      : subject.kind === 'session' && set.aws.includes(subject.arn);
  if (!identity && !session) return YES;
  if (!identity || !account) {
    return unseen({
      what: 'effect of a NotPrincipal that leaves out account or role, documented',
      of: subject.arn,
    });
  }
  return subject.bounded === null ? unseen({ what: 'permissions boundary', of: own }) : NO;
}

/** "Using it with Allow is not supported" (NotPrincipal reference): surely nothing for those it names. */
function notPrincipalAllows(set: AwsPrincipalSet, subject: Subject): Truth {
  const forms = [subject.arn, subject.identityArn ?? subject.arn];
  const listed =
    set.any ||
    forms.some((form) => [...set.aws, ...set.services, ...set.federated].includes(form)) ||
    set.aws.some((entry) => isAccount(entry, subject.account));
  return listed ? NO : unseen({ what: 'effect of NotPrincipal with Allow, supported', of: subject.arn });
}
