import fc from 'fast-check';
import type { AwsCase, AwsCasePolicies, AwsCasePrincipal } from './aws-case.ts';
import { contextOfUnsigned } from './function-url.ts';
import { contexts, serviceContexts } from './random-condition.ts';
import {
  ANONYMOUS,
  CALLERS_ACCOUNT,
  OTHER_ACCOUNT,
  deniedOrSpared,
  named,
  principals,
} from './random-principal.ts';
import { sometimes, statements } from './random-statement.ts';
import type { RawStatement, StatementShape, Target } from './random-statement.ts';

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
      unsigned: sometimes(40),
      place: places(),
      context: contexts,
      at: fc.nat({ max: 8 }),
    })
    .chain(({ principal, unsigned, place, context, at }) => {
      const account = place.isCrossAccount ? OTHER_ACCOUNT : CALLERS_ACCOUNT;
      // Nobody but S3 is asked anything without a signature here: its objects and buckets are the first four.
      const { action, arn, kind } = requestOn(account, unsigned ? at % 4 : at);
      const caller = unsigned ? ANONYMOUS : principal;
      return fc
        .record({ policies: policiesFor(caller, { action, arn }, kind), own: serviceContexts(action) })
        .map(({ policies, own }): AwsCase => ({
          principal: caller,
          action,
          resource: {
            arn,
            account,
            tags: place.tags,
            ...(action.startsWith('s3:') ? { abac: place.abac } : {}),
          },
          context: unsigned ? contextOfUnsigned({ ...context, ...own }) : { ...context, ...own },
          policies,
        }))
        .map((c) => inOrganizations(c, place));
    })
    .filter(isSettledByTheDocumentation);
}

interface Place {
  readonly isCrossAccount: boolean;
  readonly callers: string | null;
  readonly owners: string | null;
  readonly ownerManages: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly abac: boolean;
}

/** Which organisations the two accounts are members of, if of any, and what the resource is tagged with. */
export function places(): fc.Arbitrary<Place> {
  return fc.record({
    isCrossAccount: sometimes(3),
    callers: fc.constantFrom('o-ours', 'o-ours', 'o-theirs', null),
    owners: fc.constantFrom('o-ours', 'o-theirs', null),
    ownerManages: sometimes(12),
    tags: fc.constantFrom<Readonly<Record<string, string>>[]>(
      {},
      { team: 'blue' },
      { team: 'red', env: 'test' },
    ),
    abac: fc.boolean(),
  });
}

/** An account that stands alone has no SCPs, RCPs or management account above it. */
export function inOrganizations(
  c: AwsCase,
  { isCrossAccount, callers, owners, ownerManages }: Place,
): AwsCase {
  const { managementAccount, ...caller } = c.principal;
  const isUnsigned = caller.type === 'anonymous';
  const ownersOrganization = isCrossAccount || isUnsigned ? owners : callers;
  // An organisation has one management account.
  const manages =
    ownerManages && (isCrossAccount || isUnsigned) && !(managementAccount === true && callers === owners);
  const callersFlag = managementAccount === undefined ? {} : { managementAccount };
  return {
    ...c,
    principal: callers === null || isUnsigned ? caller : { ...caller, organization: callers, ...callersFlag },
    resource:
      ownersOrganization === null
        ? c.resource
        : {
            ...c.resource,
            organization: ownersOrganization,
            ...(manages ? { managementAccount: true } : {}),
          },
    policies: {
      ...c.policies,
      scps: callers === null || isUnsigned ? [] : c.policies.scps,
      rcps: ownersOrganization === null ? [] : c.policies.rcps,
    },
  };
}

/** Where the key is missing, two pages differ on ForAnyValue with a negated operator or with IfExists (documented/condition-sets.yaml). */
export function isSettledByTheDocumentation({ context, policies }: AwsCase): boolean {
  return (
    context['aws:TagKeys'] !== undefined ||
    !/ForAnyValue:String(?:Not|\w*IfExists)/u.test(JSON.stringify(policies))
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

export function policiesFor(
  principal: AwsCasePrincipal,
  target: Target,
  kind: AwsCasePolicies['kind'],
): fc.Arbitrary<AwsCasePolicies> {
  const ownPolicy = document(statementsWithEffects(target, { notAction: true, resource: 'any' }));
  const isUnsigned = principal.type === 'anonymous';
  return fc.record({
    identity: isUnsigned ? fc.constant([]) : fc.array(ownPolicy, { maxLength: 2 }),
    // fc.option leaves out one in `freq`.
    boundary: isUnsigned ? fc.constant(null) : fc.option(ownPolicy, { nil: null, freq: 2 }),
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
  const list = document(statementsWithEffects(target, { notAction: true, resource: 'any' }));
  const deny = document(fc.tuple(statements(target, { effect: 'Deny', notAction: true, resource: 'any' })));
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant([FULL_ACCESS]) },
    { weight: 2, arbitrary: fc.tuple(fc.constant(FULL_ACCESS), deny) },
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

const FULL_ACCESS: RawDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
};
