import * as z from 'zod';
import { EDGE_KINDS, NODE_KINDS, PLANES, STATES } from '#model';

const Planes = z.array(z.enum(PLANES));
const Verbs = z.array(z.enum(['read', 'write', 'admin', 'invoke', 'configure', 'egress', 'execute']));

/** estate/<system>/truth.yaml: what a correct scan says of the system, and what it must not say. */
export const Truth = z.strictObject({
  exact: z.strictObject({ kinds: z.array(z.enum(NODE_KINDS)), edges: z.array(z.enum(EDGE_KINDS)) }),
  assets: z.array(
    z.strictObject({
      node: z.string(),
      native: z.string().optional(),
      path: z.string().optional(),
      state: z.enum(STATES).optional(),
      planes: Planes,
      attributes: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  edges: z.array(z.tuple([z.string(), z.enum(EDGE_KINDS), z.string(), Planes])),
  noEdges: z.array(z.tuple([z.string(), z.enum(EDGE_KINDS), z.string()])),
  seen: z.strictObject({
    conversations: z.int(),
    tools: z.record(z.string(), z.tuple([z.int(), z.string(), z.string()])),
    models: z.record(z.string(), z.int()),
    trail: z.array(z.tuple([z.string(), z.string(), z.string(), z.int()])),
  }),
  access: z.array(
    z.tuple([
      z.string(),
      z.string(),
      z.string(),
      z.enum(['allow', 'deny', 'conditional', 'unknown']),
      z.string(),
    ]),
  ),
  paths: z.array(
    z.strictObject({
      entry: z.string(),
      sink: z.string(),
      verbs: Verbs,
      mode: z.enum(['direct', 'deputy']).optional(),
      becomes: z.string().optional(),
      guards: z.array(z.string()).optional(),
      hops: z.array(z.string()),
    }),
  ),
  noPaths: z.array(z.strictObject({ entry: z.string(), sink: z.string(), stoppedBy: z.string() })),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      asset: z.string(),
      subject: z.string().optional(),
      verdict: z.enum(['fires', 'cannot-tell']),
      why: z.string(),
    }),
  ),
  nearMisses: z.array(z.strictObject({ rule: z.string().nullable(), what: z.string(), why: z.string() })),
  neverShown: z.array(z.string()),
});
