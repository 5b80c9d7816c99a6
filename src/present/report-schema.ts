import { z } from 'zod';
import { Coverage, EDGE_KINDS, Evidence, NODE_KINDS, PLANES, Sightings, STATES } from '#model';

/** The result contract (design.md 11). Raised on any breaking change; docs/schema/ is generated from here. */
export const SCHEMA_VERSION = '1';

const ProofStep = z.strictObject({
  policyType: z.string(),
  policy: z.string().nullable(),
  attachedTo: z.string(),
  statement: z.string().nullable(),
  effect: z.enum(['allow', 'deny', 'no-match']),
  why: z.string(),
  evidence: z.array(Evidence),
});

const Guard = z.strictObject({
  key: z.string(),
  operator: z.string(),
  values: z.array(z.string()),
  nature: z.enum(['static', 'posture', 'runtime']),
  mustHold: z.boolean(),
});

/** allow, conditional (with guards), deny or unknown (with what is missing), and the decisive statements. */
export const AccessAnswer = z.strictObject({
  verdict: z.enum(['allow', 'conditional', 'deny', 'unknown']),
  guards: z.array(Guard),
  missing: z.array(z.string()),
  proof: z.array(ProofStep),
});
export type AccessAnswer = z.infer<typeof AccessAnswer>;

const Hop = z.union([
  z.strictObject({
    edge: z.string().describe('id of an edge of this report'),
    from: z.string(),
    kind: z.enum(EDGE_KINDS),
    to: z.string(),
  }),
  z.strictObject({ computed: z.string(), from: z.string(), to: z.string(), answer: AccessAnswer }),
]);

export const PathAnswer = z.strictObject({
  mode: z.enum(['direct', 'deputy']),
  verb: z.string(),
  entry: z.string(),
  sink: z.string(),
  certainty: z.enum(['certain', 'conditional', 'unknown']),
  guards: z.array(z.string()),
  missing: z.array(z.string()),
  cut: z.strictObject({ hop: z.int(), why: z.string() }),
  hops: z.array(Hop),
});
export type PathAnswer = z.infer<typeof PathAnswer>;

const AssetRow = z.strictObject({
  id: z.string(),
  kind: z.enum(NODE_KINDS),
  name: z.string(),
  provider: z.string().nullable(),
  state: z.enum(STATES),
  attributes: z.record(z.string(), z.unknown()),
  conflicts: z.array(
    z.strictObject({
      attribute: z.string(),
      values: z.array(z.strictObject({ value: z.unknown(), source: z.string(), plane: z.enum(PLANES) })),
    }),
  ),
  owners: z.array(z.strictObject({ who: z.string(), confidence: z.number(), evidence: z.array(Evidence) })),
  aliases: z.array(z.string()),
  evidence: z.array(Evidence),
});

const EdgeRow = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  kind: z.enum(EDGE_KINDS),
  effect: z.enum(['allow', 'conditional', 'unknown']),
  standing: z.enum(['permanent', 'eligible']),
  guards: z.array(z.string()),
  actions: z.array(z.string()),
  rung: z.int().nullable(),
  confidence: z.number(),
  walked: z.boolean(),
  planes: z.array(
    z.strictObject({
      plane: z.enum(PLANES),
      firstSeen: z.string().nullable(),
      lastSeen: z.string().nullable(),
      count: Sightings.shape.count.nullable(),
      evidence: z.array(Evidence),
    }),
  ),
});

const Branch = z.strictObject({ fact: z.string(), value: z.string(), because: z.string() });

const FindingRow = z.strictObject({
  id: z.string(),
  rule: z.string(),
  verdict: z.enum(['fires', 'cannot-tell']),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  priority: z
    .strictObject({
      outcome: z.enum(['fix-now', 'plan', 'watch', 'accept']),
      branch: z.array(Branch),
      lowers: z.string().nullable(),
    })
    .nullable(),
  asset: z.string(),
  subject: z.string().nullable(),
  title: z.string(),
  message: z.string(),
  why: z.string(),
  evidence: z.array(Evidence),
  missing: z.array(z.string()),
  clears: z.string(),
  fix: z.string(),
  owners: z.array(z.strictObject({ who: z.string(), evidence: z.array(Evidence) })),
  frameworks: z.record(z.string(), z.array(z.string())),
  suppressed: z.null(),
  paths: z.array(PathAnswer),
});

export const Report = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  assessedAt: z.string(),
  tool: z.strictObject({ name: z.literal('sightline'), version: z.string() }),
  targets: z.array(
    z.strictObject({ id: z.string(), kind: z.string(), name: z.string(), location: z.string() }),
  ),
  coverage: z.strictObject({
    files: z.strictObject({ seen: z.int(), read: z.int(), bytes: z.int() }),
    sources: z.array(Coverage),
  }),
  assets: z.array(AssetRow),
  edges: z.array(EdgeRow),
  findings: z.array(FindingRow),
  summary: z.strictObject({
    posture: z.number().nullable(),
    coveragePercent: z.number(),
    exposurePercent: z.number().nullable(),
    findings: z.record(z.string(), z.int()),
  }),
});
export type Report = z.infer<typeof Report>;

export const WhoCanAnswer = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  question: z.strictObject({ action: z.string(), asset: z.string() }),
  direct: z.array(
    z.strictObject({ principal: z.string(), actions: z.array(z.string()), answer: AccessAnswer }),
  ),
  deputy: z.array(PathAnswer).describe('who can make an agent do it with the agent’s rights'),
  callers: z.array(EdgeRow).describe('who calls, connects to or exposes the asset itself'),
  unknown: z.array(z.strictObject({ at: z.string(), why: z.string() })),
});
export type WhoCanAnswer = z.infer<typeof WhoCanAnswer>;

export const ReachAnswerDocument = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  agent: z.string(),
  runsAs: z.array(z.strictObject({ identity: z.string(), hops: z.array(Hop) })),
  planes: z.array(
    z.strictObject({
      asset: z.string(),
      sensitivity: z.string().nullable(),
      builtTo: z.array(z.strictObject({ verb: z.string(), tool: z.string() })),
      may: z.array(z.strictObject({ verb: z.string(), identity: z.string(), answer: AccessAnswer })),
      did: z.array(
        z.strictObject({ verb: z.string(), count: z.int().nullable(), lastSeen: z.string().nullable() }),
      ),
      approved: z
        .array(z.string())
        .nullable()
        .describe('verbs that an approval covers; null where the agent has none'),
    }),
  ),
  paths: z.array(PathAnswer),
  unknown: z.array(z.strictObject({ at: z.string(), why: z.string() })),
});
export type ReachAnswerDocument = z.infer<typeof ReachAnswerDocument>;

export const WhyAnswer = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  finding: FindingRow,
  assets: z.array(AssetRow),
  edges: z.array(EdgeRow),
});
export type WhyAnswer = z.infer<typeof WhyAnswer>;
