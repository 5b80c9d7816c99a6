import * as z from 'zod';
import {
  ACCESS_VERBS,
  AWS_POLICY_TYPES,
  EDGE_KINDS,
  MISSING_KINDS,
  NODE_KINDS,
  PLANES,
  STATES,
} from '#model';

/** `<kind> <name>`, with ` [what tells it apart]` behind it where two assets have one name. */
const Label = z
  .string()
  .refine((label) => NODE_KINDS.some((kind) => label.startsWith(`${kind} `)), 'begins with no node kind');
const Planes = z.array(z.enum(PLANES)).min(1);
const Verb = z.enum([...ACCESS_VERBS, 'egress', 'execute']);
const Mode = z.enum(['direct', 'deputy']);
/** Told with every difference, so that whoever reads one knows what the truth rests on. */
const Why = z.string().min(5);

const Asset = z.strictObject({
  node: Label,
  native: z.string().optional(),
  path: z.string().optional(),
  state: z.enum(STATES).default('active'),
  planes: Planes,
  attributes: z.record(z.string(), z.unknown()).default({}),
});

const EdgeDetail = z.strictObject({
  count: z.int().nullable().default(null),
  actions: z.array(z.string()).default([]),
  effect: z.enum(['allow', 'conditional', 'unknown']).default('allow'),
  guards: z.array(z.string()).default([]),
  rung: z.int().min(1).max(4).nullable().default(null),
});

const Edge = z
  .tuple([Label, z.enum(EDGE_KINDS), Label, Planes])
  .or(z.tuple([Label, z.enum(EDGE_KINDS), Label, Planes, EdgeDetail]))
  .transform(([from, edge, to, planes, detail]) => ({
    from,
    edge,
    to,
    planes,
    ...(detail ?? EdgeDetail.parse({})),
  }));

/** Which assets of the truth a rule finds; all of what is given must hold. */
const Every = z
  .strictObject({
    under: z.array(z.string()).min(1).optional(),
    kinds: z.array(z.enum(NODE_KINDS)).min(1).optional(),
    /** An attribute of its own. */
    having: z.string().optional(),
  })
  .refine((every) => Object.keys(every).length > 0, 'finds everything');

const SharedAttributes = z.strictObject({
  why: Why,
  attributes: z.record(z.string(), z.unknown()),
  every: Every,
  except: z.array(Label).default([]),
  and: z.array(Label).default([]),
});

/** Exactly one end is given; the other is every asset that the rule finds. */
const EdgeRule = z
  .strictObject({
    why: Why,
    edge: z.enum(EDGE_KINDS),
    from: z.array(Label).min(1).optional(),
    to: z.array(Label).min(1).optional(),
    planes: Planes,
    every: Every,
    except: z.array(Label).default([]),
    and: z.array(Label).default([]),
  })
  .refine(({ from, to }) => (from === undefined) !== (to === undefined), 'one of from and to');

/** Verbs that are allowed, or each with its conditions: `key operator values`. */
const Granted = z
  .array(z.enum(ACCESS_VERBS))
  .min(1)
  .transform((verbs) => verbs.map((verb) => ({ verb, guards: [] as string[] })))
  .or(
    z
      .partialRecord(z.enum(ACCESS_VERBS), z.array(z.string()))
      .transform((by) => ACCESS_VERBS.flatMap((verb) => (by[verb] ? [{ verb, guards: by[verb] }] : []))),
  );

const PathRow = z.strictObject({
  sink: Label,
  verbs: z.array(Verb).min(1),
  becomes: Label.optional(),
  guards: z.array(z.string()).default([]),
  through: z.array(Label).default([]),
});

const Verdict = z
  .strictObject({
    assets: z.array(Label).min(1),
    subject: Label.optional(),
    verdict: z.enum(['fires', 'quiet', 'not-applicable', 'cannot-tell']),
    waits: z.array(z.tuple([z.enum(MISSING_KINDS), Label])).default([]),
    why: Why,
  })
  .refine(
    ({ verdict, waits }) => (verdict === 'cannot-tell') === waits.length > 0,
    'a question waits for something, and nothing else does',
  );

const NearMiss = z.union([
  z.strictObject({ rule: z.string(), asset: Label, why: Why }),
  z.strictObject({ rule: z.string(), asset: Label, subject: Label, why: Why }),
  z.strictObject({ rule: z.string(), asset: Label, unsaid: z.string(), said: z.string(), why: Why }),
  z.strictObject({
    file: z.string(),
    holds: z.string(),
    kind: z.enum(NODE_KINDS),
    named: z.string().optional(),
    why: Why,
  }),
]);
export type NearMiss = z.infer<typeof NearMiss>;

/** The files of estate/<system>/truth/ by name: what a correct scan says of the system, and what it must not say. Each is strict. */
export const TRUTH_FILES = {
  'assets.yaml': z.strictObject({
    free: z.array(z.string()),
    shared: z.array(SharedAttributes),
    assets: z.array(Asset),
  }),
  'edges.yaml': z.strictObject({
    edges: z.array(Edge),
    rules: z.array(EdgeRule),
    noEdges: z.array(z.tuple([Label, z.enum(EDGE_KINDS), Label, Why])),
  }),
  'access.yaml': z.strictObject({
    grants: z.record(Label, z.record(Label, Granted)),
    decisions: z.array(
      z.tuple([
        Label,
        z.string(),
        Label,
        z.enum(['allow', 'denied explicitly', 'denied implicitly', 'conditional', 'unknown']),
        Why,
      ]),
    ),
  }),
  'paths.yaml': z.strictObject({
    sets: z.record(z.string(), z.array(PathRow)),
    paths: z.array(
      z.strictObject({
        from: z.array(Label).min(1),
        mode: Mode,
        guards: z.array(z.string()).default([]),
        /** The name of a set, what access.yaml grants an identity, or a row of its own. */
        to: z.array(z.union([z.string(), z.strictObject({ grantsOf: Label }), PathRow])).min(1),
      }),
    ),
    besides: z.array(
      z.strictObject({
        from: Label,
        sink: Label,
        verb: Verb,
        becomes: Label.optional(),
        through: z.array(Label).min(1),
      }),
    ),
    open: z.array(
      z.strictObject({
        from: z.array(Label).min(1),
        at: Label,
        asks: z.enum(MISSING_KINDS),
        why: z.string(),
      }),
    ),
    noPaths: z.array(
      z.strictObject({
        sink: Label,
        who: Label,
        action: z.string(),
        denied: z.enum(AWS_POLICY_TYPES),
        by: z.string().nullable(),
        why: Why,
      }),
    ),
  }),
  'verdicts.yaml': z.strictObject({
    verdicts: z.record(z.string(), z.array(Verdict)),
    exceptions: z.array(z.strictObject({ rule: z.string(), asset: Label, why: Why })),
    nearMisses: z.array(NearMiss),
  }),
  'seen.yaml': z.strictObject({
    seen: z.strictObject({
      conversations: z.int(),
      tools: z.record(z.string(), z.tuple([z.int(), z.string(), z.string()])),
      models: z.record(z.string(), z.int()),
      trail: z.array(z.tuple([z.string(), z.string(), z.string(), z.int()])),
    }),
    neverShown: z.array(z.string()).min(1),
  }),
} as const;

type Files = { readonly [F in keyof typeof TRUTH_FILES]: z.infer<(typeof TRUTH_FILES)[F]> };
/** All files together; no key stands in two of them. */
export type Truth = Files['assets.yaml'] &
  Files['edges.yaml'] &
  Files['access.yaml'] &
  Files['paths.yaml'] &
  Files['verdicts.yaml'] &
  Files['seen.yaml'];
export type TruthRow = z.infer<typeof PathRow>;
