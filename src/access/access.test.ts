import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { estateOf } from './case-estate.ts';
import { AwsCatalogue, compileAws } from './index.ts';

const CATALOGUE = AwsCatalogue.parse(
  parse(readFileSync(join(import.meta.dirname, '../../content/catalog/verbs/aws.yaml'), 'utf8')),
);
const ACCOUNT = '111111111111';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/agent`;
const OTHER = `arn:aws:iam::${ACCOUNT}:role/other`;
const BUCKET = 'arn:aws:s3:::data';
const AGENT = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:agent/AG1`;
const LOGS = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/f`;

type Estate = Parameters<typeof estateOf>[0];

function estate(policies: Estate['policies'] = [], more: Partial<Estate> = {}): Estate {
  return {
    accounts: [{ id: ACCOUNT, organization: null }],
    principals: [{ arn: ROLE }, { arn: OTHER }],
    resources: [
      { arn: BUCKET, kind: 'bucket', account: ACCOUNT },
      { arn: AGENT, kind: 'agent', account: ACCOUNT },
      { arn: LOGS, kind: 'log-store', account: ACCOUNT },
      { arn: ROLE, kind: 'cloud-role', account: ACCOUNT },
      { arn: OTHER, kind: 'cloud-role', account: ACCOUNT },
    ],
    policies,
    ...more,
  };
}

function compile(written: Estate) {
  return compileAws(estateOf(written), CATALOGUE);
}

function grant(Action: string | string[], Resource: string | string[], Sid?: string) {
  const statement = { Effect: 'Allow', Action, Resource, ...(Sid === undefined ? {} : { Sid }) };
  return { type: 'identity' as const, on: ROLE, document: { Version: '2012-10-17', Statement: [statement] } };
}

const trust = (on: string, Principal: unknown) => ({
  type: 'trust' as const,
  on,
  document: { Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] },
});

describe('verbs', () => {
  it.each([
    {
      why: 'reading a bucket means its objects',
      verb: 'read',
      on: BUCKET,
      action: 's3:GetObject',
      resource: `${BUCKET}/*`,
      kind: 'allow',
    },
    {
      why: 'the bucket alone holds no objects',
      verb: 'read',
      on: BUCKET,
      action: 's3:GetObject',
      resource: BUCKET,
      kind: 'deny',
    },
    {
      why: 'part of the objects is a part',
      verb: 'read',
      on: BUCKET,
      action: 's3:GetObject',
      resource: `${BUCKET}/a/*`,
      kind: 'conditional',
    },
    {
      why: 'listing is not reading',
      verb: 'read',
      on: BUCKET,
      action: 's3:ListBucket',
      resource: '*',
      kind: 'deny',
    },
    {
      why: 'a bucket policy is written on the bucket',
      verb: 'admin',
      on: BUCKET,
      action: 's3:PutBucketPolicy',
      resource: BUCKET,
      kind: 'allow',
    },
    {
      why: 'a bucket cannot be invoked',
      verb: 'invoke',
      on: BUCKET,
      action: '*',
      resource: '*',
      kind: 'deny',
    },
    {
      why: 'an agent is invoked through an alias',
      verb: 'invoke',
      on: AGENT,
      action: 'bedrock:InvokeAgent',
      resource: `arn:aws:bedrock:eu-west-1:${ACCOUNT}:agent-alias/AG1/*`,
      kind: 'allow',
    },
    {
      why: 'the agent itself is not its alias',
      verb: 'invoke',
      on: AGENT,
      action: 'bedrock:InvokeAgent',
      resource: AGENT,
      kind: 'deny',
    },
    {
      why: 'one alias of several',
      verb: 'invoke',
      on: AGENT,
      action: 'bedrock:InvokeAgent',
      resource: `arn:aws:bedrock:eu-west-1:${ACCOUNT}:agent-alias/AG1/PROD`,
      kind: 'conditional',
    },
    {
      why: 'a log group is written with a closing :*',
      verb: 'read',
      on: LOGS,
      action: 'logs:FilterLogEvents',
      resource: `${LOGS}:*`,
      kind: 'allow',
    },
    {
      why: 'one of several actions is enough',
      verb: 'write',
      on: BUCKET,
      action: 's3:DeleteObject',
      resource: '*',
      kind: 'allow',
    },
  ] as const)('$why: $kind', ({ verb, on, action, resource, kind }) => {
    const access = compile(estate([grant(action, resource)]));
    expect(access.ask(ROLE, verb, on).kind).toBe(kind);
    expect(access.accessibleBy(ROLE, verb).some((pair) => pair.resource === on)).toBe(kind !== 'deny');
  });

  it('say that they cannot be told for a resource that the catalogue does not know', () => {
    const verdict = compile(estate()).ask(ROLE, 'read', `arn:aws:braket:eu-west-1:${ACCOUNT}:device/d`);
    expect(verdict).toMatchObject({
      kind: 'unknown',
      missing: [expect.stringContaining('not in the catalogue')],
    });
  });
});

describe('actions that name no resource', () => {
  it('are allowed by "*" and by nothing narrower', () => {
    const wide = compile(estate([grant('s3:ListAllMyBuckets', '*')]));
    const narrow = compile(estate([grant('s3:ListAllMyBuckets', 'arn:aws:s3:::*')]));
    expect(wide.ask(ROLE, { action: 's3:ListAllMyBuckets' }, BUCKET).kind).toBe('allow');
    expect(narrow.ask(ROLE, { action: 's3:ListAllMyBuckets' }, BUCKET).kind).toBe('deny');
  });
});

describe('proof', () => {
  it('names policy, statement and evidence of an allow', () => {
    const { proof } = compile(estate([grant('s3:*', '*', 'Everything')])).ask(ROLE, 'read', BUCKET);
    expect(proof).toMatchObject([
      { policyType: 'identity', policy: 'p0', attachedTo: ROLE, statement: 'Everything', effect: 'allow' },
    ]);
    expect(proof[0]?.evidence).toHaveLength(1);
  });

  it('names the deny that decides, and the boundary that does not allow', () => {
    const deny = {
      ...grant('*', '*'),
      document: { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] },
    };
    const denied = compile(estate([grant('*', '*'), deny])).ask(ROLE, 'read', BUCKET);
    expect(denied).toMatchObject({
      kind: 'deny',
      explicit: true,
      proof: [{ policy: 'p1', statement: '#1', effect: 'deny' }],
    });
    const bound = compile(estate([grant('*', '*'), { ...grant('ec2:*', '*'), type: 'boundary' }])).ask(
      ROLE,
      'read',
      BUCKET,
    );
    expect(bound).toMatchObject({ kind: 'deny', explicit: false });
    expect(bound.proof[0]).toMatchObject({ policyType: 'boundary', policy: 'p1', effect: 'no-match' });
  });
});

describe('whoCan', () => {
  it('lists strangers, services and everyone that the resource policy names', () => {
    const document = {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: ['999999999999', ACCOUNT], Service: 'logs.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: `${BUCKET}/*`,
        },
        { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/public/*` },
      ],
    };
    const access = compile(estate([grant('s3:GetObject', '*'), { type: 'resource', on: BUCKET, document }]));
    const pairs = access
      .whoCan('read', BUCKET)
      .map(({ principal, verdict }) => `${verdict.kind} ${principal}`);
    expect(pairs).toEqual([
      `allow ${ROLE}`,
      `conditional ${OTHER}`,
      'conditional *',
      'unknown arn:aws:iam::999999999999:root',
      'allow logs.amazonaws.com',
    ]);
  });
});

describe('whoCan of an account that a policy names', () => {
  const THEIRS = 'arn:aws:iam::999999999999:root';
  const named = (Condition?: unknown) => ({
    Effect: 'Allow',
    Principal: { AWS: '999999999999' },
    ...(Condition === undefined ? {} : { Condition }),
  });
  const conditions = {
    role: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/etl' } },
    tag: { StringEquals: { 'aws:PrincipalTag/team': 'etl' } },
    elsewhere: { StringEquals: { 'aws:PrincipalAccount': '888888888888' } },
  };

  it.each([
    { what: 'the right to assume a role, which its root user has not', on: OTHER, where: undefined },
    { what: 'the right to assume a role, to one of its roles', on: OTHER, where: conditions.role },
    { what: 'the right to read a bucket, to one of its roles', on: BUCKET, where: conditions.role },
    { what: 'the right to read a bucket, by a tag', on: BUCKET, where: conditions.tag },
  ])('is open for its identities: $what', ({ on, where }) => {
    const Action = on === BUCKET ? 's3:GetObject' : 'sts:AssumeRole';
    const more = on === BUCKET ? { Resource: `${BUCKET}/*` } : {};
    const type = on === BUCKET ? ('resource' as const) : ('trust' as const);
    const access = compile(
      estate([{ type, on, document: { Statement: [{ ...named(where), Action, ...more }] } }]),
    );
    const found = access.whoCan(on === BUCKET ? 'read' : 'invoke', on);
    expect(found.map(({ principal, verdict }) => `${verdict.kind} ${principal}`)).toEqual([
      `unknown ${THEIRS}`,
    ]);
    expect(access.canAssume(THEIRS, OTHER).kind).toBe('deny');
  });

  it('is none where the condition shuts the account out', () => {
    const document = { Statement: [{ ...named(conditions.elsewhere), Action: 'sts:AssumeRole' }] };
    expect(compile(estate([{ type: 'trust', on: OTHER, document }])).whoCan('invoke', OTHER)).toEqual([]);
  });
});

describe('guards', () => {
  it('name the values of variables that are known of the caller', () => {
    const USER = `arn:aws:iam::${ACCOUNT}:user/ann`;
    const document = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: BUCKET,
        Condition: {
          StringLike: {
            's3:prefix': ['home/${aws:username}/*', '${aws:PrincipalTag/team}/${s3:delimiter}', '${*}'],
          },
        },
      },
    };
    const written = estate([{ type: 'identity', on: USER, document }]);
    const principals = [{ arn: USER, tags: { team: 'red' } }];
    const verdict = compile({ ...written, principals }).ask(USER, { action: 's3:ListBucket' }, BUCKET);
    expect(verdict.kind === 'conditional' ? verdict.guards.map(({ values }) => values) : verdict).toEqual([
      ['home/ann/*', 'red/${s3:delimiter}', '${*}'],
    ]);
  });
});

describe('canAssume', () => {
  it('wants both sides, and ends where roles trust each other', () => {
    const assume = grant('sts:AssumeRole', '*');
    const access = compile(
      estate([assume, { ...assume, on: OTHER }, trust(ROLE, { AWS: OTHER }), trust(OTHER, { AWS: ACCOUNT })]),
    );
    expect(access.canAssume(ROLE, OTHER).kind).toBe('allow');
    expect(access.canAssume(OTHER, ROLE).kind).toBe('allow');
    expect(access.canAssume(ROLE, ROLE).kind).toBe('deny');
    expect(access.canAssume('ec2.amazonaws.com', ROLE).kind).toBe('deny');
  });
});

describe('hostile input', () => {
  const many = (count: number, make: (i: number) => unknown) =>
    Array.from({ length: count }, (_, i) => make(i));

  it('answers ten thousand statements on one role', () => {
    const part = (from: number) => ({
      type: 'identity' as const,
      on: ROLE,
      document: {
        Statement: many(5_000, (i) => ({
          Effect: 'Allow',
          Action: `s3:Get*${from + i}`,
          Resource: `${BUCKET}/${from + i}/*`,
        })),
      },
    });
    const access = compile(estate([part(0), part(5_000), grant('s3:GetObject', `${BUCKET}/*`)]));
    expect(access.ask(ROLE, 'read', BUCKET).kind).toBe('allow');
    expect(access.accessibleBy(ROLE, 'read').map(({ resource }) => resource)).toEqual([BUCKET]);
  });

  it('matches wildcards made to make a matcher go back again and again in little time', () => {
    const evil = `${'*a'.repeat(900)}*b`;
    const access = compile(estate([grant('s3:GetObject', many(50, (i) => `${evil}${i}`) as string[])]));
    const start = performance.now();
    const verdict = access.decide({
      principal: ROLE,
      action: 's3:GetObject',
      resource: `${BUCKET}/${'a'.repeat(2_000)}`,
    });
    expect(verdict.kind).toBe('deny');
    expect(access.ask(ROLE, 'read', BUCKET).kind).toBe('conditional');
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('evaluates conditions with ten thousand values', () => {
    const values = many(10_000, (i) => `v${i}`);
    const Condition = { 'ForAllValues:StringLike': { 'aws:TagKeys': values } };
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition };
    const access = compile(estate([{ ...grant('*', '*'), document: { Statement: [statement] } }]));
    const context = { 'aws:TagKeys': values.slice(0, 100) as string[] };
    const request = { principal: ROLE, action: 's3:GetObject', resource: `${BUCKET}/k`, complete: true };
    expect(access.decide({ ...request, context }).kind).toBe('allow');
    expect(access.decide({ ...request, context: { 'aws:TagKeys': ['x'] } }).kind).toBe('deny');
  });

  it.each([
    '',
    '*',
    'arn:',
    `arn:aws:iam::${ACCOUNT}:role/`,
    'x'.repeat(100_000),
    'arn:aws:iam::x:user/y',
    '\u0000',
    '${aws:username}',
  ])('gives a verdict that is not an allow for the principal %j', (principal) => {
    const access = compile(estate([grant('*', '*')]));
    expect(access.ask(principal, 'read', BUCKET).kind).not.toBe('allow');
    expect(access.canAssume(principal, ROLE).kind).not.toBe('allow');
  });

  it.each(['', ':', '*', `${BUCKET}/${'/'.repeat(50_000)}`, 'arn:aws:s3:::'])(
    'gives a verdict for the resource %j',
    (resource) => {
      const access = compile(estate([grant('s3:GetObject', 'arn:aws:s3:::none/*')]));
      expect(access.decide({ principal: ROLE, action: 's3:GetObject', resource }).kind).not.toBe('allow');
      expect(access.whoCan('read', resource).every(({ verdict }) => verdict.kind !== 'allow')).toBe(true);
    },
  );

  it('takes a clock that does not parse for no knowledge of time', () => {
    const Condition = { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } };
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition };
    const access = compile(
      estate([{ ...grant('*', '*'), document: { Statement: [statement] } }], { now: 'soon' }),
    );
    expect(access.ask(ROLE, 'read', BUCKET).kind).toBe('conditional');
  });

  it('keeps a user that is in a group that names itself', () => {
    const user = `arn:aws:iam::${ACCOUNT}:user/u`;
    const group = `arn:aws:iam::${ACCOUNT}:group/g`;
    const principals = [
      { arn: user, groups: [group, group, user] },
      { arn: group, groups: [group] },
    ];
    const access = compile(estate([{ ...grant('s3:GetObject', '*'), on: group }], { principals }));
    expect(access.ask(user, 'read', BUCKET).kind).toBe('allow');
    expect(access.whoCan('read', BUCKET).map(({ principal }) => principal)).toEqual([user]);
  });
});
