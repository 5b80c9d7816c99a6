import fc from 'fast-check';
import { actionHasKey } from './action-keys.ts';

/** A Condition block as raw JSON. */
export type ConditionBlock = Record<string, Record<string, string | string[]>>;

const NULLABLE = [
  'aws:TagKeys',
  'aws:PrincipalTag/team',
  'aws:SourceVpce',
  'aws:username',
  'aws:MultiFactorAuthPresent',
];

const STRING_OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
];

const ORG_PATHS = ['o-ours/*', 'o-ours/r-o-ours/ou-1-of-111122223333/*', '*/ou-1-of-444455556666/*'];

type Test = readonly [operator: string, key: string, values: string | string[]];

/**
 * Values that requests carry, each key absent about as often as not. Few values a key, so that policies meet them.
 * The keys that the evaluator derives from the caller are not here.
 */
export const contexts: fc.Arbitrary<Record<string, string | string[]>> = fc.record(
  {
    'aws:PrincipalTag/team': fc.constantFrom('blue', 'red'),
    'aws:RequestedRegion': fc.constantFrom('us-east-1', 'eu-west-1'),
    'aws:SourceVpce': fc.constantFrom('vpce-1', 'vpce-2'),
    'aws:SourceIp': fc.constantFrom('203.0.113.7', '198.51.100.1', '198.51.100.9', '2001:db8::1'),
    'aws:SecureTransport': fc.constantFrom('true', 'false'),
    'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false'),
    'aws:MultiFactorAuthAge': fc.constantFrom('9', '10', '3600'),
    'aws:CurrentTime': fc.constantFrom('2026-01-01T00:00:00Z', '2026-06-30T12:00:00Z'),
    'aws:TagKeys': fc.subarray(['team', 'env', 'Env'], { minLength: 1 }),
  },
  { requiredKeys: [] },
);

/** Values for keys of the action's own service, as requests for it carry them. */
export function serviceContexts(action: string): fc.Arbitrary<Record<string, string | string[]>> {
  const own = SERVICE_KEYS.filter(({ key }) => actionHasKey(action, key));
  const values = own.map(({ key, given }) =>
    fc.option(fc.constantFrom(...given), { nil: null, freq: 2 }).map((value) => ({ key, value })),
  );
  return fc
    .tuple(...values)
    .map((drawn) =>
      Object.fromEntries(drawn.flatMap(({ key, value }) => (value === null ? [] : [[key, value]]))),
    );
}

/** Keys of one service, which other actions do not have: each stands in policies about any action. */
const SERVICE_KEYS: readonly {
  readonly key: string;
  readonly given: readonly string[];
  readonly written: readonly string[];
}[] = [
  { key: 's3:prefix', given: ['alice/', 'blue/'], written: ['alice/', 'a*', '*'] },
  { key: 's3:ExistingObjectTag/team', given: ['blue', 'red'], written: ['blue', 'b*'] },
  { key: 's3:x-amz-acl', given: ['private', 'public-read'], written: ['private', 'public-*'] },
  { key: 'sts:ExternalId', given: ['notreal-1', 'notreal-2'], written: ['notreal-1', 'notreal-?'] },
  {
    key: 'kms:ViaService',
    given: ['s3.us-east-1.amazonaws.com'],
    written: ['s3.*', 'sqs.us-east-1.amazonaws.com'],
  },
];

/** Mostly nothing, else one or two tests joined by AND. */
export const conditionBlocks: fc.Arbitrary<ConditionBlock | null> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: someTests() },
);

function someTests(): fc.Arbitrary<ConditionBlock> {
  return fc.array(tests(), { minLength: 1, maxLength: 2 }).map((list) => {
    const block: ConditionBlock = {};
    for (const [operator, key, values] of list) block[operator] = { ...block[operator], [key]: values };
    return block;
  });
}

function tests(): fc.Arbitrary<Test> {
  return fc.oneof(
    { weight: 5, arbitrary: stringTests() },
    { weight: 3, arbitrary: setTests() },
    { weight: 2, arbitrary: arnTests() },
    { weight: 2, arbitrary: serviceTests() },
    { weight: 2, arbitrary: tagTests() },
    // One value: with both of them the condition asks nothing.
    fc.tuple(
      operatorFrom(['Bool']),
      fc.constantFrom('aws:SecureTransport', 'aws:MultiFactorAuthPresent'),
      fc.constantFrom('true', 'false', ['true'], ['false']),
    ),
    test(
      ['IpAddress', 'NotIpAddress'],
      ['aws:SourceIp'],
      ['203.0.113.0/24', '198.51.100.1', '2001:db8::/32', '0.0.0.0/0'],
    ),
    test(
      ['', 'Not', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(numeric),
      ['aws:MultiFactorAuthAge'],
      ['10', '100'],
    ),
    test(
      ['DateLessThan', 'DateGreaterThanEquals', 'DateNotEquals'],
      ['aws:CurrentTime'],
      ['2026-01-01T00:00:00Z', '2026-04-01T00:00:00+02:00', '1782820800'],
    ),
    fc.tuple(fc.constant('Null'), fc.constantFrom(...NULLABLE), fc.constantFrom('true', 'false')),
  );
}

function numeric(comparison: string): string {
  return comparison === '' || comparison === 'Not' ? `Numeric${comparison}Equals` : `Numeric${comparison}`;
}

/** Variables stand alone: the documentation leaves open what an unresolved one does to values beside it. */
function stringTests(): fc.Arbitrary<Test> {
  const variables = ['${aws:username}', '${aws:PrincipalTag/team}', "${aws:PrincipalTag/team, 'blue'}"];
  return fc.oneof(
    test(
      STRING_OPERATORS,
      ['aws:PrincipalTag/team', 'AWS:principaltag/Team'],
      ['blue', 'red', 'Blue', 'b*', '?ed', '*'],
    ),
    test(STRING_OPERATORS, ['aws:RequestedRegion'], ['us-east-1', 'us-*', 'eu-west-?']),
    test(STRING_OPERATORS, ['aws:PrincipalOrgID', 'aws:principalorgid'], ['o-ours', 'o-o*']),
    test(STRING_OPERATORS, ['aws:SourceVpce'], ['vpce-1', 'vpce-?']),
    test(STRING_OPERATORS, ['aws:username'], ['alice', 'ALICE', 'al*']),
    test(STRING_OPERATORS, ['aws:PrincipalAccount'], ['111122223333', '444455556666']),
    fc.tuple(
      operatorFrom(STRING_OPERATORS),
      fc.constant('aws:PrincipalTag/team'),
      fc.constantFrom(...variables),
    ),
  );
}

/** Set operators for the two keys of several values; what is open about those without a key is not drawn. */
function serviceTests(): fc.Arbitrary<Test> {
  const many = ['ForAllValues:StringEquals', 'ForAllValues:StringLikeIfExists', 'ForAnyValue:StringEquals'];
  return fc.oneof(
    ...SERVICE_KEYS.map(({ key, written }) => ({
      weight: 2,
      arbitrary: test(STRING_OPERATORS, [key], written),
    })),
    fc.tuple(
      fc.constantFrom(...many),
      fc.constantFrom('s3:RequestObjectTagKeys', 'kms:EncryptionContextKeys'),
      oneOrMore(['team', 'env']),
    ),
    fc.tuple(
      fc.constant('Null'),
      fc.constantFrom(...SERVICE_KEYS.map(({ key }) => key)),
      fc.constantFrom('true', 'false'),
    ),
  );
}

/** Tags of the resource: AmazonS3/latest/userguide/buckets-tagging.html has example 1.2 with a variable. */
function tagTests(): fc.Arbitrary<Test> {
  const keys = ['aws:ResourceTag/team', 'AWS:resourcetag/Team', 's3:BucketTag/team'];
  return fc.oneof(
    { weight: 4, arbitrary: test(STRING_OPERATORS, keys, ['blue', 'red', 'b*', '*']) },
    fc.tuple(
      operatorFrom(STRING_OPERATORS),
      fc.constantFrom(...keys),
      fc.constant('${aws:PrincipalTag/team}'),
    ),
    fc.tuple(fc.constant('Null'), fc.constantFrom(...keys), fc.constantFrom('true', 'false')),
    fc.tuple(
      fc.constantFrom('ForAnyValue:StringLike', 'ForAllValues:StringLike', 'ForAllValues:StringNotLike'),
      fc.constantFrom('aws:PrincipalOrgPaths', 'aws:ResourceOrgPaths'),
      oneOrMore(ORG_PATHS),
    ),
    test(STRING_OPERATORS, ['aws:ResourceOrgID'], ['o-ours', 'o-o*']),
  );
}

function arnTests(): fc.Arbitrary<Test> {
  const patterns = [
    'arn:aws:iam::111122223333:role/*',
    'arn:aws:iam::111122223333:user/alice',
    'arn:aws:iam::*:role/team/builde?',
    'arn:aws:iam::*:*',
  ];
  return test(['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'], ['aws:PrincipalArn'], patterns);
}

/** Set operators only on the one multivalued key, and that key never without them: anything else is undefined. */
function setTests(): fc.Arbitrary<Test> {
  const operators = ['ForAllValues', 'ForAnyValue'].flatMap((set) =>
    STRING_OPERATORS.map((name) => `${set}:${name}`),
  );
  return test(operators, ['aws:TagKeys'], ['team', 'env', 'e*', '???']);
}

function test(
  operators: readonly string[],
  keys: readonly string[],
  values: readonly string[],
): fc.Arbitrary<Test> {
  return fc.tuple(operatorFrom(operators), fc.constantFrom(...keys), oneOrMore(values));
}

function operatorFrom(operators: readonly string[]): fc.Arbitrary<string> {
  const suffix = fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constant('IfExists') },
  );
  return fc.tuple(fc.constantFrom(...operators), suffix).map((parts) => parts.join(''));
}

/** One value as a bare string or in brackets, or several: all three are grammatical. */
export function oneOrMore(values: readonly string[]): fc.Arbitrary<string | string[]> {
  return fc.oneof(
    fc.constantFrom(...values),
    fc.shuffledSubarray([...values], { minLength: 1, maxLength: 2 }),
  );
}
