import * as z from 'zod';
import { ACCESS_VERBS, EDGE_KINDS, NODE_KINDS, PLANES, STATES } from '#model';

/**
 * The rule language: a rule finds assets and says what is wrong with them, both in the same closed conditions. Keys are strict
 * (a misspelt one is an error), thresholds are named params. What each condition means is told in docs/adding-a-rule.md; a new
 * one needs three rules that want it and a decision record (docs/decisions/0030-the-rule-language.md).
 */
const scalar = z.union([z.string(), z.number(), z.boolean()]);
/** The shape alone; that the parameter exists is checked by rule-problems.ts. */
const paramReference = z.string().regex(/^\$[a-z][A-Za-z]*$/, 'a parameter is written $name');
/** One kind or several; always several once it is read. */
const kinds = z
  .union([z.enum(NODE_KINDS), z.array(z.enum(NODE_KINDS)).min(1)])
  .transform((v) => (Array.isArray(v) ? v : [v]));

const AttributeTest = z.strictObject({
  attribute: z.string(),
  plane: z.enum(PLANES).optional().describe('read this plane alone; without it a conflict is cannot-tell'),
  is: scalar.optional(),
  isNot: scalar.optional(),
  in: z.union([z.array(scalar), paramReference]).optional(),
  notIn: z.union([z.array(scalar), paramReference]).optional(),
  includes: z
    .union([scalar, z.array(scalar), paramReference])
    .optional()
    .describe('a list attribute holds this value, or one of these'),
  none: z.boolean().optional().describe('true: known to be none; false: known and not none'),
  seen: z
    .boolean()
    .optional()
    .describe('whether any source said anything; the only test that unknown can fail'),
});

/** Evidence on a plane, or none there: `observed` with `seen: false` is what was never used. */
const PlaneTest = z.strictObject({ onPlane: z.enum(PLANES), seen: z.boolean() });
/** `not` turns yes and no around and leaves cannot-tell. */
const PredicateTest = z.strictObject({ predicate: z.string(), not: z.boolean().optional() });
/** More than so many days before the assessment, counted in whole days of 24 hours. */
const AgeTest = z.strictObject({
  olderThan: z.strictObject({ attribute: z.string(), days: z.union([z.number().min(0), paramReference]) }),
});

/** Which assets: the other end of an edge, or a sink. */
const Selection = z.strictObject({
  kinds,
  states: z.array(z.enum(STATES)).optional().describe('any where absent'),
  get where() {
    return z.array(Condition).optional();
  },
});

/** Which edges of the asset: by kind, the way they point, what is at the other end; `plane` takes only those with evidence there. */
const edgeTest = {
  edge: z.enum(EDGE_KINDS),
  direction: z.enum(['out', 'in']).default('out'),
  other: Selection.optional(),
  plane: z.enum(PLANES).optional(),
};

/** A number as it stands, or the parameter that holds it. */
const amount = z.union([z.number().min(0), paramReference]);

/**
 * The closed-world mark that turns "none was seen" into "there is none": all nodes of a kind beside the asset, or all of
 * its edges of a kind, were enumerated; without it the answer is cannot-tell.
 */
const Within = z.strictObject({
  kind: z.enum(NODE_KINDS).optional(),
  edge: z.enum(EDGE_KINDS).optional(),
  watchedHours: amount.optional().describe('with plane observed: watched for so long at the least'),
});

const Lacks = z.strictObject({ ...edgeTest, within: Within });

/**
 * At least one bound; both make a range. Fewer than `atLeast` and no more than `atMost` mean something only `within` a mark:
 * elsewhere there may be more than were seen.
 */
const Count = z.strictObject({
  ...edgeTest,
  atLeast: amount.optional(),
  atMost: amount.optional(),
  within: Within,
});

/**
 * The difference of two planes: edges that are on one and not on the other, where the silence of the other means something.
 * Edges can-* on the granted plane are computed from the policies.
 */
const Differs = z.strictObject({
  edges: z.array(z.enum(EDGE_KINDS)).min(1),
  direction: z.enum(['out', 'in']).default('out'),
  other: Selection.optional(),
  on: z.enum(PLANES),
  notOn: z.enum(PLANES),
  watchedHours: amount
    .optional()
    .describe('with notOn observed: only what was watched for so long at the least counts as not seen'),
  latestDays: amount
    .optional()
    .describe(
      'with notOn observed: how many days before the assessment the watch may have ended; 30 without it',
    ),
  unless: z.string().optional().describe('predicate over (asset, other end, verb) that excuses an edge'),
});

/** A way from the asset to a sink. `egress` and `execute` are ends of paths and no verbs of access. */
const Leg = z.strictObject({
  name: z.string(),
  verbs: z.array(z.enum([...ACCESS_VERBS, 'egress', 'execute'])).min(1),
  modes: z.array(z.enum(['direct', 'deputy'])).min(1),
  to: Selection,
  planes: z.array(z.enum(PLANES)).optional(),
  withoutGuards: z.boolean().optional(),
  unless: z
    .string()
    .optional()
    .describe('predicate over (start, sink, verb) that excuses a path, such as an approval'),
});

/** All legs must be reached from the one start. */
const Reaches = z.strictObject({
  legs: z.array(Leg).min(1),
  each: z.boolean().default(false).describe('with one leg: one finding for each sink'),
});

/** Written out, since a schema that contains itself cannot be inferred. */
export type Condition =
  | z.infer<typeof AttributeTest>
  | z.infer<typeof PlaneTest>
  | z.infer<typeof PredicateTest>
  | z.infer<typeof AgeTest>
  | { lacks: z.infer<typeof Lacks> }
  | { count: z.infer<typeof Count> }
  | { differs: z.infer<typeof Differs> }
  | { reaches: z.infer<typeof Reaches> }
  | { anyOf: Condition[] };

/** One thing that is asked of an asset: the same words say when a rule applies, what is wrong, and what is at the other end. */
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    AttributeTest,
    PlaneTest,
    PredicateTest,
    AgeTest,
    z.strictObject({ lacks: Lacks }),
    z.strictObject({ count: Count }),
    z.strictObject({ differs: Differs }),
    z.strictObject({ reaches: Reaches }),
    z.strictObject({ anyOf: z.array(Condition).min(2) }),
  ]),
);

/** A rule file as written. The texts have least lengths, since a finding nobody understands is not fixed. */
export const Rule = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9]*-[A-Z]+-[0-9]{3}$/, 'PREFIX-FAMILY-NNN'),
  title: z.string().min(15).max(120),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  why: z.string().min(40).describe('what it lets happen, in business terms'),
  fix: z.string().min(30).describe('what to change, and where'),
  clears: z.string().min(20).describe('what the next scan must see for the finding to go'),
  message: z
    .string()
    .min(10)
    .describe('one sentence about the asset; {name}, {kind}, {subject}, {detail} are filled in'),
  /** Where it is written that this is wrong; a rule without a source is an opinion. */
  sources: z.array(z.url()).min(1),
  /** Every threshold, with what it means: the configuration may replace the value, `explain` prints both. */
  params: z
    .record(
      z.string(),
      z.strictObject({
        value: z.union([scalar, z.array(scalar)]),
        means: z.string(),
        atLeast: z.number().optional().describe('a smaller number would make the rule say what is not so'),
      }),
    )
    .default({}),
  find: z.strictObject({
    kinds,
    states: z.array(z.enum(STATES)).default(['active']),
    where: z
      .array(Condition)
      .default([])
      .describe('to which of them the rule applies; the others are not applicable'),
  }),
  defect: z
    .array(Condition)
    .min(1)
    .describe('what is wrong with such an asset: all of it must hold for the rule to fire'),
});
export type Rule = z.infer<typeof Rule>;
export type Leg = z.infer<typeof Leg>;
export type Lacks = z.infer<typeof Lacks>;
export type Count = z.infer<typeof Count>;
export type Differs = z.infer<typeof Differs>;
export type Reaches = z.infer<typeof Reaches>;
export type Selection = z.infer<typeof Selection>;
export type Within = z.infer<typeof Within>;
/** Of the rule, without regard to what the asset holds: the priority adds that. */
export type Severity = Rule['severity'];
export type ParamValue = Rule['params'][string]['value'];
