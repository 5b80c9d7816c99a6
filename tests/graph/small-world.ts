import fc from 'fast-check';
import { GraphCase } from '../../src/graph/testing/graph-case.ts';

const AGENTS = ['agent:w/a.ts#a', 'agent:w/b.ts#b'];
const TOOLS = ['tool:w/a.ts#t', 'tool:w/b.ts#u'];
const FUNCTIONS = [
  'arn:aws:lambda:eu-west-1:111122223333:function:f',
  'arn:aws:lambda:eu-west-1:111122223333:function:g',
];
const ROLES = ['r', 's', 'q'].map((name) => `arn:aws:iam::111122223333:role/${name}`);
const BUCKETS = ['arn:aws:s3:::x', 'arn:aws:s3:::y'];
const KEYS = ['access-key:w/env#K'];
const INTERNET = 'internet:internet';

export const STARTS = [INTERNET, ...AGENTS, ...ROLES] as const;

function pairs(from: readonly string[], edge: string, to: readonly string[]): readonly string[] {
  return from.flatMap((one) => to.filter((two) => one !== two).map((two) => `${one} | ${edge} | ${two}`));
}

/** Every edge that a small world may have. Legal, and of all kinds that a path turns on. */
const POSSIBLE_EDGES = [
  ...pairs([INTERNET], 'exposes', [...FUNCTIONS, ...AGENTS]),
  ...pairs(AGENTS, 'deployed-as', FUNCTIONS),
  ...pairs(FUNCTIONS, 'runs-as', ROLES),
  ...pairs(AGENTS, 'calls-tool', TOOLS),
  ...pairs(TOOLS, 'can-read', BUCKETS),
  ...pairs(TOOLS, 'can-write', BUCKETS),
  ...pairs(AGENTS, 'delegates-to', AGENTS),
  ...pairs(ROLES, 'can-assume', ROLES),
  ...pairs([...FUNCTIONS, ...AGENTS], 'has-secret', KEYS),
  ...pairs(KEYS, 'authenticates-as', ROLES),
  ...pairs(BUCKETS, 'influences', AGENTS),
];

const POSSIBLE_GRANTS = ROLES.flatMap((principal) => [
  ...BUCKETS.flatMap((resource) => [
    { principal, verb: 'read', resource },
    { principal, verb: 'write', resource },
  ]),
  ...ROLES.filter((role) => role !== principal).map((resource) => ({ principal, verb: 'assume', resource })),
]);

const VERDICTS = ['allow', 'conditional', 'unknown'] as const;
const verdict = fc.constantFrom(...VERDICTS, 'allow', 'allow');

function node(id: string, kind: string, attributes: Record<string, unknown> = {}): Record<string, unknown> {
  return { id, kind, name: id.split(/[#/:]/).at(-1), attributes };
}

/** Small worlds: about a third of all edges that are possible, with effects and verdicts of every kind. */
export const smallWorld: fc.Arbitrary<GraphCase> = fc
  .record({
    edges: fc.subarray(POSSIBLE_EDGES, { minLength: 6, maxLength: 16 }),
    effects: fc.array(verdict, { minLength: 16, maxLength: 16 }),
    grants: fc.subarray(POSSIBLE_GRANTS, { minLength: 2, maxLength: 8 }),
    verdicts: fc.array(verdict, { minLength: 8, maxLength: 8 }),
    latitudes: fc.array(fc.constantFrom('fixed', 'parameterised', 'arbitrary', 'arbitrary'), {
      minLength: 2,
      maxLength: 2,
    }),
    places: fc.array(fc.constantFrom('in-process', 'in-process', 'sandbox'), { minLength: 2, maxLength: 2 }),
  })
  .map(({ edges, effects, grants, verdicts, latitudes, places }) =>
    GraphCase.parse({
      why: 'a small world drawn at random',
      nodes: [
        node(INTERNET, 'internet'),
        ...AGENTS.map((id) => node(id, 'agent')),
        ...TOOLS.map((id, at) =>
          node(id, 'tool', {
            latitude: latitudes[at],
            executesIn: places[at],
            sinksResolved: true,
            egress: 'none',
          }),
        ),
        ...FUNCTIONS.map((id) => node(id, 'function')),
        ...ROLES.map((id) => node(id, 'cloud-role')),
        ...BUCKETS.map((id) => node(id, 'bucket')),
        ...KEYS.map((id) => node(id, 'access-key')),
      ],
      edges: edges.map((line, at) => `${line} | effect=${effects[at] ?? 'allow'}`),
      trusts: ROLES.map((role) => ({ role, aws: ['arn:aws:iam::111122223333:root'] })),
      grants: grants.map((grant, at) => ({ ...grant, verdict: verdicts[at] ?? 'allow' })),
      expect: {},
    }),
  );
