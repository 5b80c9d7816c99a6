import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessPair, GraphView } from '#graph';
import type { Fact } from '#model';
import { PLAIN, renderWhoCan, whoCan, whoCanAnswer } from '#present';
import { becomings } from '../src/present/becoming.ts';
import { allOf, asset, awsWorld, policy } from './graph/aws-world.ts';

// Whoever can become an identity can do what it can: who-can that names the identity alone leaves them out.
const HOME = '111122223333';
const AWAY = '444455556666';
const STRANGER = '999999999999';
const BUCKET = 'arn:aws:s3:::records';
const READER = role(AWAY, 'reader');
const HOP = role(HOME, 'hop');
const APP = role(HOME, 'team/app');

function role(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
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
  return viewOfRoles([READER, HOP, APP], facts);
}

function viewOfRoles(roles: readonly string[], facts: readonly Fact[]): GraphView {
  const whole = [HOME, AWAY].flatMap((id) =>
    allOf(id, ['identity', 'boundary', 'resource', 'trust'], ['cloud-role', 'cloud-user']),
  );
  const assets = [
    ...[HOME, AWAY].map((id) => asset(id, 'account', { standalone: true })),
    ...roles.map((id) => asset(id, 'cloud-role', { account: id.split(':')[4] ?? '' })),
    asset(BUCKET, 'bucket', { account: AWAY, aclsDisabled: true }),
  ];
  const read = policy('identity', READER, { Action: 's3:GetObject', Resource: `${BUCKET}/*` });
  return awsWorld([...assets, read, ...facts], whole).view;
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

  it.each([
    { why: 'alike', of: () => undefined },
    {
      why: 'each under a condition of its own',
      of: (index: number) => ({ StringEquals: { 'sts:ExternalId': `x-${String(index)}` } }),
    },
  ])(
    'ends soon where a thousand roles may all take each other, $why',
    ({ of }) => {
      const names = Array.from({ length: 1_000 }, (_, index) => role(AWAY, `r${String(index)}`));
      const roles = [READER, ...names];
      const view = viewOfRoles(
        roles,
        roles.flatMap((id, index) => [trust(id, { AWS: AWAY }, of(index)), assumes(id, '*')]),
      );
      const started = process.cpuUsage();
      const { become } = whoCan('read', BUCKET, view);
      const { user, system } = process.cpuUsage(started);
      // Of CPU, whatever else the machine does: 48 s before only those were asked who have no way that is as good.
      expect((user + system) / 1e6).toBeLessThan(15);
      expect(new Set(become.map(({ principal, hops }) => `${principal} ${String(hops.length)}`))).toEqual(
        new Set(names.map((name) => `${name} 1`)),
      );
    },
    60_000,
  );

  it('finds whom every way that there is leads to, by the best of them, in any estate', () => {
    const roles = [READER, HOP, APP, role(AWAY, 'x'), role(HOME, 'y')];
    const world = fc.array(
      fc.record({
        on: fc.constantFrom(...roles),
        who: fc.constantFrom<unknown>(
          ...roles.map((id) => ({ AWS: id })),
          ...[{ AWS: HOME }, { AWS: AWAY }, { AWS: STRANGER }, '*', { Service: 'lambda.amazonaws.com' }],
        ),
        caller: fc.constantFrom(...roles),
        isOpen: fc.boolean(),
      }),
      { minLength: 3, maxLength: 14 },
    );
    fc.assert(
      fc.property(world, (written) => {
        const outside = { StringEquals: { 'sts:ExternalId': 'x-1' } };
        const view = viewOfRoles(
          roles,
          written.flatMap(({ on, who, caller, isOpen }, index) => [
            trust(`${on}`, who, isOpen ? outside : undefined),
            policy('identity', caller, { Sid: `s${String(index)}`, Action: 'sts:AssumeRole', Resource: on }),
          ]),
        );
        const direct = view.whoCan('read', BUCKET);
        const found = becomings(direct, view).found.map(
          ({ principal, certainty, hops }) => [principal, certainty, hops.length] as const,
        );
        expect(found.map((one) => one.join(' ')).sort()).toEqual(everyWay(direct, view).sort());
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

const DOUBT = { allow: 0, conditional: 1, unknown: 2, deny: 3 } as const;

/** By asking of each, the surest and then the nearest first, about everyone that there is. */
function everyWay(direct: readonly AccessPair[], view: GraphView): string[] {
  const open = direct.map(({ principal, verdict }) => ({ principal, doubt: DOUBT[verdict.kind], hops: 0 }));
  const settled = new Map<string, (typeof open)[number]>();
  while (open.length > 0) {
    open.sort((a, b) => a.doubt - b.doubt || a.hops - b.hops);
    const next = open.shift();
    if (next === undefined || settled.has(next.principal)) continue;
    settled.set(next.principal, next);
    if (!view.policies(next.principal).some(({ policyType }) => policyType === 'trust')) continue;
    for (const { principal, verdict } of view.whoCan('invoke', next.principal)) {
      const doubt = Math.max(next.doubt, DOUBT[verdict.kind]) as typeof next.doubt;
      open.push({ principal, doubt, hops: next.hops + 1 });
    }
  }
  return [...settled.values()].flatMap(({ principal, doubt, hops }) =>
    hops === 0 ? [] : [`${principal} ${['certain', 'conditional', 'unknown'][doubt] ?? ''} ${String(hops)}`],
  );
}

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
