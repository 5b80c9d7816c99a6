import fc from 'fast-check';
import type { AwsCasePrincipal } from './aws-case.ts';

export const CALLERS_ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
const ROOT = `arn:aws:iam::${CALLERS_ACCOUNT}:root`;
const OTHER_ROOT = `arn:aws:iam::${OTHER_ACCOUNT}:root`;

export const ANONYMOUS: AwsCasePrincipal = { arn: '*', account: '', type: 'anonymous' };

/** Two users and two role sessions; seldom a service-linked role or the management account. */
export function principals(): fc.Arbitrary<AwsCasePrincipal> {
  const account = CALLERS_ACCOUNT;
  const user = (path: string): AwsCasePrincipal => ({
    arn: `arn:aws:iam::${account}:user/${path}`,
    account,
    type: 'user',
  });
  const session = (path: string, role: string): AwsCasePrincipal => ({
    arn: `arn:aws:sts::${account}:assumed-role/${role}/run-1`,
    account,
    type: 'role-session',
    roleArn: `arn:aws:iam::${account}:role/${path}${role}`,
  });
  const plain = fc.constantFrom(
    user('alice'),
    user('team/blue'),
    session('', 'reader'),
    session('team/', 'builder'),
  );
  const linked = {
    ...session('aws-service-role/example.amazonaws.com/', 'AWSServiceRoleForExample'),
    serviceLinked: true,
  };
  return fc.oneof(
    { weight: 20, arbitrary: plain },
    { weight: 1, arbitrary: fc.constant(linked) },
    { weight: 1, arbitrary: plain.map((principal) => ({ ...principal, managementAccount: true })) },
  );
}

type PrincipalElement = Record<string, string | Record<string, string | string[]>>;

/** The caller in every form that a Principal may take, and others who are near. */
export function named({ arn, roleArn, type }: AwsCasePrincipal): fc.Arbitrary<PrincipalElement> {
  const role = roleArn ?? arn;
  const caller = type === 'anonymous' ? [ROOT, '*', '*'] : [arn, arn, role, role, ROOT, CALLERS_ACCOUNT, '*'];
  const names = fc.shuffledSubarray([...new Set([...caller, ...STRANGERS])], { minLength: 2, maxLength: 2 });
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...caller).map((AWS) => ({ Principal: { AWS } })) },
    { weight: 1, arbitrary: fc.constantFrom(...STRANGERS).map((AWS) => ({ Principal: { AWS } })) },
    { weight: 2, arbitrary: names.map((AWS) => ({ Principal: { AWS } })) },
    { weight: 1, arbitrary: fc.constant({ Principal: '*' }) },
    { weight: 1, arbitrary: fc.constantFrom(...NO_CALLERS).map((Principal) => ({ Principal })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...caller).map((AWS) => ({ Principal: { AWS, Service: LAMBDA } })),
    },
  );
}

/** NotPrincipal with its account beside it, as documented: the caller spared, a neighbour spared, a stranger spared. */
export function deniedOrSpared(principal: AwsCasePrincipal): fc.Arbitrary<PrincipalElement> {
  const { arn, roleArn } = principal.type === 'anonymous' ? { arn: STRANGER, roleArn: undefined } : principal;
  const role = roleArn ?? arn;
  const spared = [
    [role, ROOT],
    [role, CALLERS_ACCOUNT],
    [role, arn, ROOT],
    [role, ROOT, OTHER_ROOT],
    [role, arn, CALLERS_ACCOUNT, OTHER_ACCOUNT],
    [`arn:aws:iam::${CALLERS_ACCOUNT}:user/carol`, ROOT],
    [STRANGER, OTHER_ACCOUNT],
  ];
  return fc.oneof(
    { weight: 7, arbitrary: named(principal) },
    {
      weight: 7,
      arbitrary: fc.constantFrom(...spared).map((AWS) => ({ NotPrincipal: { AWS: [...new Set(AWS)] } })),
    },
    { weight: 1, arbitrary: fc.constant({ NotPrincipal: { Service: LAMBDA } }) },
  );
}

const LAMBDA = 'lambda.amazonaws.com';
/** Elements that name nobody who can be a caller here. */
const NO_CALLERS: readonly Record<string, string>[] = [
  { Service: LAMBDA },
  { Federated: 'accounts.google.com' },
];
const STRANGER = `arn:aws:iam::${OTHER_ACCOUNT}:user/alice`;
const STRANGERS = [
  STRANGER,
  OTHER_ACCOUNT,
  OTHER_ROOT,
  `arn:aws:iam::${CALLERS_ACCOUNT}:user/carol`,
  `arn:aws:iam::${CALLERS_ACCOUNT}:role/builder`,
  `arn:aws:sts::${CALLERS_ACCOUNT}:assumed-role/reader/run-2`,
  // What is left in a policy of a role that was deleted: reference_policies_elements_principal.html#principal-roles
  'AROAIOSFODNN7EXAMPLE',
];
