import fc from 'fast-check';
import type { AwsCase, AwsCasePolicies, AwsCasePrincipal } from './aws-case.ts';
import { contexts } from './random-condition.ts';
import { sometimes, statements } from './random-statement.ts';
import type { RawStatement, StatementShape, Target } from './random-statement.ts';

const CALLERS_ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const ROOT = `arn:aws:iam::${CALLERS_ACCOUNT}:root`;

interface RawDocument {
  readonly Version: string;
  readonly Statement: RawStatement | readonly RawStatement[];
}

/** The same cases for the same seed and count. */
export function randomAwsCases(seed: number, count: number): readonly AwsCase[] {
  return fc.sample(awsCases(), { seed, numRuns: count });
}

/**
 * Requests by two users and two role sessions on eight resources, with policies written around them so that they
 * overlap. Nothing is drawn that the documentation leaves open (documented/README.md lists it), and nothing that IAM
 * would not store.
 */
export function awsCases(): fc.Arbitrary<AwsCase> {
  return fc
    .record({
      principal: principals(),
      isCrossAccount: sometimes(3),
      context: contexts,
      at: fc.nat({ max: 8 }),
    })
    .chain(({ principal, isCrossAccount, context, at }) => {
      const account = isCrossAccount ? OTHER_ACCOUNT : CALLERS_ACCOUNT;
      const { action, arn, kind } = requestOn(account, at);
      return policiesFor(principal, { action, arn }, kind).map((policies): AwsCase => ({
        principal,
        action,
        resource: { arn, account },
        context,
        policies,
      }));
    })
    .filter(isSettledByTheDocumentation);
}

/** Where the key is missing, two pages differ on ForAnyValue with a negated operator or with IfExists (documented/condition-sets.yaml). */
function isSettledByTheDocumentation({ context, policies }: AwsCase): boolean {
  return (
    context['aws:TagKeys'] !== undefined ||
    !/ForAnyValue:String(?:Not|\w*IfExists)/u.test(JSON.stringify(policies))
  );
}

function principals(): fc.Arbitrary<AwsCasePrincipal> {
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

function requestOn(account: string, at: number): Target & { readonly kind: AwsCasePolicies['kind'] } {
  const requests = [
    { action: 's3:GetObject', arn: 'arn:aws:s3:::data/alice/notes', kind: 'resource' },
    { action: 's3:PutObject', arn: 'arn:aws:s3:::data/blue/notes', kind: 'resource' },
    { action: 's3:GetObject', arn: 'arn:aws:s3:::data/blue/notes', kind: 'resource' },
    { action: 's3:ListBucket', arn: 'arn:aws:s3:::data', kind: 'resource' },
    { action: 'sqs:SendMessage', arn: `arn:aws:sqs:us-east-1:${account}:jobs`, kind: 'resource' },
    {
      action: 'lambda:InvokeFunction',
      arn: `arn:aws:lambda:us-east-1:${account}:function:report`,
      kind: 'resource',
    },
    { action: 'sts:AssumeRole', arn: `arn:aws:iam::${account}:role/deployer`, kind: 'trust' },
    { action: 'kms:Decrypt', arn: `arn:aws:kms:us-east-1:${account}:key/k1`, kind: 'kms-key' },
  ] as const;
  // An agent has no resource policy of its own, but SCPs and boundaries meet it all the same.
  return (
    requests[at] ?? {
      action: 'bedrock:InvokeAgent',
      arn: `arn:aws:bedrock:us-east-1:${account}:agent-alias/A1/L1`,
      kind: 'resource',
    }
  );
}

function policiesFor(
  principal: AwsCasePrincipal,
  target: Target,
  kind: AwsCasePolicies['kind'],
): fc.Arbitrary<AwsCasePolicies> {
  const ownPolicy = document(statementsWithEffects(target, { notAction: true, resource: 'any' }));
  return fc.record({
    identity: fc.array(ownPolicy, { maxLength: 2 }),
    // fc.option leaves out one in `freq`.
    boundary: fc.option(ownPolicy, { nil: null, freq: 2 }),
    session:
      principal.type === 'role-session' ? fc.option(ownPolicy, { nil: null, freq: 2 }) : fc.constant(null),
    scps: levels(scpLevel(target)),
    rcps: levels(rcpLevel(target)),
    resource: policyOnResource(principal, target, kind),
    kind: fc.constant(kind),
  });
}

/** Roles and keys always have their policy, an agent has none of its own, the others may have one. */
function policyOnResource(
  principal: AwsCasePrincipal,
  target: Target,
  kind: AwsCasePolicies['kind'],
): fc.Arbitrary<RawDocument | null> {
  const policy = document(resourceStatements(principal, target, kind));
  if (kind !== 'resource') return policy;
  return target.action.startsWith('bedrock:') ? fc.constant(null) : fc.option(policy, { nil: null, freq: 5 });
}

/** Variables exist from 2012-10-17 on; a document of the older version takes them for plain text. */
function document(list: fc.Arbitrary<readonly RawStatement[]>): fc.Arbitrary<RawDocument> {
  const version = fc.oneof({ weight: 9, arbitrary: fc.constant('2012-10-17') }, fc.constant('2008-10-17'));
  return fc
    .record({ version, list, bare: fc.boolean() })
    .map(({ version: Version, list: [first, ...rest], bare }) => {
      if (first === undefined) throw new Error('a policy has a statement');
      return { Version, Statement: bare && rest.length === 0 ? first : [first, ...rest] };
    });
}

/** One to three statements, one in twelve a Deny. */
function statementsWithEffects(
  target: Target,
  shape: Omit<StatementShape, 'effect'>,
): fc.Arbitrary<readonly RawStatement[]> {
  const one = sometimes(12).chain((denies) =>
    statements(target, { ...shape, effect: denies ? 'Deny' : 'Allow' }),
  );
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

function levels<T>(level: fc.Arbitrary<readonly T[]>): fc.Arbitrary<readonly (readonly T[])[]> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(level, { minLength: 1, maxLength: 3 }) },
  );
}

/** FullAWSAccess mostly, with or without another SCP beside it; at times an allow list instead, or nothing. */
function scpLevel(target: Target): fc.Arbitrary<readonly RawDocument[]> {
  const full: RawDocument = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
  };
  const list = document(statementsWithEffects(target, { notAction: true, resource: 'any' }));
  const deny = document(fc.tuple(statements(target, { effect: 'Deny', notAction: true, resource: 'any' })));
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant([full]) },
    { weight: 2, arbitrary: fc.tuple(fc.constant(full), deny) },
    { weight: 3, arbitrary: fc.tuple(list) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.tuple(deny) },
  );
}

/** RCPFullAWSAccess goes without saying; one level in three denies something besides. */
function rcpLevel(target: Target): fc.Arbitrary<readonly RawDocument[]> {
  return sometimes(3).chain<readonly RawDocument[]>((denies) =>
    denies ? fc.tuple(rcp(target)) : fc.constant([]),
  );
}

/** An RCP denies, names everyone, has no NotAction and says which service (orgs_manage_policies_rcps_syntax.html). */
function rcp(target: Target): fc.Arbitrary<RawDocument> {
  return statements(target, { effect: 'Deny', notAction: false, resource: 'any' }).map((statement) => ({
    Version: '2012-10-17',
    Statement: { ...statement, Principal: '*' },
  }));
}

/** Trust policies name no resource, key policies mean their key by `*`; neither takes NotPrincipal here. */
function resourceStatements(
  principal: AwsCasePrincipal,
  target: Target,
  kind: AwsCasePolicies['kind'],
): fc.Arbitrary<readonly RawStatement[]> {
  const resource = { resource: 'any', trust: 'none', 'kms-key': 'everything' } as const;
  const shape = { notAction: kind === 'resource', resource: resource[kind] };
  const naming = (effect: 'Allow' | 'Deny') =>
    fc
      .tuple(
        statements(target, { ...shape, effect }),
        effect === 'Deny' && kind === 'resource' ? deniedOrSpared(principal) : named(principal),
      )
      .map(([statement, principals]) => ({ ...statement, ...principals }));
  const one = fc.oneof({ weight: 5, arbitrary: naming('Allow') }, { weight: 1, arbitrary: naming('Deny') });
  return fc.array(one, { minLength: 1, maxLength: 2 });
}

type PrincipalElement = Record<string, string | Record<string, string | string[]>>;

/** The caller in every form that a Principal may take, and others who are near. */
function named(principal: AwsCasePrincipal): fc.Arbitrary<PrincipalElement> {
  const role = principal.roleArn ?? principal.arn;
  const caller = [principal.arn, principal.arn, role, role, ROOT, CALLERS_ACCOUNT, '*'];
  const names = fc.shuffledSubarray([...new Set([...caller, ...STRANGERS])], { minLength: 2, maxLength: 2 });
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...caller).map((AWS) => ({ Principal: { AWS } })) },
    { weight: 1, arbitrary: fc.constantFrom(...STRANGERS).map((AWS) => ({ Principal: { AWS } })) },
    { weight: 2, arbitrary: names.map((AWS) => ({ Principal: { AWS } })) },
    { weight: 1, arbitrary: fc.constant({ Principal: '*' }) },
    { weight: 1, arbitrary: fc.constant({ Principal: { Service: 'lambda.amazonaws.com' } }) },
  );
}

/** NotPrincipal with its account beside it, as documented: the caller spared, a neighbour spared, a stranger spared. */
function deniedOrSpared(principal: AwsCasePrincipal): fc.Arbitrary<PrincipalElement> {
  const role = principal.roleArn ?? principal.arn;
  const spared = [
    [role, ROOT],
    [role, CALLERS_ACCOUNT],
    [role, principal.arn, ROOT],
    [`arn:aws:iam::${CALLERS_ACCOUNT}:user/carol`, ROOT],
    [STRANGER, OTHER_ACCOUNT],
  ];
  return fc.oneof(
    named(principal),
    fc.constantFrom(...spared).map((AWS) => ({ NotPrincipal: { AWS: [...new Set(AWS)] } })),
  );
}

const STRANGER = `arn:aws:iam::${OTHER_ACCOUNT}:user/alice`;
const STRANGERS = [
  STRANGER,
  OTHER_ACCOUNT,
  `arn:aws:iam::${CALLERS_ACCOUNT}:user/carol`,
  `arn:aws:iam::${CALLERS_ACCOUNT}:role/builder`,
  `arn:aws:sts::${CALLERS_ACCOUNT}:assumed-role/reader/run-2`,
];
