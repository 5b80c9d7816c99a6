import { describe, expect, it } from 'vitest';
import { assess, batchOf, RuleCase, type Exposure } from '#assess';
import { buildGraph } from '#graph';
import { accessOf } from '../src/cli/access-port.ts';

const ACCOUNT = '111122223333';
const AGENT = 'agent:case/a.ts#a';
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;
const RECORDS = 'arn:aws:s3:::records';
const INBOX = 'arn:aws:s3:::inbox';

/** Of a bucket: what else than its policy may let somebody in, or keep them out. */
const SHUT = { restrictsPublicPolicy: false, ignoresPublicAcls: true, kmsKey: null };

interface World {
  readonly nodes?: readonly unknown[];
  readonly edges?: readonly unknown[];
  readonly policies?: readonly unknown[];
  /** Attributes of the function in place of its own. */
  readonly of?: Record<string, unknown>;
  readonly deployed?: boolean;
  /** Attributes of the account. */
  readonly account?: Record<string, unknown>;
  /** Policy types that were handed over. */
  readonly seen?: readonly string[];
}

function tool(name: string, more: Record<string, unknown> = {}): unknown {
  const attributes = {
    ...{ latitude: 'parameterised', executesIn: 'in-process', sinksResolved: true },
    ...{ egress: 'none', returnsUntrusted: false, ...more },
  };
  return { id: `tool:case/t.ts#${name}`, kind: 'tool', name, attributes };
}

function may(action: string, bucket: string): unknown {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: `${bucket}/*` }],
  };
  return { type: 'identity', attachedTo: ROLE, document };
}

/** A statement of a resource's own policy. */
function lets(
  principal: unknown,
  action: string,
  resource: string,
  more: Record<string, unknown> = {},
): unknown {
  const Resource = resource === FUNCTION ? resource : `${resource}/*`;
  const statement = { Effect: 'Allow', Principal: principal, Action: action, Resource, ...more };
  return {
    type: 'resource',
    attachedTo: resource,
    document: { Version: '2012-10-17', Statement: [statement] },
  };
}

/** An agent in a function without an address of its own; its one tool reads restricted records. */
function exposed({
  nodes = [],
  edges = [],
  policies = [],
  of = { url: null },
  deployed = true,
  account = { restrictsPublicPolicy: false },
  seen,
}: World): Exposure | null {
  const granted = (id: string, kind: string, more: Record<string, unknown> = {}): unknown => ({
    ...{
      id,
      kind,
      name: id.split(/[:/]/).at(-1),
      planes: ['granted'],
      attributes: { account: ACCOUNT, ...more },
    },
  });
  const world = RuleCase.parse({
    why: 'a world for the exposure',
    nodes: [
      { id: AGENT, kind: 'agent', name: 'a', attributes: {} },
      tool('lookup'),
      ...[granted(FUNCTION, 'function', { region: 'eu-west-1', ...of }), granted(ROLE, 'cloud-role')],
      ...[granted(RECORDS, 'bucket', { sensitivity: 'restricted', ...SHUT }), granted(INBOX, 'bucket', SHUT)],
      granted(`account:${ACCOUNT}`, 'account', { standalone: true, organization: null, ...account }),
      ...nodes,
    ],
    edges: [
      ...(deployed ? [{ from: AGENT, edge: 'deployed-as', to: FUNCTION, rung: 2 }] : []),
      { from: FUNCTION, edge: 'runs-as', to: ROLE, planes: ['granted'] },
      { from: AGENT, edge: 'calls-tool', to: 'tool:case/t.ts#lookup' },
      { from: 'tool:case/t.ts#lookup', edge: 'can-read', to: RECORDS },
      ...edges,
    ],
    policies: [may('s3:GetObject', RECORDS), ...policies],
    complete: [
      ...(seen ?? ['identity', 'boundary', 'resource', 'scp', 'rcp']).map((policyType) => ({
        ...{ kind: 'policy', policyType, scope: `account:${ACCOUNT}` },
      })),
      { edge: 'calls-tool', scope: `node:${AGENT}` },
    ],
    expect: [{ asset: AGENT }],
  });
  const { view } = buildGraph([batchOf(world)], { access: accessOf(world.now) });
  return assess({ view, rules: [], frameworks: [], now: world.now, params: {} }).exposure;
}

const readsInbox: World = {
  nodes: [tool('inbox')],
  edges: [
    { from: AGENT, edge: 'calls-tool', to: 'tool:case/t.ts#inbox' },
    { from: 'tool:case/t.ts#inbox', edge: 'can-read', to: INBOX },
  ],
};

describe('a store of restricted records is', () => {
  it.each<{ why: string; is: 'reached' | 'kept out' | 'undecided'; world: World; because?: RegExp }>([
    { why: 'nobody outside can ask the agent, and its tools bring in nothing', is: 'kept out', world: {} },
    {
      why: 'a service in front of which anybody may stand may invoke the function',
      is: 'undecided',
      world: { policies: [lets({ Service: 'apigateway.amazonaws.com' }, 'lambda:InvokeFunction', FUNCTION)] },
      because: /apigateway\.amazonaws\.com may invoke function f, and who calls through it was not read/,
    },
    {
      why: 'the policy of the function was not handed over',
      is: 'undecided',
      world: { seen: ['identity', 'boundary', 'scp', 'rcp'] },
      because: /who may invoke function f/,
    },
    {
      why: 'whether the function has an address of its own was not seen',
      is: 'undecided',
      world: { of: {} },
      because: /whether function f has an address of its own/,
    },
    {
      why: 'nothing tells where the agent runs',
      is: 'undecided',
      world: { deployed: false },
      because: /where agent a runs/,
    },
    {
      why: 'the agent was seen to call a tool that nobody declared',
      is: 'undecided',
      world: {
        nodes: [{ id: 'tool:observed/x', kind: 'tool', name: 'mystery', planes: ['observed'] }],
        edges: [{ from: AGENT, edge: 'calls-tool', to: 'tool:observed/x', planes: ['observed'] }],
      },
      because: /no code that was handed over declares tool mystery/,
    },
    {
      why: 'anyone in AWS may invoke the function that the agent runs in',
      is: 'reached',
      world: { policies: [lets('*', 'lambda:InvokeFunction', FUNCTION)] },
    },
    {
      why: 'whoever is of an organisation may invoke it, and nobody else',
      is: 'kept out',
      world: {
        policies: [
          lets('*', 'lambda:InvokeFunction', FUNCTION, {
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a' } },
          }),
        ],
      },
    },
    {
      why: 'a service of AWS may invoke it, and who calls through that is not known',
      is: 'undecided',
      world: { policies: [lets({ Service: 's3.amazonaws.com' }, 'lambda:InvokeFunction', FUNCTION)] },
    },
    {
      why: 'a tool reads what anybody may put into a bucket',
      is: 'reached',
      world: {
        ...readsInbox,
        policies: [may('s3:GetObject', INBOX), lets('*', 's3:PutObject', INBOX)],
      },
    },
    {
      why: 'a tool reads a bucket that lets anybody put, and whether the account blocks that was not seen',
      is: 'undecided',
      world: {
        ...readsInbox,
        account: {},
        policies: [may('s3:GetObject', INBOX), lets('*', 's3:PutObject', INBOX)],
      },
      because: /public access block of account 111122223333 not seen/,
    },
    {
      why: 'a tool reads a bucket of which the policy was not handed over',
      is: 'undecided',
      world: {
        ...readsInbox,
        seen: ['identity', 'boundary', 'scp', 'rcp'],
        policies: [
          may('s3:GetObject', INBOX),
          lets({ Service: 'lambda.amazonaws.com' }, 'lambda:GetFunction', FUNCTION),
        ],
      },
      because: /who may write to bucket inbox could not be decided: .*resource policy of .*inbox/,
    },
    {
      why: 'a tool reads a bucket that nobody exported',
      is: 'undecided',
      world: {
        nodes: [tool('partner'), { id: 'bucket:partner', kind: 'bucket', name: 'partner' }],
        edges: [
          { from: AGENT, edge: 'calls-tool', to: 'tool:case/t.ts#partner' },
          { from: 'tool:case/t.ts#partner', edge: 'can-read', to: 'bucket:partner' },
        ],
      },
      because: /who may write to bucket partner could not be decided/,
    },
    {
      why: 'the agent retrieves from a knowledge base that only code names',
      is: 'undecided',
      world: {
        nodes: [{ id: 'knowledge-base:docs', kind: 'knowledge-base', name: 'docs' }],
        edges: [{ from: AGENT, edge: 'retrieves-from', to: 'knowledge-base:docs' }],
      },
      because: /who may write to knowledge base docs could not be decided/,
    },
    {
      why: 'a tool may not read the bucket into which anybody may put',
      is: 'kept out',
      world: { ...readsInbox, policies: [lets('*', 's3:PutObject', INBOX)] },
    },
    {
      why: 'a tool reads a bucket that anybody may read alone',
      is: 'kept out',
      world: { ...readsInbox, policies: [may('s3:GetObject', INBOX), lets('*', 's3:GetObject', INBOX)] },
    },
  ])('$is where $why', ({ is, world, because }) => {
    const [store] = exposed(world)?.stores.filter(({ name }) => name === 'records') ?? [];
    const found = store?.reached ? 'reached' : store?.undecided ? 'undecided' : 'kept out';
    expect(found).toBe(is);
    if (because !== undefined) expect(exposed(world)?.because.join('; ')).toMatch(because);
  });
});
