import {
  ACCESS_VERBS,
  AWS_POLICY_TYPES,
  edgeFact,
  EDGE_KINDS,
  Identifier,
  Matcher,
  NODE_KINDS,
  PLANES,
  STATES,
  type ActsAs,
  type AssignmentFact,
  type CompleteMark,
  type Evidence,
  type Fact,
  type FactBatch,
  type Plane,
  type PolicyFact,
} from '#model';
import * as z from 'zod';

const REACH_VERBS = [...ACCESS_VERBS, 'egress', 'execute'] as const;

/**
 * What must come out, as lines that a reader can check by eye. Gaps and rejected edges are whole lists, so that a case
 * without them expects none; of every other list only what it names is looked at.
 */
const Expected = z.strictObject({
  /** Id of the asset → every id under which it was known before the joins. */
  assets: z.record(z.string(), z.array(z.string())).default({}),
  /** Ids that are two assets. */
  apart: z.array(z.tuple([z.string(), z.string()])).default([]),
  edges: z.array(z.string()).default([]),
  noEdges: z.array(z.string()).default([]),
  /** `reads`: the JSON of a value that is known, else `conflicting` or `unknown`. */
  attributes: z.array(z.strictObject({ of: z.string(), name: z.string(), reads: z.string() })).default([]),
  /** `<reason> <where>: <detail>`. */
  gaps: z.array(z.string()).default([]),
  rejected: z.array(z.string()).default([]),
  /** Whether every edge of that kind was enumerated. */
  complete: z
    .array(z.strictObject({ of: z.string(), edge: z.enum(EDGE_KINDS), is: z.boolean() }))
    .default([]),
  runsAs: z.record(z.string(), z.array(z.string())).default({}),
  reach: z
    .array(
      z.strictObject({
        from: z.string(),
        modes: z.array(z.enum(['direct', 'deputy'])).default(['direct', 'deputy']),
        verbs: z.array(z.enum(REACH_VERBS)).default(['read', 'write', 'admin', 'egress']),
        planes: z.array(z.enum(PLANES)).optional(),
        withoutGuards: z.boolean().optional(),
        limit: z.int().optional(),
        /** As describePath writes them, all of them; `cuts`, `guards` and `missing` in the order of the answer. */
        paths: z.array(z.string()),
        cuts: z.array(z.string()).optional(),
        guards: z.array(z.string()).optional(),
        missing: z.array(z.string()).optional(),
        unknown: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

/** A small world, what is said of it, and what must come out. Node ids and edges are written as one line each. */
export const GraphCase = z.strictObject({
  why: z.string().min(10),
  /** ISO 8601 UTC: which approvals hold. */
  now: z.string().optional(),
  nodes: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(NODE_KINDS),
      name: z.string().optional(),
      planes: z.array(z.enum(PLANES)).default(['declared']),
      state: z.enum(STATES).default('active'),
      target: z.string().default('shop'),
      path: z.string().default('case.yaml'),
      source: z.string().default('case'),
      attributes: z.record(z.string(), z.unknown()).default({}),
      identifiers: z.array(Identifier).default([]),
    }),
  ),
  /** `from | edge | to`, then optional `key=value` parts: planes, rung, effect, guards, actions, actsAs, unlessSet, setBy, count. */
  edges: z.array(z.string()).default([]),
  assign: z
    .array(
      z.strictObject({
        where: Matcher,
        precedence: z.number().default(1),
        assign: z.record(z.string(), z.unknown()),
      }),
    )
    .default([]),
  /** Roles with the principals that their trust policy names. */
  trusts: z.array(z.strictObject({ role: z.string(), aws: z.array(z.string()) })).default([]),
  /** What access/ would answer; what is not listed is denied. */
  grants: z
    .array(
      z.strictObject({
        principal: z.string(),
        verb: z.enum([...ACCESS_VERBS, 'assume']),
        resource: z.string(),
        verdict: z.enum(['allow', 'conditional', 'unknown']).default('allow'),
      }),
    )
    .default([]),
  complete: z
    .array(
      z.strictObject({
        kind: z.enum(NODE_KINDS).nullable().default(null),
        edge: z.enum(EDGE_KINDS).nullable().default(null),
        policyType: z.enum(AWS_POLICY_TYPES).nullable().default(null),
        exceptThrough: z.literal('connects-to').nullable().default(null),
        scope: z.string(),
      }),
    )
    .default([]),
  expect: Expected,
});
export type GraphCase = z.infer<typeof GraphCase>;

function evidenceOn(plane: Plane, source: string, target: string, path: string): Evidence {
  return { plane, source, target, at: { path, startLine: 1, endLine: 1 } };
}

function nodeFacts(one: GraphCase['nodes'][number]): readonly Fact[] {
  return one.planes.map((plane) => ({
    fact: 'node' as const,
    id: one.id,
    kind: one.kind,
    name: one.name ?? one.id,
    state: one.state,
    attributes: one.attributes,
    identifiers: one.identifiers,
    evidence: [evidenceOn(plane, one.source, one.target, one.path)],
  }));
}

/** Values of a `key=a,b` part. */
function list(options: ReadonlyMap<string, string>, key: string): readonly string[] {
  return (
    options
      .get(key)
      ?.split(',')
      .filter((one) => one !== '') ?? []
  );
}

/** `runtime`, `role:<id>`, or why it is not known. */
function actsAs(text: string): ActsAs {
  if (text === 'runtime') return { as: 'runtime' };
  return text.startsWith('role:') ? { as: 'role', role: text.slice(5) } : { as: 'unseen', why: text };
}

/** The edge as each of its planes would say it. */
function edgeFacts(line: string): readonly Fact[] {
  const [from = '', edge = '', to = '', ...rest] = line.split(' | ').map((part) => part.trim());
  const options = new Map(rest.map((part) => part.split('=', 2) as [string, string]));
  const planes = options.has('planes') ? list(options, 'planes') : ['declared'];
  const rung = options.get('rung');
  const count = Number(options.get('count') ?? 1);
  const acting = list(options, 'actsAs').map(actsAs);
  return planes.map((plane) =>
    edgeFact({
      from,
      edge: z.enum(EDGE_KINDS).parse(edge),
      to,
      effect: z.enum(['allow', 'conditional', 'unknown']).parse(options.get('effect') ?? 'allow'),
      guards: list(options, 'guards'),
      actions: list(options, 'actions'),
      ...(acting.length === 0 ? {} : { actsAs: acting }),
      ...(options.has('unlessSet') ? { unlessSet: list(options, 'unlessSet') } : {}),
      ...(options.has('setBy') ? { setBy: options.get('setBy') ?? '' } : {}),
      rung:
        rung === undefined
          ? null
          : z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).parse(Number(rung)),
      sightings:
        plane === 'observed'
          ? { firstSeen: '2026-11-20T00:00:00Z', lastSeen: '2026-11-20T12:00:00Z', count }
          : null,
      evidence: [evidenceOn(z.enum(PLANES).parse(plane), 'case', 'shop', `${from}-${edge}-${to}`)],
    }),
  );
}

/** Only what the sieve of assumable roles reads; grants decide the rest. */
function trustFact({ role, aws }: GraphCase['trusts'][number]): PolicyFact {
  const principals = { not: false, any: false, aws, services: [], federated: [], canonicalUsers: [] };
  const actions = { not: false, patterns: ['sts:AssumeRole'] };
  const statement = {
    sid: null,
    effect: 'Allow' as const,
    actions,
    resources: null,
    principals,
    conditions: [],
  };
  return {
    fact: 'policy',
    platform: 'aws',
    policyType: 'trust',
    attachedTo: role,
    policy: `${role}/trust`,
    document: { version: '2012-10-17', statements: [statement] },
    evidence: [evidenceOn('granted', 'case', 'account', 'trust')],
  };
}

/** The small world as sources would have told it: one batch, on the planes that the case names. */
export function batchOfCase(one: GraphCase): FactBatch {
  const assignments = one.assign.map((rule, at) => ({
    fact: 'assignment' as const,
    where: rule.where,
    precedence: rule.precedence,
    assign: rule.assign as AssignmentFact['assign'],
    evidence: [evidenceOn('declared', 'configuration', 'shop', `assign/${String(at)}`)],
  }));
  const complete: readonly CompleteMark[] = one.complete.map((mark) => ({ ...mark, from: null, to: null }));
  const files = { seen: 1, read: 1, bytes: 1 };
  return {
    facts: [
      ...one.nodes.flatMap(nodeFacts),
      ...one.edges.flatMap(edgeFacts),
      ...one.trusts.map(trustFact),
      ...assignments,
    ],
    coverage: [
      {
        source: 'case',
        plane: 'declared',
        target: 'shop',
        window: null,
        files,
        complete: [...complete],
        gaps: [],
      },
    ],
  };
}
