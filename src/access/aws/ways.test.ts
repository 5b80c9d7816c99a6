import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { estateOf } from '../case-estate.ts';
import { AwsCatalogue, compileAws, type AwsAccess } from '../index.ts';
import { overlap, parsePattern } from './wildcard.ts';

const CATALOGUE = AwsCatalogue.parse(
  parse(readFileSync(join(import.meta.dirname, '../../../content/catalog/verbs/aws.yaml'), 'utf8')),
);
const ACCOUNT = '111111111111';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/agent`;
const TABLE = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/customers`;
const BUCKET = 'arn:aws:s3:::data';
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:order`;
const PARAMETERS = `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter`;
const PARAMETER = `${PARAMETERS}/app/prod/password`;
const POINTS = `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint`;

type Policies = NonNullable<Parameters<typeof estateOf>[0]['policies']>;

function statement(Effect: 'Allow' | 'Deny', Action: string, Resource: string) {
  return { Effect, Action, Resource, Sid: `${Effect}At${Resource.split(/[:/]/).pop()?.replace('*', 'All')}` };
}

function granted(...Statement: unknown[]): Policies[number] {
  return { type: 'identity', on: ROLE, document: { Version: '2012-10-17', Statement } };
}

function compile(policies: Policies): AwsAccess {
  const resources = [
    { arn: TABLE, kind: 'table' as const, account: ACCOUNT },
    { arn: BUCKET, kind: 'bucket' as const, account: ACCOUNT },
    { arn: FUNCTION, kind: 'function' as const, account: ACCOUNT },
    { arn: PARAMETER, kind: 'secret-location' as const, account: ACCOUNT },
  ];
  const accounts = [{ id: ACCOUNT, organization: null }];
  return compileAws(estateOf({ accounts, principals: [{ arn: ROLE }], resources, policies }), CATALOGUE);
}

const NO_STREAM = 'allowed by all that was seen; streams and their policies';

describe('other ways to what a resource holds', () => {
  it.each([
    {
      why: 'querying every index reads the table',
      action: 'dynamodb:Query',
      at: `${TABLE}/index/*`,
      kind: 'allow',
    },
    {
      why: 'scanning every index reads the table',
      action: 'dynamodb:Scan',
      at: `${TABLE}/index/*`,
      kind: 'allow',
    },
    {
      why: 'one index is a part',
      action: 'dynamodb:Query',
      at: `${TABLE}/index/by-name`,
      kind: 'conditional',
    },
    {
      why: 'items are not got from an index',
      action: 'dynamodb:GetItem',
      at: `${TABLE}/index/*`,
      kind: 'deny',
    },
    { why: "another table's index", action: 'dynamodb:Query', at: `${TABLE}2/index/*`, kind: 'deny' },
    {
      why: 'a stream may hold its items',
      action: 'dynamodb:GetRecords',
      at: `${TABLE}/stream/*`,
      kind: NO_STREAM,
    },
    { why: 'the table itself is no stream', action: 'dynamodb:GetRecords', at: TABLE, kind: 'deny' },
  ])('table: $why', ({ action, at, kind }) => {
    const verdict = compile([granted(statement('Allow', action, at))]).ask(ROLE, 'read', TABLE);
    if (kind !== NO_STREAM) expect(verdict.kind).toBe(kind);
    else expect(verdict).toMatchObject({ kind: 'unknown', missing: [expect.stringContaining(kind)] });
  });

  it.each([
    {
      why: 'an access point may be one of the bucket',
      verb: 'read',
      action: 's3:GetObject',
      at: `${POINTS}/ap/object/*`,
    },
    { why: 'all access points of a region', verb: 'read', action: 's3:Get*', at: 'arn:aws:s3:eu-west-1:*' },
    { why: 'writing through one', verb: 'write', action: 's3:PutObject', at: `${POINTS}/ap/object/*` },
  ] as const)('bucket: $why', ({ verb, action, at }) => {
    const verdict = compile([granted(statement('Allow', action, at))]).ask(ROLE, verb, BUCKET);
    expect(verdict.kind).toBe('unknown');
    expect(verdict.missing.join()).toContain('access points of buckets and their policies');
  });

  it.each([
    { why: 'another bucket is no access point', at: 'arn:aws:s3:::other/*' },
    { why: 'an object whose key spells one out', at: `arn:aws:s3:::other/${POINTS}/ap/object/*` },
    { why: 'an access point itself holds no objects', at: `${POINTS}/ap` },
  ])('bucket: $why', ({ at }) => {
    expect(compile([granted(statement('Allow', 's3:GetObject', at))]).ask(ROLE, 'read', BUCKET).kind).toBe(
      'deny',
    );
  });

  it('says no to an access point where the bucket denies the caller', () => {
    const policies = [
      granted(statement('Allow', 's3:*', '*')),
      {
        type: 'resource' as const,
        on: BUCKET,
        document: { Statement: [{ ...statement('Deny', 's3:*', `${BUCKET}/*`), Principal: '*' }] },
      },
    ];
    expect(compile(policies).ask(ROLE, 'read', BUCKET)).toMatchObject({ kind: 'deny', explicit: true });
    expect(compile(policies).whoCan('read', BUCKET)).toEqual([]);
  });

  it.each([
    { why: 'all versions and aliases', at: `${FUNCTION}:*`, kind: 'allow' },
    { why: 'one alias', at: `${FUNCTION}:prod`, kind: 'conditional' },
    { why: 'another function', at: `${FUNCTION}s:*`, kind: 'deny' },
  ])('function: $why is $kind to invoke', ({ at, kind }) => {
    const access = compile([granted(statement('Allow', 'lambda:InvokeFunction', at))]);
    expect(access.ask(ROLE, 'invoke', FUNCTION).kind).toBe(kind);
  });

  it.each([
    { why: 'the path that it stands in', at: `${PARAMETERS}/app/prod`, kind: 'allow' },
    { why: 'a path further up', at: `${PARAMETERS}/app`, kind: 'allow' },
    { why: 'the root', at: `${PARAMETERS}/`, kind: 'allow' },
    { why: 'a path beside it', at: `${PARAMETERS}/app/test`, kind: 'deny' },
    { why: 'its own name, which is no path', at: PARAMETER, kind: 'deny' },
  ])('parameter: $why is $kind to read by path', ({ at, kind }) => {
    const access = compile([granted(statement('Allow', 'ssm:GetParametersByPath', at))]);
    expect(access.ask(ROLE, 'read', PARAMETER).kind).toBe(kind);
  });

  it('names the index and its statement in the proof, past a deny on the table', () => {
    const access = compile([
      granted(statement('Allow', 'dynamodb:Query', '*'), statement('Deny', 'dynamodb:*', TABLE)),
    ]);
    const [pair] = access.whoCan('read', TABLE);
    expect(pair).toMatchObject({ principal: ROLE, actions: ['dynamodb:Query'], verdict: { kind: 'allow' } });
    expect(pair?.verdict.proof).toMatchObject([
      { statement: 'AllowAtAll', effect: 'allow', why: `identity policy allows, through ${TABLE}/index/*` },
    ]);
    expect(access.accessibleBy(ROLE, 'read').map(({ resource }) => resource)).toEqual([TABLE]);
  });

  it('takes a request about one ARN as it stands', () => {
    const access = compile([granted(statement('Allow', 'dynamodb:Query', `${TABLE}/index/*`))]);
    const decide = (resource: string): string =>
      access.decide({ principal: ROLE, action: 'dynamodb:Query', resource }).kind;
    expect([decide(TABLE), decide(`${TABLE}/index/by-name`)]).toEqual(['deny', 'allow']);
  });
});

describe('a family of ARNs', () => {
  const family = parsePattern('arn:*:s3:*:????????????:accesspoint/*/object/*');
  it.each([
    { pattern: '*', covers: 'all' },
    { pattern: 'arn:*', covers: 'all' },
    { pattern: 'arn:aws:s3:*', covers: 'some' },
    { pattern: 'arn:aws:s3:::*', covers: 'none' },
    { pattern: 'arn:aws:s3:?u-west-1:*', covers: 'some' },
    { pattern: `${POINTS}/a/object/b:c`, covers: 'none' },
    { pattern: `${POINTS}/a/object/b`, covers: 'some' },
    { pattern: '*/object/*', covers: 'some' },
    { pattern: '*:*:*:*:*:*', covers: 'some' },
    { pattern: 'arn:aws:s3:eu-west-1:11111111111:*', covers: 'none' },
    { pattern: '*:*:*:*:*:*:*', covers: 'none' },
    { pattern: '', covers: 'none' },
  ])('is covered by $pattern: $covers', ({ pattern, covers }) => {
    expect(overlap(parsePattern(pattern), { text: family.source, open: false, family })).toBe(covers);
  });

  it('is compared with a pattern made to be slow in little time', () => {
    const pattern = parsePattern(`arn:${'*a?'.repeat(600)}`);
    const start = performance.now();
    expect(overlap(pattern, { text: family.source, open: false, family })).not.toBe('all');
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
