import * as z from 'zod';
import {
  AccessAnswer,
  AssetRow,
  EdgeRow,
  FindingRow,
  Hop,
  PathAnswer,
  SCHEMA_VERSION,
} from './report-schema.ts';

/** `sightline who-can --format json`. A denied pair is in none of the lists. */
export const WhoCanAnswer = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  /** A verb, or a native action such as `s3:GetObject`. */
  question: z.strictObject({ action: z.string(), asset: z.string() }),
  /** Identities that hold the right themselves. */
  direct: z.array(
    z.strictObject({ principal: z.string(), actions: z.array(z.string()), answer: AccessAnswer }),
  ),
  become: z
    .array(
      z.strictObject({
        principal: z
          .string()
          .describe('an id, or as the trust policy writes an account, provider or service'),
        as: z.string().describe('the identity of `direct` as which it ends'),
        certainty: z.enum(['certain', 'conditional', 'unknown']),
        hops: z.array(Hop).describe('each role that it takes'),
      }),
    )
    .describe('who may act as an identity that holds the right, and holds it less surely or not at all'),
  deputy: z
    .array(PathAnswer)
    .describe(
      'who can make an agent do it with the agent’s rights; who gets to what is called through others',
    ),
  callers: z.array(EdgeRow).describe('who calls, uses, connects to or exposes the asset itself'),
  unknown: z.array(z.strictObject({ at: z.string(), why: z.string() })),
});
export type WhoCanAnswer = z.infer<typeof WhoCanAnswer>;

/** `sightline reach --format json`: the planes of one agent, store by store, then every path. */
export const ReachAnswerDocument = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  agent: z.string(),
  /** Identities with the hops that lead to them; empty where none is proven. */
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

/** `sightline why --format json`: one finding with the rows that its proof names, to be read without the report. */
export const WhyAnswer = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  finding: FindingRow,
  assets: z.array(AssetRow),
  edges: z.array(EdgeRow),
});
export type WhyAnswer = z.infer<typeof WhyAnswer>;
