import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_VERBS } from '#model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { accessRows } from './aws/access-rows.ts';
import { hasBit } from './aws/bits.ts';
import { vocabularyOf } from './aws/catalogue.ts';
import { indexEstate } from './aws/estate-index.ts';
import { estateOf } from './case-estate.ts';
import { AwsCatalogue, compileAws, type AwsAccess, type AwsEstate, type AwsRequest } from './index.ts';
import { A, CALLERS, document, randomEstate, RESOURCES, USER } from '../../tests/access/random-estate.ts';

const CATALOGUE = AwsCatalogue.parse(
  parse(readFileSync(join(import.meta.dirname, '../../content/catalog/verbs/aws.yaml'), 'utf8')),
);

/** Every native action that the catalogue's verbs mean on the estate's resources, with its verdict for the caller. */
function questions(access: AwsAccess, principal: string): Map<string, string> {
  const verdicts = new Map<string, string>();
  for (const { verbs, arn: pattern } of CATALOGUE.kinds) {
    const prefix = pattern.split(':').slice(2, 3).join();
    for (const resource of RESOURCES.filter((arn) => arn.split(':')[2] === prefix)) {
      for (const action of Object.values(verbs).flat()) {
        verdicts.set(`${action} ${resource}`, access.ask(principal, { action }, resource).kind);
      }
    }
  }
  return verdicts;
}

const caller = fc.constantFrom(...CALLERS);
const RANK = { deny: 0, unknown: 1, conditional: 1, allow: 2 } as const;

describe('bitsets', () => {
  it('say the same as deciding one question at a time, on random estates', () => {
    fc.assert(
      fc.property(randomEstate(false), (written) => {
        const estate = estateOf(written);
        const access = compileAws(estate, CATALOGUE);
        const { columns, row } = accessRows(indexEstate(estate), vocabularyOf(CATALOGUE));
        for (const principal of CALLERS) {
          const bits = row(principal) ?? { must: new Uint32Array(), may: new Uint32Array() };
          columns.list.forEach(({ action, resource }) => {
            const { kind } = access.ask(principal, { action }, resource.arn);
            // An action can come by a resource in several ways: the best of them is the answer.
            const ways = columns.ofAction(resource.arn, action);
            const some = (side: 'must' | 'may'): boolean => ways.some((id) => hasBit(bits[side], id));
            const said = some('must') ? 'allow' : some('may') ? 'open' : 'deny';
            const asked = kind === 'allow' || kind === 'deny' ? kind : 'open';
            if (said !== asked)
              throw new Error(`${principal} ${action} ${resource.arn}: ${said} and ${kind}`);
          });
        }
      }),
      { numRuns: 150 },
    );
    // Half a minute on a quiet machine, for five callers and some two hundred columns an estate.
  }, 180_000);

  it('list for each verb the pairs that are not denied', () => {
    fc.assert(
      fc.property(
        randomEstate(false),
        caller,
        fc.constantFrom(...ACCESS_VERBS),
        (written, principal, verb) => {
          const access = compileAws(estateOf(written), CATALOGUE);
          const forward = access.accessibleBy(principal, verb).map(({ resource }) => resource);
          expect(forward).toEqual(
            RESOURCES.filter((arn) => access.ask(principal, verb, arn).kind !== 'deny'),
          );
          const backward = RESOURCES.filter((arn) =>
            access.whoCan(verb, arn).some((pair) => pair.principal === principal),
          );
          expect(backward).toEqual(forward);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('posture and single requests', () => {
  const context = fc.record(
    {
      'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false'),
      'aws:MultiFactorAuthAge': fc.constantFrom('10', '7200'),
      'aws:SourceIp': fc.constantFrom('203.0.113.9', '198.51.100.1', '2001:db8::1'),
      'aws:TagKeys': fc.constantFrom(['team'], ['team', 'other'], []),
      'sts:ExternalId': fc.constantFrom('x1', 'x2'),
      's3:prefix': fc.constantFrom('ann/1', 'z'),
      'aws:ResourceTag/team': fc.constantFrom('red', 'blue'),
      'aws:PrincipalTag/team': fc.constantFrom('red', 'blue'),
      'aws:PrincipalTag/bucket': fc.constantFrom('b1', 'zz'),
    },
    { requiredKeys: [] },
  );
  const always = fc.record({
    'aws:SecureTransport': fc.constantFrom('true', 'false'),
    'aws:ViaAWSService': fc.constantFrom('true', 'false'),
    'aws:CurrentTime': fc.constantFrom('2026-06-01T00:00:01Z', '2028-01-01T00:00:00Z'),
    'aws:userid': fc.constantFrom('AROAEXAMPLE:s1', 'p1'),
    'aws:RequestedRegion': fc.constantFrom('eu-west-1', 'us-east-1'),
  });

  it('an allow without context is one in every context, a deny likewise', () => {
    const inside = fc.constantFrom('x', 'public/a', 'p1/x2', 'ann/f', 'AROAEXAMPLE:s1/f', 'a*b');
    const session = fc.constantFrom('s1', 's2');
    fc.assert(
      fc.property(
        ...([randomEstate(true), caller, context, always, inside, session] as const),
        (written, principal, some, every, key, name) => {
          const estate = estateOf(written);
          const access = compileAws(estate, CATALOGUE);
          for (const [question, kind] of questions(access, principal)) {
            if (kind !== 'allow' && kind !== 'deny') continue;
            const [action = '', resource = ''] = question.split(' ');
            const request = concrete(estate, { principal, action, resource, key, name, some, every });
            const kinds = places(request, action).map(
              (place) => access.decide({ ...request, resource: place }).kind,
            );
            // An allow holds at one of the places at least, and a deny at all of them.
            if (kind === 'deny') expect(new Set(kinds), question).toEqual(new Set(['deny']));
            else expect(kinds, `${question} by ${JSON.stringify(request)}`).toContain('allow');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

interface Choice {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly key: string;
  readonly name: string;
  readonly some: Partial<Record<string, string | readonly string[]>>;
  readonly every: Record<string, string>;
}

/** One request that the posture question stands for: a session of the role, an object of the bucket, a whole context. */
function concrete(estate: AwsEstate, choice: Choice): AwsRequest {
  const { principal, resource, action } = choice;
  const role = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(principal);
  const asked = role === null ? principal : `arn:aws:sts::${role[1]}:assumed-role/${role[2]}/${choice.name}`;
  const object = /^s3:.*object/i.test(action) && !/bucket/i.test(action);
  const principalTags = estate.principals.find(({ arn }) => arn === principal)?.tags;
  const listed = estate.resources.find(({ arn }) => arn === resource);
  // A bucket whose tags do not count has none in any request.
  const resourceTags = listed?.abacEnabled === false ? {} : listed?.tags;
  const context: Record<string, string | readonly string[]> = {};
  const known = (name: string): boolean =>
    // Requests for anything but a list have no prefix, and only who takes a role sends an external id.
    (name === 's3:prefix' && action !== 's3:ListBucket') ||
    (name === 'sts:ExternalId' && action !== 'sts:AssumeRole') ||
    (name.startsWith('aws:ResourceTag/') && resourceTags !== undefined) ||
    // Tags of users are fixed; a role's session may bring others, if its trust policy lets it.
    (name.startsWith('aws:PrincipalTag/') && (role === null ? principalTags !== undefined : true));
  for (const [name, value] of Object.entries(choice.some)) {
    if (value !== undefined && !known(name)) context[name] = value;
  }
  const region = resource.split(':')[3];
  for (const [name, value] of Object.entries(choice.every)) {
    if (name !== 'aws:RequestedRegion' || region === '') context[name] = value;
  }
  if (role !== null) context['aws:TokenIssueTime'] = '2026-05-31T23:00:00Z';
  return {
    principal: asked,
    action,
    resource: object ? `${resource}/${choice.key}` : resource,
    context,
    complete: true,
  };
}

/** Where IAM is asked when the action is done to the resource: one ARN of each kind that the documentation names. */
function places({ resource }: AwsRequest, action: string): readonly string[] {
  if (action === 'dynamodb:GetRecords') return [`${resource}/stream/2026-06-01T00:00:00.000`];
  if (/^dynamodb:(Query|Scan|PartiQLSelect)$/.test(action)) return [resource, `${resource}/index/by-name`];
  if (/^lambda:(Invoke|Get)/.test(action)) return [resource, `${resource}:prod`];
  if (action === 'ssm:GetParametersByPath') {
    const root = resource.slice(0, resource.indexOf(':parameter/') + ':parameter/'.length);
    return [root, `${root}app`, `${root}app/db`];
  }
  return [resource];
}

describe('metamorphic', () => {
  const addition = (effect: 'Allow' | 'Deny', type: 'identity' | 'resource' | 'scp' | 'boundary') => {
    const on = { identity: USER, boundary: USER, scp: A, resource: 'arn:aws:s3:::b1' }[type];
    return document(type === 'resource').map((body) => {
      const written = body as { Version: string; Statement: Record<string, unknown>[] };
      const statements = written.Statement.map((statement) => ({ ...statement, Effect: effect }));
      return { type, on, document: { ...written, Statement: statements } };
    });
  };

  it.each([
    { why: 'a deny in an identity policy never adds access', effect: 'Deny', type: 'identity', sign: -1 },
    { why: 'a deny in an SCP never adds access', effect: 'Deny', type: 'scp', sign: -1 },
    { why: 'a deny in a resource policy never adds access', effect: 'Deny', type: 'resource', sign: -1 },
    {
      why: 'an allow in an identity policy never removes access',
      effect: 'Allow',
      type: 'identity',
      sign: 1,
    },
    { why: 'an allow in a resource policy never removes access', effect: 'Allow', type: 'resource', sign: 1 },
  ] as const)('$why', ({ effect, type, sign }) => {
    fc.assert(
      fc.property(randomEstate(true), addition(effect, type), (written, added) => {
        const before = questions(compileAws(estateOf(written), CATALOGUE), USER);
        const policies = [...(written.policies ?? []), added];
        const after = questions(compileAws(estateOf({ ...written, policies }), CATALOGUE), USER);
        for (const [question, kind] of before) {
          const change = rank(after.get(question)) - rank(kind);
          if (change * sign < 0) throw new Error(`${question}: ${kind} became ${after.get(question)}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a boundary only removes', () => {
    fc.assert(
      fc.property(randomEstate(true), document(false), (written, body) => {
        const bare = (written.policies ?? []).filter(({ type, on }) => type !== 'boundary' || on !== USER);
        const before = questions(compileAws(estateOf({ ...written, policies: bare }), CATALOGUE), USER);
        const policies = [...bare, { type: 'boundary' as const, on: USER, document: body }];
        const after = questions(compileAws(estateOf({ ...written, policies }), CATALOGUE), USER);
        for (const [question, kind] of before)
          expect(rank(after.get(question))).toBeLessThanOrEqual(rank(kind));
      }),
      { numRuns: 60 },
    );
  });

  it('renaming a bucket everywhere changes nothing', () => {
    fc.assert(
      fc.property(randomEstate(true), caller, (written, principal) => {
        const renamed = JSON.parse(
          JSON.stringify(written)
            .replaceAll('arn:aws:s3:::b', 'arn:aws:s3:::c')
            .replaceAll("'b2'", "'c2'")
            .replaceAll('"b1"', '"c1"'),
        ) as typeof written;
        const before = compileAws(estateOf(written), CATALOGUE);
        const after = compileAws(estateOf(renamed), CATALOGUE);
        expect(after.summary(principal)).toEqual(before.summary(principal));
      }),
      { numRuns: 60 },
    );
  });
});

function rank(kind: string | undefined): number {
  return RANK[kind as keyof typeof RANK];
}
