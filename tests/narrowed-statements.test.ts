import { describe, expect, it } from 'vitest';
import { actionResources } from '#access';
import { batchOf, RuleCase } from '#assess';
import { buildGraph, type Hop } from '#graph';
import { accessOf, awsCatalogue } from '../src/cli/access-port.ts';
import { narrowedStatements, type NarrowedStatement } from '../src/present/narrowed-statements.ts';

const ROLE = 'arn:aws:iam::111111111111:role/app';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:app';
const [RECORDS, ORDERS] = ['arn:aws:s3:::records', 'arn:aws:s3:::orders'];
const TABLE = 'arn:aws:dynamodb:eu-west-1:111111111111:table/carts';
const PARAMETER = 'arn:aws:ssm:eu-west-1:111111111111:parameter/prod/app/key';
const READ_ORDERS = { store: ORDERS, actions: ['s3:GetObject'] };

interface World {
  readonly statements: readonly unknown[];
  /** What tools that run as the role read, and by which native actions; `edge` is what they do to it. */
  readonly built: readonly {
    readonly store: string;
    readonly actions: readonly string[];
    readonly edge?: 'can-read' | 'can-write';
  }[];
  readonly seen?: readonly { readonly store: string; readonly actions: readonly string[] }[];
  readonly named?: readonly string[];
}

/** The statements of a role's policy after a step that takes from it what it may read of the bucket `records`. */
function narrowed({ statements, built, seen = [], named = ['#1'] }: World): readonly NarrowedStatement[] {
  const tool = (index: number): string => `tool:case/a.py#tool${String(index)}`;
  const edges = [
    { from: FUNCTION, edge: 'runs-as' as const, to: ROLE },
    ...built.map((_, index) => ({ from: tool(index), edge: 'executes-on' as const, to: FUNCTION })),
    ...built.map(({ store, edge = 'can-read' }, index) => ({ from: tool(index), edge, to: store })),
    ...seen.map(({ store }) => ({
      from: ROLE,
      edge: 'can-read' as const,
      to: store,
      planes: ['observed' as const],
    })),
  ];
  const parsed = RuleCase.parse({
    why: 'a role, two buckets, a table and the policy of the role',
    nodes: [
      { id: ROLE, kind: 'cloud-role', name: 'app' },
      { id: FUNCTION, kind: 'function', name: 'app' },
      { id: RECORDS, kind: 'bucket', name: 'records' },
      { id: ORDERS, kind: 'bucket', name: 'orders' },
      { id: TABLE, kind: 'table', name: 'carts' },
      { id: PARAMETER, kind: 'secret-location', name: 'key' },
      ...built.map((_, index) => ({ id: tool(index), kind: 'tool', name: `tool${String(index)}` })),
    ],
    edges,
    policies: [
      { type: 'identity', attachedTo: ROLE, document: { Version: '2012-10-17', Statement: statements } },
    ],
    expect: [{ asset: 'x' }],
  });
  const batch = batchOf(parsed);
  const actions = new Map([
    ...built.map(({ store, actions: done }, index) => [`${tool(index)} ${store}`, done] as const),
    ...seen.map(({ store, actions: done }) => [`${ROLE} ${store}`, done] as const),
  ]);
  const facts = batch.facts.map((fact) =>
    fact.fact === 'edge'
      ? { ...fact, actions: actions.get(`${fact.from} ${fact.to}`) ?? fact.actions }
      : fact,
  );
  const { view } = buildGraph([{ ...batch, facts }], { access: accessOf(parsed.now) });
  const verdict = view.access(ROLE, 'read', RECORDS);
  const takes: readonly Hop[] = [
    { kind: 'computed', from: ROLE, computed: 'can-read', to: RECORDS, verdict },
  ];
  return narrowedStatements(
    { kind: 'policy', policy: `${ROLE}/identity`, attachedTo: ROLE, on: 'identity', statements: named },
    takes,
    view,
    (action, arn) => actionResources(awsCatalogue(), action, arn),
  );
}

const WIDE = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('a statement as it would stand', () => {
  it.each<{ why: string; world: World; after: readonly unknown[] }>([
    {
      why: 'gives what the code of a tool needs, and nothing else',
      world: { statements: [{ ...WIDE, Sid: 'All' }], built: [READ_ORDERS], named: ['All'] },
      after: [{ Sid: 'All', Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${ORDERS}/*`] }],
    },
    {
      why: 'gives what a log saw beside what code names',
      world: {
        statements: [WIDE],
        built: [READ_ORDERS],
        seen: [{ store: ORDERS, actions: ['s3:GetObjectVersion'] }],
      },
      after: [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: [`${ORDERS}/*`] },
      ],
    },
    {
      why: 'is one for each group of actions, so that nobody writes to what is only read',
      world: {
        statements: [{ ...WIDE, Sid: 'All' }],
        built: [READ_ORDERS, { store: TABLE, actions: ['dynamodb:PutItem'], edge: 'can-write' }],
        named: ['All'],
      },
      after: [
        { Sid: 'All', Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${ORDERS}/*`] },
        { Effect: 'Allow', Action: ['dynamodb:PutItem'], Resource: [TABLE] },
      ],
    },
    {
      why: 'keeps its conditions',
      world: {
        statements: [{ ...WIDE, Condition: { StringEquals: { 'aws:PrincipalAccount': '111111111111' } } }],
        built: [READ_ORDERS],
      },
      after: [
        {
          Effect: 'Allow',
          Action: ['s3:GetObject'],
          Resource: [`${ORDERS}/*`],
          Condition: { StringEquals: { 'aws:PrincipalAccount': ['111111111111'] } },
        },
      ],
    },
    {
      why: 'is no wider than it is today',
      world: {
        statements: [{ Effect: 'Allow', Action: 's3:*', Resource: [`${RECORDS}/*`, `${ORDERS}/open/*`] }],
        built: [READ_ORDERS],
      },
      after: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${ORDERS}/open/*`] }],
    },
    {
      why: 'leaves to another statement what that gives',
      world: {
        statements: [
          {
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:PutObject'],
            Resource: [`${RECORDS}/*`, `${ORDERS}/*`],
          },
          { Effect: 'Allow', Action: 's3:GetObjectVersion', Resource: `${ORDERS}/*` },
        ],
        built: [{ store: ORDERS, actions: ['s3:GetObject', 's3:GetObjectVersion'] }],
      },
      after: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${ORDERS}/*`] }],
    },
  ])('$why', ({ world, after }) => {
    expect(narrowed(world)).toMatchObject([{ after, because: [] }]);
  });

  it('counts the statements of the policy that stay', () => {
    const other = { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' };
    const world = { statements: [WIDE, other, other], built: [READ_ORDERS] };
    expect(narrowed(world)).toMatchObject([{ others: 2 }]);
  });

  it('is known by those actions alone that it gives', () => {
    const read = { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' };
    const version = { Effect: 'Allow', Action: 's3:GetObjectVersion', Resource: `${ORDERS}/*` };
    const built = [{ store: ORDERS, actions: ['s3:GetObject', 's3:GetObjectVersion'] }];
    expect(narrowed({ statements: [read, version], built })).toMatchObject([
      { needs: [{ actions: ['s3:GetObject'] }] },
    ]);
  });

  it('tells what is in use and goes', () => {
    const seen = [{ store: RECORDS, actions: ['s3:GetObject'] }];
    const [one] = narrowed({ statements: [WIDE], built: [READ_ORDERS], seen });
    expect(one?.taken.map(({ edge }) => edge.to)).toEqual([RECORDS]);
    expect(one?.after.flatMap(({ Resource }) => Resource)).toEqual([`${ORDERS}/*`]);
  });

  it('names the indexes by which a query may come by the same table', () => {
    const world = { statements: [WIDE], built: [{ store: TABLE, actions: ['dynamodb:Query'] }] };
    expect(narrowed(world)).toMatchObject([{ besides: [`${TABLE}/index/*`] }]);
  });

  it('names the services of which it gives something today and nothing afterwards', () => {
    const action = ['s3:*', 'logs:PutLogEvents', 'kms:Decrypt'];
    const world = { statements: [{ ...WIDE, Action: action }], built: [READ_ORDERS] };
    expect(narrowed(world)).toMatchObject([{ otherServices: ['logs', 'kms'] }]);
  });
});

describe('a statement is not written', () => {
  it.each<{ why: string; world: World; because: readonly string[] }>([
    {
      why: 'where code uses a store and no action is named',
      world: { statements: [WIDE], built: [{ store: ORDERS, actions: [] }] },
      because: ['which actions tool0 uses on orders is not known'],
    },
    {
      why: 'where of one of two tools no action is named',
      world: { statements: [WIDE], built: [READ_ORDERS, { store: ORDERS, actions: [] }] },
      because: ['which actions tool1 uses on orders is not known'],
    },
    {
      why: 'where the catalogue does not know an action',
      world: { statements: [WIDE], built: [{ store: TABLE, actions: ['dynamodb:Unheard'] }] },
      because: ['which ARN of carts the statement has to name for dynamodb:Unheard is not known'],
    },
    {
      why: 'where any of several paths would do, and each gives all that lies below it',
      world: {
        statements: [WIDE],
        built: [READ_ORDERS, { store: PARAMETER, actions: ['ssm:GetParametersByPath'] }],
      },
      because: ['which ARN of key the statement has to name for ssm:GetParametersByPath is not known'],
    },
    {
      why: 'where it gives all but some resources',
      world: {
        statements: [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::other/*' }],
        built: [READ_ORDERS],
      },
      because: ['which ARN of orders the statement has to name for s3:GetObject is not known'],
    },
    {
      why: 'where two statements bear its name',
      world: {
        statements: [
          { ...WIDE, Sid: 'All' },
          { ...WIDE, Sid: 'All' },
        ],
        built: [READ_ORDERS],
        named: ['All'],
      },
      because: ['two statements of the policy bear this name'],
    },
  ])('$why', ({ world, because }) => {
    expect(narrowed(world)).toMatchObject([{ after: [], because }]);
  });

  it('where nothing was built or seen to use it', () => {
    expect(narrowed({ statements: [WIDE], built: [] })).toMatchObject([
      { after: [], because: [], needs: [] },
    ]);
  });

  it('where nothing of it is left, since it is deleted', () => {
    const only = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${RECORDS}/*` };
    expect(narrowed({ statements: [only], built: [READ_ORDERS] })).toEqual([]);
  });
});
