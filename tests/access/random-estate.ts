import fc from 'fast-check';
import type { z } from 'zod';
import type { CaseEstate } from '../../src/access/case-estate.ts';

type Written = z.input<typeof CaseEstate>;
type WrittenPolicy = NonNullable<Written['policies']>[number];

export const A = '111111111111';
const B = '222222222222';
export const USER = `arn:aws:iam::${A}:user/ann`;
const PLAIN_USER = `arn:aws:iam::${A}:user/team/bob`;
const ROLE = `arn:aws:iam::${A}:role/app/agent`;
const FAR_ROLE = `arn:aws:iam::${B}:role/far`;
const LINKED_ROLE = `arn:aws:iam::${A}:role/aws-service-role/x.amazonaws.com/Linked`;
const GROUP = `arn:aws:iam::${A}:group/staff`;
export const CALLERS = [USER, PLAIN_USER, ROLE, FAR_ROLE, LINKED_ROLE];
const BUCKET = 'arn:aws:s3:::b1';
const FAR_BUCKET = 'arn:aws:s3:::b2';
const SECRET = `arn:aws:secretsmanager:eu-west-1:${A}:secret:s1-AbCdEf`;
const FUNCTION = `arn:aws:lambda:eu-west-1:${A}:function:f1`;
const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/m1';
const COLLECTION = `arn:aws:aoss:eu-west-1:${A}:collection/c1`;
const TABLE = `arn:aws:dynamodb:eu-west-1:${A}:table/t1`;
const PARAMETER = `arn:aws:ssm:eu-west-1:${A}:parameter/app/db/password`;
export const RESOURCES = [
  ...[BUCKET, FAR_BUCKET, SECRET, FUNCTION, MODEL, COLLECTION, ROLE, FAR_ROLE],
  ...[TABLE, PARAMETER],
];

const actions = fc.constantFrom(
  ...[
    '*',
    's3:*',
    's3:Get*',
    's3:GetObject',
    'S3:PUTOBJECT',
    's3:?etObject',
    's3:*Bucket*',
    'sts:*',
    'sts:AssumeRole',
  ],
  ...[
    'iam:*',
    'lambda:Invoke*',
    'secretsmanager:GetSecretValue',
    'bedrock:InvokeModel*',
    'sts:TagSession',
    'aoss:*',
  ],
  ...['dynamodb:*', 'dynamodb:Query', 'dynamodb:Get*', 'lambda:*', 'ssm:Get*'],
);
const resources = fc.constantFrom(
  ...['*', `${BUCKET}/*`, BUCKET, `${BUCKET}*`, `${BUCKET}/p*/x?`, `${BUCKET}/public/*`, 'arn:aws:s3:::b?/*'],
  ...[`${BUCKET}/\${aws:username}/*`, `arn:aws:s3:::\${aws:PrincipalTag/bucket, 'b2'}/*`, `${FAR_BUCKET}/*`],
  ...[
    `${BUCKET}/\${aws:userid}/*`,
    SECRET,
    'arn:aws:secretsmanager:*:*:secret:s*',
    FUNCTION,
    MODEL,
    ROLE,
    FAR_ROLE,
  ],
  ...[`arn:aws:iam::${A}:role/*`, 'arn:aws:*', '*/x', `${BUCKET}/*\${*}*`],
  // Other ways to what a resource holds: indexes and streams of a table, versions of a function, paths, access points.
  ...[TABLE, `${TABLE}/*`, `${TABLE}/index/*`, `${TABLE}/index/by-name`, `${TABLE}/stream/*`],
  ...[`${FUNCTION}:*`, `${FUNCTION}:prod`, `${FUNCTION}*`],
  ...[`arn:aws:ssm:eu-west-1:${A}:parameter/app`, `arn:aws:ssm:eu-west-1:${A}:parameter/*`],
  ...[`arn:aws:s3:*:${A}:accesspoint/*`, `arn:aws:s3:eu-west-1:${A}:accesspoint/ap/object/x/*`],
);

type Written1 = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
const conditions = fc.constantFrom<Written1>(
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { StringNotEquals: { 'AWS:PrincipalTag/Team': ['blue', 'green'] } },
  { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
  { StringLikeIfExists: { 'aws:ResourceTag/team': 'r*' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Null: { 'aws:MultiFactorAuthPresent': 'false' } },
  { Null: { 'aws:PrincipalTag/team': 'true' } },
  { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
  { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/r-1/ou-1/*' } },
  { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/app/*` } },
  { ArnEquals: { 'aws:PrincipalArn': [ROLE, USER] } },
  { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } },
  { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
  { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } },
  { DateLessThan: { 'aws:TokenIssueTime': '2021-01-01T00:00:00Z' } },
  { DateGreaterThanIfExists: { 'aws:TokenIssueTime': '2027-01-01T00:00:00Z' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] } },
  { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['team'] } },
  { StringEquals: { 'sts:ExternalId': 'x1' } },
  { StringEqualsIfExists: { 's3:BucketTag/team': 'red' } },
  { StringNotEquals: { 's3:x-amz-acl': 'private' } },
  { Null: { 's3:ExistingObjectTag/team': 'true' } },
  { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  { StringNotEqualsIfExists: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  { StringNotLike: { 'kms:ViaService': 's3.*' } },
  { StringNotLike: { 's3:prefix': '${aws:username}/*' } },
  { StringEqualsIgnoreCase: { 'aws:PrincipalType': 'assumedrole' } },
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { StringEquals: { 'aws:SourceAccount': A } },
  { StringLike: { 'aws:userid': '*' }, Bool: { 'aws:ViaAWSService': 'false' } },
);

const callers = fc.constantFrom<unknown>(
  ...[
    '*',
    { AWS: '*' },
    { AWS: USER },
    { AWS: [ROLE, PLAIN_USER] },
    { AWS: A },
    { AWS: `arn:aws:iam::${B}:root` },
  ],
  { AWS: `arn:aws:sts::${A}:assumed-role/agent/s1` },
  { AWS: FAR_ROLE },
  { Service: 'lambda.amazonaws.com' },
  { AWS: ['arn:aws:iam::999999999999:role/out', USER] },
);

const oneOrMore = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { minLength: 1, maxLength: 3 });

function statement(named: boolean): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record({
      allow: fc.boolean(),
      action: oneOrMore(actions),
      resource: oneOrMore(resources),
      notAction: fc.boolean(),
      notResource: fc.boolean(),
      rarely: fc.nat(7),
      condition: fc.option(conditions, { nil: undefined }),
      caller: callers,
    })
    .map(({ allow, action, resource, notAction, notResource, rarely, condition, caller }) => ({
      Effect: allow ? 'Allow' : 'Deny',
      [notAction && rarely === 0 ? 'NotAction' : 'Action']: action,
      [notResource && rarely < 2 ? 'NotResource' : 'Resource']: resource,
      ...(named ? { [rarely === 3 && caller !== '*' ? 'NotPrincipal' : 'Principal']: caller } : {}),
      ...(condition === undefined ? {} : { Condition: condition }),
    }));
}

export function document(named: boolean): fc.Arbitrary<unknown> {
  const statements = fc.array(statement(named), { minLength: 1, maxLength: 4 });
  return fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: statements,
  });
}

const FULL = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function policies(type: WrittenPolicy['type'], on: string, most: number): fc.Arbitrary<WrittenPolicy[]> {
  const named = type === 'resource' || type === 'trust' || type === 'rcp';
  const one = document(named).map((body): WrittenPolicy => ({ type, on, document: body }));
  return fc.array(one, { maxLength: most });
}

/** A level's SCPs as they are found: mostly everything allowed, and something denied. */
function scps(on: string): fc.Arbitrary<WrittenPolicy[]> {
  const full: WrittenPolicy = { type: 'scp', on, document: FULL };
  return fc.oneof(
    fc.constant<WrittenPolicy[]>([full]),
    policies('scp', on, 2).map((own) => [full, ...own]),
    policies('scp', on, 2),
  );
}

/** A list as the source puts it: everyone, all that are signed in, accounts, and an account behind an id. */
function acls(on: string): fc.Arbitrary<WrittenPolicy[]> {
  const grant = fc
    .tuple(
      fc.constantFrom<unknown>(
        '*',
        { AWS: `arn:aws:iam::${A}:root` },
        { AWS: `arn:aws:iam::${B}:root` },
        { CanonicalUser: 'ab12' },
      ),
      fc.boolean(),
      fc.constantFrom('s3:PutObject', 's3:PutBucketAcl', 's3:ListBucket', 's3:Get*'),
    )
    .map(([caller, signedIn, action]) => ({
      Effect: 'Allow',
      Principal: caller,
      Action: action,
      Resource: [on, `${on}/*`],
      ...(caller === '*' && signedIn
        ? { Condition: { StringNotEquals: { 'aws:PrincipalAccount': 'anonymous' } } }
        : {}),
    }));
  return fc
    .array(grant, { maxLength: 2 })
    .map((grants) =>
      grants.length === 0
        ? []
        : [{ type: 'acl', on, document: { Version: '2012-10-17', Statement: grants } }],
    );
}

const tags = fc.constantFrom(undefined, {}, { team: 'red' }, { Team: 'blue', bucket: 'b1' });

function withTags<T extends object>(item: T, value: Record<string, string> | undefined): T {
  return value === undefined ? item : { ...item, tags: value };
}

const attached = fc
  .tuple(
    ...[...CALLERS, GROUP].map((caller) => policies('identity', caller, 2)),
    ...CALLERS.map((caller) => policies('boundary', caller, 1)),
    ...[BUCKET, FAR_BUCKET, SECRET, FUNCTION, TABLE].map((arn) => policies('resource', arn, 1)),
    ...[ROLE, FAR_ROLE].map((arn) => policies('trust', arn, 1)),
    ...['r-1', 'ou-1', A, B].map(scps),
    policies('rcp', 'r-1', 1),
    ...[BUCKET, FAR_BUCKET].map(acls),
  )
  .map((lists) => lists.flat());

const switched = fc.constantFrom<boolean | 'unseen'>(true, false, 'unseen');
const switches = fc.record({ aclsDisabled: switched, ignoresPublicAcls: switched, abacEnabled: switched });

/** None, or of any type, made before and after a call of it came to take two actions. */
const functionUrls = fc.option(
  fc.record({
    authType: fc.constantFrom('NONE' as const, 'AWS_IAM' as const, null),
    createdAt: fc.constantFrom('2026-03-01T00:00:00Z', '2024-03-01T00:00:00Z', null),
  }),
  { nil: null },
);

/** Small estates in which every policy type meets every other; `whole` ones have everything handed over. */
export function randomEstate(whole: boolean): fc.Arbitrary<Written> {
  const marks = fc.subarray(
    ['identity', 'boundary', 'resource', 'acl', 'trust', 'scp', 'rcp'].flatMap((type) => [
      `${type} account:${A}`,
      `${type} account:${B}`,
    ]),
  );
  return fc
    .record({
      policies: attached,
      tags: fc.array(tags, { minLength: 7, maxLength: 7 }),
      marks,
      known: fc.nat(3),
      acl: switches,
      farAcl: switches,
      functionUrl: fc.option(functionUrls, { nil: undefined }),
    })
    .map(({ policies: all, tags: of, marks: some, known, acl, farAcl, functionUrl }) => ({
      accounts: [
        {
          id: A,
          organization: 'o-1',
          parents: ['r-1', 'ou-1'],
          managementAccount: known === 2 && !whole ? ('unseen' as const) : false,
        },
        known === 0 && !whole
          ? { id: B }
          : {
              id: B,
              organization: 'o-1',
              parents: ['r-1'],
              managementAccount: known === 3 && !whole ? ('unseen' as const) : known === 1,
            },
      ],
      principals: CALLERS.map((arn, i) =>
        withTags({ arn, serviceLinked: arn === LINKED_ROLE, groups: arn === USER ? [GROUP] : [] }, of[i]),
      ),
      resources: [
        withTags({ arn: BUCKET, kind: 'bucket' as const, account: A, ...acl }, of[5]),
        withTags({ arn: FAR_BUCKET, kind: 'bucket' as const, account: B, ...farAcl }, of[6]),
        { arn: SECRET, kind: 'secret-location' as const, account: A },
        {
          ...{ arn: FUNCTION, kind: 'function' as const, account: A },
          ...(functionUrl === undefined ? {} : { functionUrl }),
        },
        { arn: MODEL, kind: 'model' as const, account: null },
        { arn: COLLECTION, kind: 'vector-store' as const, account: A },
        { arn: ROLE, kind: 'cloud-role' as const, account: A },
        { arn: FAR_ROLE, kind: 'cloud-role' as const, account: B },
        { arn: TABLE, kind: 'table' as const, account: A },
        { arn: PARAMETER, kind: 'secret-location' as const, account: A },
      ],
      policies: all,
      seen: whole ? ('all' as const) : some,
    }));
}
