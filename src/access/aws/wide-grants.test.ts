import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseAwsPolicyDocument, type AwsPolicyType, type PolicyFact } from '#model';
import { AwsCatalogue, compileAws, type WideGrant } from '../index.ts';

const CATALOGUE = AwsCatalogue.parse(
  parse(readFileSync(join(import.meta.dirname, '../../../content/catalog/verbs/aws.yaml'), 'utf8')),
);
const ROLE = 'arn:aws:iam::111122223333:role/r';

interface Written {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: unknown;
}

function policy(policyType: AwsPolicyType, statements: readonly Written[]): PolicyFact {
  const parsed = parseAwsPolicyDocument({ Version: '2012-10-17', Statement: statements });
  if (!parsed.ok) throw new Error(parsed.error);
  const document = parsed.value;
  return {
    fact: 'policy',
    platform: 'aws',
    policyType,
    attachedTo: ROLE,
    policy: 'p',
    document,
    evidence: [],
  };
}

function grantsOf(statements: readonly Written[], boundary?: readonly Written[]): readonly WideGrant[] {
  const types = ['identity', 'boundary', 'resource', 'scp', 'rcp'] as const;
  const access = compileAws(
    {
      policies: [
        policy('identity', statements),
        ...(boundary === undefined ? [] : [policy('boundary', boundary)]),
      ],
      accounts: [{ id: '111122223333', standalone: true }],
      principals: [{ arn: ROLE, account: '111122223333', serviceLinked: false, tags: {} }],
      resources: [],
      seen: types.map((policyType) => ({ policyType, scope: 'account:111122223333' })),
      unread: [],
      now: '2026-11-21T08:00:00Z',
    },
    CATALOGUE,
  );
  return access.wideGrants(ROLE);
}

const allow = (Action: string | readonly string[], Resource: string | readonly string[]): Written => ({
  Effect: 'Allow',
  Action,
  Resource,
});

function services(grants: readonly WideGrant[]): readonly string[] {
  return [...new Set(grants.map(({ service, types }) => (types.length === 0 ? `${service}?` : service)))];
}

describe('a grant on a whole service', () => {
  it.each([
    { what: 'all of S3 by ARN', statements: [allow('s3:*', 'arn:aws:s3:::*')], are: ['s3'] },
    { what: 'all objects alone', statements: [allow('s3:*', 'arn:aws:s3:::*/*')], are: ['s3'] },
    {
      what: 'objects of a folder that every bucket may have',
      statements: [allow('s3:*', 'arn:aws:s3:::*/public/*')],
      are: [],
    },
    {
      what: 'buckets of eight letters, to a pattern',
      statements: [allow('s3:*', 'arn:aws:s3:::????????')],
      are: [],
    },
    {
      what: 'another partition than the role is in',
      statements: [allow('s3:*', 'arn:aws-cn:s3:::*')],
      are: [],
    },
    {
      what: 'tables of another account',
      statements: [allow('dynamodb:*', 'arn:aws:dynamodb:*:444455556666:table/*')],
      are: [],
    },
    {
      what: 'every index of every table',
      statements: [allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/*/index/*')],
      are: ['dynamodb'],
    },
    {
      what: 'every index of one table',
      statements: [allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/orders/index/*')],
      are: [],
    },
    {
      what: 'the regions of a continent',
      statements: [allow('sqs:*', 'arn:aws:sqs:eu-*:111122223333:*')],
      are: ['sqs'],
    },
    { what: 'all Get actions on everything', statements: [allow('s3:Get*', '*')], are: [] },

    { what: 'every action on one bucket', statements: [allow('*', 'arn:aws:s3:::cust/*')], are: [] },
    {
      what: 'foundation models, which are AWS’s own',
      statements: [allow('bedrock:*', 'arn:aws:bedrock:*::foundation-model/*')],
      are: [],
    },
    {
      what: 'all but what S3 lists',
      statements: [{ Effect: 'Allow', NotAction: ['s3:List*'], Resource: 'arn:aws:s3:::*' }],
      are: ['s3'],
    },
    {
      what: 'an API of one name in a service without types in the catalogue',
      statements: [allow('apprunner:*', 'arn:aws:apprunner:*:*:service/shop/*')],
      are: [],
    },
    {
      what: 'one type of a service without types in the catalogue',
      statements: [allow('apprunner:*', 'arn:aws:apprunner:*:*:service/*')],
      are: ['apprunner?'],
    },
    {
      what: 'everything, and a deny of all but reading',
      statements: [
        allow('*', '*'),
        { Effect: 'Deny', NotAction: ['s3:GetObject', 'dynamodb:GetItem'], Resource: '*' },
      ],
      are: [],
    },
    {
      what: 'a service of which a deny takes every verb but reading, its newer actions left',
      statements: [allow('s3:*', '*'), { Effect: 'Deny', Action: ['s3:Put*', 's3:Delete*'], Resource: '*' }],
      are: ['s3'],
    },
  ] as const)('is $are for $what', ({ statements, are }) => {
    expect(services(grantsOf(statements))).toEqual(are);
  });

  it('is every service of the catalogue for an administrator', () => {
    expect(services(grantsOf([allow('*', '*')]))).toEqual(CATALOGUE.resourceTypes.map((one) => one.service));
  });

  it('is what the boundary leaves, and no more', () => {
    const all = [allow('*', '*')];
    expect(services(grantsOf(all, [allow('dynamodb:*', 'arn:aws:dynamodb:eu-west-1:*:table/*')]))).toEqual([
      'dynamodb',
    ]);
    expect(grantsOf(all, [allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/orders')])).toEqual([]);
  });

  it('names only the types that are covered', () => {
    const [grant] = grantsOf([allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/*/stream/*')]);
    expect(grant?.types).toEqual(['stream']);
  });

  it('stays bounded for a policy that writes ten thousand regions', () => {
    const regions = Array.from({ length: 10_000 }, (_, i) => `arn:aws:sqs:r-${String(i)}:111122223333:q`);
    expect(grantsOf([allow('sqs:*', regions)])).toEqual([]);
  }, 30_000);
});

/** Read plainly, as the documentation says: `*` any run, `?` one character. */
function regExpOf(pattern: string): RegExp {
  const text = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${text.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

describe('on random patterns', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '/'), maxLength: 6 });
  const statement = fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.constantFrom('s3:*', 's?:*', '*', 's3:Get*', 's3:*Object'),
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
    but: fc.boolean(),
  });

  it('is wide exactly where objects of names that no policy writes are allowed everything', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (drawn) => {
        const statements = drawn.map(({ Effect, Action, names, but }): Written => {
          const arns = names.map((one) => `arn:aws:s3:::${one}`);
          return { Effect, Action, ...(but ? { NotResource: arns } : { Resource: arns }) };
        });
        // Letters and an action that no drawn pattern spells, longer than any row of `?`.
        const asked = { action: 's3:xyzxyzxyz', arn: 'arn:aws:s3:::zzzzzzzzzzz/yyyyyyyyyyy' };
        const applies = drawn.filter(({ Action, names, but }) => {
          const met = names.some((one) => regExpOf(`arn:aws:s3:::${one}`).test(asked.arn));
          return regExpOf(Action).test(asked.action) && met !== but;
        });
        const allowed =
          applies.some(({ Effect }) => Effect === 'Allow') &&
          applies.every(({ Effect }) => Effect === 'Allow');
        const wide = grantsOf(statements).some(
          ({ service, types, how }) => service === 's3' && how === 'service' && types.includes('object'),
        );
        expect(wide).toBe(allowed);
      }),
      { numRuns: 400 },
    );
  });
});
