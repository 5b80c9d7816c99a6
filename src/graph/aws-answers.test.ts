import { describe, expect, it } from 'vitest';
import type { AwsPolicyType, CompleteMark, Fact } from '#model';
import { allOf, asset, awsWorld, policy } from '../../tests/graph/aws-world.ts';
import type { GraphView } from './index.ts';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/admin`;
const BUCKET = 'arn:aws:s3:::records';
const STRANGER = 'arn:aws:iam::444455556666:role/etl';
const OTHER_ACCOUNT = 'arn:aws:iam::444455556666:root';

const FACTS: readonly Fact[] = [
  asset(ROLE, 'cloud-role', { account: ACCOUNT }),
  asset(ADMIN, 'cloud-role', { account: ACCOUNT }),
  asset(BUCKET, 'bucket', { account: ACCOUNT, aclsDisabled: true }),
  policy('identity', ROLE, { Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }),
  policy('identity', ROLE, { Action: 'sts:AssumeRole', Resource: ADMIN }),
  policy('trust', ADMIN, { Action: 'sts:AssumeRole', Principal: { AWS: ROLE } }),
  policy('identity', ADMIN, { Action: 's3:*', Resource: '*' }),
];
const TYPES = ['identity', 'boundary', 'resource', 'trust', 'scp', 'rcp'] as const;

function view(
  seen: readonly AwsPolicyType[],
  standing: Record<string, unknown>,
  facts = FACTS,
  marks: readonly CompleteMark[] = [],
): GraphView {
  const account = asset(ACCOUNT, 'account', standing);
  return awsWorld([account, ...facts], [...allOf(ACCOUNT, seen), ...marks]).view;
}

const READ = {
  modes: ['direct'],
  verbs: ['read', 'admin'],
  sinks: (node: { kind: string }) => node.kind === 'bucket',
} as const;

describe('grants of AWS over the merged graph', () => {
  it('allows what the policies of an account that stands alone allow, with the statement as proof', () => {
    const graph = view(TYPES, { organization: null });
    const verdict = graph.access(ROLE, 'read', BUCKET);
    expect(verdict.kind).toBe('allow');
    expect(verdict.proof.map((step) => step.policy)).toContain(`${ROLE}/identity`);
    expect(graph.whoCan('read', BUCKET).map((pair) => pair.principal)).toEqual([ADMIN, ROLE]);
    expect(graph.accessibleBy(ROLE, 'admin')).toEqual([]);
  });

  it('takes the role that both sides allow, and is then what that role is', () => {
    const paths = view(TYPES, { organization: null }).reach(ROLE, READ).paths;
    expect(paths.map((path) => [path.verb, path.certainty, path.hops.length])).toEqual([
      ['admin', 'certain', 2],
      ['read', 'certain', 1],
    ]);
  });

  it('cannot tell where the organisation was not handed over', () => {
    const graph = view(['identity', 'boundary', 'resource', 'trust'], {});
    expect(graph.access(ROLE, 'read', BUCKET).kind).toBe('unknown');
    const [path] = graph.reach(ROLE, READ).paths;
    expect(path?.certainty).toBe('unknown');
    expect(path?.missing.join()).toMatch(/scp/i);
  });

  it('lets the configuration declare the account standalone', () => {
    expect(
      view(['identity', 'boundary', 'resource', 'trust'], { standalone: true }).access(ROLE, 'read', BUCKET)
        .kind,
    ).toBe('allow');
  });

  it.each([
    { shown: 'its organisation', standing: { organization: 'o-1', managementAccount: false }, scps: [] },
    { shown: 'its place in an organisation', standing: { parents: ['r-1'] }, scps: [] },
    {
      shown: 'that it is placed below an organisation',
      standing: { parentsInPart: ['ou-1'] },
      scps: [],
    },
    {
      shown: `policy ${ACCOUNT}/scp attached to it`,
      standing: { managementAccount: false },
      scps: [policy('scp', ACCOUNT, { Effect: 'Deny', Action: 's3:*', Resource: '*' })],
    },
  ])(
    'says that an export shows $shown of an account that is declared standalone',
    ({ shown, standing, scps }) => {
      const account = asset(ACCOUNT, 'account', { standalone: true, ...standing });
      const { view: graph, gaps } = awsWorld([account, ...FACTS, ...scps], []);
      expect(graph.access(ROLE, 'read', BUCKET).kind).toBe(scps.length > 0 ? 'deny' : 'unknown');
      expect(gaps.map(({ detail }) => detail).join()).toContain(`shows ${shown}: the export counts`);
    },
  );

  it('does not take a policy that could not be read for one that says nothing', () => {
    const unread: Fact = {
      ...policy('identity', ROLE, { Action: 's3:GetObject', Resource: '*' }),
      unread: 'it does not parse',
    } as Fact;
    const facts = [...FACTS.slice(0, 3), unread];
    expect(view(TYPES, { organization: null }, facts).access(ROLE, 'read', BUCKET).kind).toBe('unknown');
  });

  it.each([
    {
      title: 'an account whose identities are all listed is left to them',
      kinds: ['cloud-role', 'cloud-user'] as const,
      wanted: [`allow ${ADMIN}`, `allow ${ROLE}`, `allow ${STRANGER}`],
    },
    {
      title: 'an account whose users were not listed is named as delegation, its identities unknown',
      kinds: ['cloud-role'] as const,
      wanted: [`allow ${ADMIN}`, `allow ${ROLE}`, `allow ${STRANGER}`, `unknown ${OTHER_ACCOUNT}`],
    },
  ])('$title', ({ kinds, wanted }) => {
    const facts = [
      ...FACTS,
      asset('444455556666', 'account', { organization: null }),
      asset(STRANGER, 'cloud-role', { account: '444455556666' }),
      policy('identity', STRANGER, { Action: 's3:GetObject', Resource: '*' }),
      policy('resource', BUCKET, {
        Action: 's3:GetObject',
        Principal: { AWS: OTHER_ACCOUNT },
        Resource: `${BUCKET}/*`,
      }),
    ];
    const marks = allOf('444455556666', TYPES, kinds);
    const pairs = view(TYPES, { organization: null }, facts, marks).whoCan('read', BUCKET);
    expect(pairs.map((pair) => `${pair.verdict.kind} ${pair.principal}`).sort()).toEqual([...wanted].sort());
    const account = pairs.find((pair) => pair.principal === OTHER_ACCOUNT);
    if (account !== undefined)
      expect(account.verdict.missing.join()).toContain('which identities of account 444455556666');
  });

  it('shows policies by the asset they are attached to', () => {
    expect(
      view(TYPES, {})
        .policies(ADMIN)
        .map((one) => one.policyType),
    ).toEqual(['trust', 'identity']);
  });
});
