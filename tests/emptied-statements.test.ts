import { expect, it } from 'vitest';
import { batchOf, RuleCase } from '#assess';
import { buildGraph, type Hop } from '#graph';
import { accessOf } from '../src/cli/access-port.ts';
import { emptiedStatements } from '../src/present/emptied-statements.ts';

const ACCOUNT = '111111111111';
const [ROLE, OTHER] = ['app', 'other'].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);
const [RECORDS, ORDERS] = ['records', 'orders'].map((name) => `arn:aws:s3:::${name}`);
const READ = { Effect: 'Allow', Action: 's3:GetObject' };
const ALL = `${String(RECORDS)}/*`;

/** Statements that are emptied in a world where a step takes from one role what it may read of one bucket. */
function emptied(type: 'identity' | 'resource', statements: readonly unknown[], named: readonly string[]) {
  const attachedTo = String(type === 'identity' ? ROLE : RECORDS);
  const parsed = RuleCase.parse({
    why: 'a role, two buckets and one policy',
    nodes: [
      ...[ROLE, OTHER].map((id) => ({ id, kind: 'cloud-role', name: id?.split('/')[1] })),
      ...[RECORDS, ORDERS].map((id) => ({ id, kind: 'bucket', name: id?.split(':::')[1] })),
    ],
    policies: [{ type, attachedTo, document: { Version: '2012-10-17', Statement: statements } }],
    expect: [{ asset: 'x' }],
  });
  const { view } = buildGraph([batchOf(parsed)], { access: accessOf(parsed.now) });
  const [from, to] = [String(ROLE), String(RECORDS)];
  const verdict = view.access(from, 'read', to);
  const takes: readonly Hop[] = [{ kind: 'computed', from, computed: 'can-read', to, verdict }];
  const policy = `${attachedTo}/${type}`;
  return emptiedStatements({ kind: 'policy', policy, attachedTo, on: type, statements: named }, takes, view);
}

const GONE = { statements: ['#1'], isAll: true };
const STAYS = { statements: [], isAll: false };

it.each<{ why: string; statements: readonly unknown[]; is: typeof GONE }>([
  { why: 'is empty where it lets in the one role', statements: [{ Principal: { AWS: ROLE } }], is: GONE },
  {
    why: 'is not where it lets in another role too',
    statements: [{ Principal: { AWS: [ROLE, OTHER] } }],
    is: STAYS,
  },
  { why: 'is not where it lets in everyone', statements: [{ Principal: '*' }], is: STAYS },
  {
    why: 'is not where it gives something beside, which none of the verbs stands for',
    statements: [{ Principal: { AWS: ROLE }, Action: ['s3:GetObject', 's3:GetBucketLocation'] }],
    is: STAYS,
  },
  {
    why: 'is not where it gives all actions of a pattern',
    statements: [{ Principal: { AWS: ROLE }, Action: 's3:GetObject*' }],
    is: STAYS,
  },
  {
    why: 'is not where it lets in an account, in which anybody may be',
    statements: [{ Principal: { AWS: [ROLE, `arn:aws:iam::${ACCOUNT}:root`] } }],
    is: STAYS,
  },
  {
    why: 'is not where it lets in a service',
    statements: [{ Principal: { AWS: ROLE, Service: 'logs.amazonaws.com' } }],
    is: STAYS,
  },
  {
    why: 'is not where it also lets the role write',
    statements: [{ Principal: { AWS: ROLE }, Action: ['s3:GetObject', 's3:PutObject'] }],
    is: STAYS,
  },
  {
    why: 'is empty beside another, which stays in the policy',
    statements: [{ Principal: { AWS: ROLE } }, { Principal: { AWS: OTHER } }],
    is: { statements: ['#1'], isAll: false },
  },
])('a statement of a bucket $why', ({ statements, is }) => {
  const whole = statements.map((one) => ({ ...READ, Resource: ALL, ...(one as object) }));
  expect(emptied('resource', whole, ['#1'])).toEqual(is);
});

it.each<{ why: string; statement: unknown; is: typeof GONE }>([
  { why: 'is empty where it gives the one bucket', statement: { Resource: ALL }, is: GONE },
  { why: 'is not where it gives any bucket', statement: { Resource: '*' }, is: STAYS },
  {
    why: 'is not where it gives another bucket too',
    statement: { Resource: [ALL, `${String(ORDERS)}/*`] },
    is: STAYS,
  },
  {
    why: 'is not where it gives a bucket that nobody handed over',
    statement: { Resource: [ALL, 'arn:aws:s3:::unseen/*'] },
    is: STAYS,
  },
  { why: 'is not where it gives all but something', statement: { NotResource: ALL }, is: STAYS },
])('a statement of a role $why', ({ statement, is }) => {
  expect(emptied('identity', [{ ...READ, ...(statement as object) }], ['#1'])).toEqual(is);
});

it('no statement is emptied that the change does not name', () => {
  expect(emptied('identity', [{ ...READ, Resource: ALL }], [])).toEqual(STAYS);
});
