import { describe, expect, it } from 'vitest';
import { awsAnswers, buildGraph, type AccessPair, type GraphView } from '#graph';
import {
  nodeFact,
  parseAwsPolicyDocument,
  type AccessVerdict,
  type AwsPolicyType,
  type Evidence,
  type Fact,
} from '#model';
import { PLAIN, renderWhoCan, whoCan, whoCanAnswer } from '#present';
import { awsCatalogue } from '../src/cli/access-port.ts';
import { becomings } from '../src/present/becoming.ts';

// Whoever can become an identity can do what it can: who-can that names the identity alone leaves them out.
const HOME = '111122223333';
const AWAY = '444455556666';
const STRANGER = '999999999999';
const ALLOWED: AccessVerdict = { kind: 'allow', proof: [], missing: [] };
const BUCKET = 'arn:aws:s3:::records';
const READER = role(AWAY, 'reader');
const HOP = role(HOME, 'hop');
const APP = role(HOME, 'team/app');
const evidence: Evidence[] = [
  { plane: 'granted', source: 'case', target: 'w', at: { path: 'a.json', pointer: '' } },
];

function role(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

function policy(policyType: AwsPolicyType, attachedTo: string, statement: Record<string, unknown>): Fact {
  const document = parseAwsPolicyDocument({ Statement: [{ Effect: 'Allow', ...statement }] });
  if (!document.ok) throw new Error(document.error);
  const policy = `${attachedTo}/${policyType}`;
  return {
    fact: 'policy',
    platform: 'aws',
    policyType,
    attachedTo,
    policy,
    document: document.value,
    evidence,
  };
}

function trust(on: string, Principal: unknown, Condition?: unknown): Fact {
  const Action = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'];
  return policy('trust', on, { Action, Principal, ...(Condition === undefined ? {} : { Condition }) });
}

function assumes(who: string, whom: string): Fact {
  return policy('identity', who, { Action: 'sts:AssumeRole', Resource: whom });
}

/** Two accounts that were handed over whole, and a bucket that one role may read. */
function viewOf(...facts: readonly Fact[]): GraphView {
  const accounts = [HOME, AWAY].map((id) =>
    nodeFact({ id, kind: 'account', name: id, attributes: { standalone: true }, evidence }),
  );
  const roles = [READER, HOP, APP].map((id) =>
    nodeFact({
      id,
      kind: 'cloud-role',
      name: id.slice(id.lastIndexOf('/') + 1),
      attributes: { account: id.split(':')[4] ?? '' },
      evidence,
    }),
  );
  const attributes = { account: AWAY, aclsDisabled: true };
  const bucket = nodeFact({ id: BUCKET, kind: 'bucket', name: 'records', attributes, evidence });
  const none = { edge: null, from: null, to: null };
  const marks = [HOME, AWAY].flatMap((id) => [
    ...(['identity', 'boundary', 'resource', 'trust'] as const).map((policyType) => ({
      ...none,
      kind: 'policy' as const,
      policyType,
      scope: `account:${id}`,
    })),
    ...(['cloud-role', 'cloud-user'] as const).map((kind) => ({ ...none, kind, scope: `account:${id}` })),
  ]);
  const files = { seen: 1, read: 1, bytes: 1 };
  const coverage = [
    {
      source: 'case',
      plane: 'granted' as const,
      target: 'w',
      window: null,
      files,
      complete: marks,
      gaps: [],
    },
  ];
  const read = policy('identity', READER, { Action: 's3:GetObject', Resource: `${BUCKET}/*` });
  return buildGraph([{ facts: [...accounts, ...roles, bucket, read, ...facts], coverage }], {
    access: awsAnswers(awsCatalogue(), '2026-11-21T00:00:00Z'),
  }).view;
}

/** `certain app > hop > reader`, and the page. */
function asked(view: GraphView, action = 'read') {
  const who = whoCan(action, BUCKET, view);
  const ways = who.become.map(({ principal, hops, certainty }) =>
    [certainty, principal, ...hops.map(({ to }) => `> ${to}`)].join(' '),
  );
  const text = renderWhoCan(who, view, { width: 5_000, paint: PLAIN, place: (at) => at });
  return { who, ways, text };
}

describe('who may act as an identity that may', () => {
  it('counts a role that may take it, over several roles', () => {
    const view = viewOf(
      trust(READER, { AWS: HOP }),
      assumes(HOP, READER),
      trust(HOP, { AWS: HOME }),
      assumes(APP, HOP),
      trust(APP, { Service: 'lambda.amazonaws.com' }),
    );
    const { who, ways, text } = asked(view);
    expect(ways).toEqual([
      `certain ${HOP} > ${READER}`,
      `certain ${APP} > ${HOP} > ${READER}`,
      `certain lambda.amazonaws.com > ${APP} > ${HOP} > ${READER}`,
    ]);
    expect(text).toContain('1 identity can read bucket records; 2 more can act as it; 0 can make');
    expect(text).toContain('what lambda.amazonaws.com runs as cloud role app: nothing that runs so was seen');
    expect(whoCanAnswer(who).become[1]).toMatchObject({ principal: APP, as: READER, certainty: 'certain' });
    // The same truth as the search for paths.
    const paths = view.reach(APP, {
      modes: ['direct'],
      verbs: ['read'],
      sinks: ({ id }) => id === BUCKET,
    }).paths;
    expect(paths.map(({ hops, certainty }) => [certainty, hops.length])).toEqual([['certain', 3]]);
  });

  it('is asked of a native action that no verb means', () => {
    const list = policy('identity', HOP, { Action: 's3:ListBucket', Resource: BUCKET });
    const shared = policy('resource', BUCKET, {
      Action: 's3:ListBucket',
      Principal: { AWS: HOP },
      Resource: BUCKET,
    });
    const facts = [
      list,
      shared,
      trust(HOP, { AWS: APP }),
      trust(READER, { AWS: APP }),
      trust(APP, { AWS: READER }),
    ];
    expect(asked(viewOf(...facts), 's3:ListBucket').ways).toEqual([`certain ${APP} > ${HOP}`]);
  });

  it.each([
    { why: 'the caller may not', facts: [trust(READER, { AWS: APP })] },
    { why: 'the role does not trust it', facts: [trust(READER, { AWS: READER }), assumes(APP, READER)] },
  ])('counts nobody where $why', ({ facts }) => {
    const { ways, text } = asked(viewOf(...facts));
    expect(ways).toEqual([]);
    expect(text).toContain('1 identity can read bucket records; 0 can make');
  });

  it('tells the condition of the trust', () => {
    const outside = { StringEquals: { 'sts:ExternalId': 'x-1' } };
    const { ways, text } = asked(viewOf(trust(READER, { AWS: HOME }, outside), assumes(APP, READER)));
    expect(ways).toEqual([`conditional ${APP} > ${READER}`]);
    expect(text).toMatch(/cloud role app .*sts:ExternalId/);
  });

  it.each([
    { named: { AWS: STRANGER }, where: undefined },
    { named: { AWS: `arn:aws:iam::${STRANGER}:root` }, where: undefined },
    {
      named: { AWS: STRANGER },
      where: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${STRANGER}:role/etl` } },
    },
  ])('does not leave out an account that nobody handed over: $named $where', ({ named, where }) => {
    const { ways, text } = asked(viewOf(trust(READER, named, where)));
    expect(ways).toEqual([`unknown arn:aws:iam::${STRANGER}:root > ${READER}`]);
    expect(text).toContain('; 1 more may act as it: cannot tell;');
    expect(text).toContain(`identities of account ${STRANGER} cannot tell`);
    expect(text).toContain(`which identities of account ${STRANGER} it is delegated to was not seen`);
  });

  it('counts an identity provider, whose tokens the trust narrows', () => {
    const provider = `arn:aws:iam::${AWAY}:oidc-provider/token.actions.githubusercontent.com`;
    const sub = 'token.actions.githubusercontent.com:sub';
    const { ways } = asked(
      viewOf(trust(READER, { Federated: provider }, { StringLike: { [sub]: 'repo:acme/*' } })),
    );
    expect(ways).toEqual([`conditional ${provider} > ${READER}`]);
  });

  it('says so where anyone can', () => {
    const { text } = asked(viewOf(trust(READER, '*')));
    expect(text).toContain('anyone can act as it');
  });

  it('says that a trust policy was not handed over', () => {
    const { who } = asked(viewOf());
    expect(who.unknown).toEqual([
      { at: READER, why: 'who may act as it: its trust policy was not handed over' },
    ]);
  });

  it('ends where roles trust each other', () => {
    const { ways } = asked(
      viewOf(
        trust(READER, { AWS: APP }),
        assumes(APP, READER),
        trust(APP, { AWS: READER }),
        assumes(READER, APP),
      ),
    );
    expect(ways).toEqual([`certain ${APP} > ${READER}`]);
  });

  it('takes the surest way, and of two the shorter one, whatever it finds first', () => {
    const outside = { StringEquals: { 'sts:ExternalId': 'x-1' } };
    const { ways } = asked(
      viewOf(
        trust(READER, { AWS: [HOP, APP] }, outside),
        trust(HOP, { AWS: APP }),
        policy('resource', BUCKET, {
          Action: 's3:GetObject',
          Principal: { AWS: HOP },
          Resource: `${BUCKET}/*`,
        }),
        policy('identity', HOP, { Action: ['sts:AssumeRole', 's3:GetObject'], Resource: '*' }),
        assumes(APP, '*'),
      ),
    );
    expect(ways).toEqual([`certain ${APP} > ${HOP}`]);
  });

  it('ends soon where a thousand roles may all take each other', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => role(HOME, `r${String(index)}`));
    const all = names.map((principal): AccessPair => ({
      principal,
      resource: '',
      verb: 'invoke',
      actions: [],
      verdict: ALLOWED,
    }));
    const view = {
      node: () => null,
      policies: () => [{ policyType: 'trust' }],
      whoCan: () => all,
    } as unknown as GraphView;
    const started = performance.now();
    const { found } = becomings(all.slice(0, 1), view);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(found.map(({ principal, hops }) => [principal, hops.length])).toEqual(
      names.slice(1).map((name) => [name, 1]),
    );
  });
});

it('finds the way over a role that trusts one session of another, whatever its path', () => {
  const session = `arn:aws:sts::${HOME}:assumed-role/app/nightly`;
  const view = viewOf(trust(READER, { AWS: session }), assumes(APP, READER));
  const paths = view.reach(APP, {
    modes: ['direct'],
    verbs: ['read'],
    sinks: ({ id }) => id === BUCKET,
  }).paths;
  expect(paths.map(({ certainty, guards }) => [certainty, guards.join()])).toEqual([
    ['conditional', expect.stringContaining('nightly')],
  ]);
  // The session by itself is named too: it is what the trust policy writes.
  expect(asked(view).ways).toEqual([`certain ${session} > ${READER}`, `conditional ${APP} > ${READER}`]);
});
