import * as z from 'zod';
import { Coverage, EDGE_KINDS, Evidence, MISSING_KINDS, NODE_KINDS, PLANES, Sightings, STATES } from '#model';
import { RepairPlanRow } from './repair-plan-schema.ts';

/** The result contract. Raised on any breaking change; docs/schema/ is generated from here. */
export const SCHEMA_VERSION = '1';

/**
 * One statement that was considered, and its part in the answer; `policy` and `statement` are null where none
 * matched.
 */
const ProofStep = z.strictObject({
  policyType: z.string(),
  policy: z.string().nullable(),
  attachedTo: z.string(),
  statement: z.string().nullable(),
  effect: z.enum(['allow', 'deny', 'no-match']),
  why: z.string(),
  evidence: z.array(Evidence),
});

/**
 * A condition that access depends on. `static`: an attribute of principal or resource that was not handed over;
 * `posture`: network or transport; `runtime`: known only when the request is made. `mustHold` is false for a
 * conditional deny.
 */
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

/** An edge that was read, or access that was computed for this answer and is no edge of the report. */
export const Hop = z.union([
  z.strictObject({
    edge: z.string().describe('id of an edge of this report'),
    from: z.string().describe('where this hop starts: the end of the one before'),
    kind: z.enum(EDGE_KINDS),
    to: z
      .string()
      .describe(
        'where it ends; an edge that is walked back, such as deployed-as, has its own ends the other way',
      ),
  }),
  z.strictObject({ computed: z.string(), from: z.string(), to: z.string(), answer: AccessAnswer }),
]);

/** From an entry to a sink, hop by hop. */
export const PathAnswer = z.strictObject({
  /** `deputy`: an agent does it with its own rights for whoever steers it. */
  mode: z.enum(['direct', 'deputy']),
  verb: z.string(),
  entry: z.string(),
  sink: z.string(),
  /** `conditional` names its guards, `unknown` what is missing. */
  certainty: z.enum(['certain', 'conditional', 'unknown']),
  guards: z.array(z.string()),
  missing: z.array(z.string()),
  /** 0-based index into `hops`. */
  cut: z.strictObject({
    hop: z.int(),
    why: z.string(),
    stops: z.string().optional().describe('records that allow what goes with it; absent where none does'),
  }),
  hops: z.array(Hop),
});
export type PathAnswer = z.infer<typeof PathAnswer>;

/** Any node, of whatever kind. An attribute that is missing was never seen; null is known to be none. */
export const AssetRow = z.strictObject({
  id: z.string(),
  kind: z.enum(NODE_KINDS),
  name: z.string(),
  /** Null where no source names one. */
  provider: z.string().nullable(),
  state: z.enum(STATES),
  attributes: z.record(z.string(), z.unknown()),
  /** Attributes on which sources disagree; they are left out of `attributes`. */
  conflicts: z.array(
    z.strictObject({
      attribute: z.string(),
      values: z.array(z.strictObject({ value: z.unknown(), source: z.string(), plane: z.enum(PLANES) })),
    }),
  ),
  /** Confidence is 0 to 1. */
  owners: z.array(z.strictObject({ who: z.string(), confidence: z.number(), evidence: z.array(Evidence) })),
  /** Native ids under which other sources know it, its own id not among them. */
  aliases: z.array(z.string()),
  evidence: z.array(Evidence),
});

/** Stored edges alone: computed can-* edges appear in paths and answers, with their proof. */
export const EdgeRow = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  kind: z.enum(EDGE_KINDS),
  effect: z.enum(['allow', 'conditional', 'unknown']),
  standing: z.enum(['permanent', 'eligible']),
  guards: z.array(z.string()),
  actions: z.array(z.string()),
  /** 1 to 4 of the ladder (docs/architecture.md); null where the edge was read and not inferred. */
  rung: z.int().nullable(),
  /** 0 to 1. */
  confidence: z.number(),
  /** False for facts and for candidates by name alone: no path goes over them. */
  walked: z.boolean(),
  planes: z.array(
    z.strictObject({
      plane: z.enum(PLANES),
      /** ISO 8601 UTC, as is `lastSeen`; null, like `count`, on planes that do not watch. */
      firstSeen: z.string().nullable(),
      lastSeen: z.string().nullable(),
      count: Sightings.shape.count.nullable(),
      times: Sightings.shape.times.unwrap().nullable(),
      evidence: z.array(Evidence),
    }),
  ),
});

const Branch = z.strictObject({ fact: z.string(), value: z.string(), because: z.string() });

/** Fires and cannot-tell alike; a cannot-tell has no priority and says what is missing. */
export const FindingRow = z.strictObject({
  id: z.string(),
  rule: z.string(),
  verdict: z.enum(['fires', 'cannot-tell']),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  priority: z
    .strictObject({
      outcome: z.enum(['fix-now', 'plan', 'watch', 'accept']),
      /** The five facts of the tree, in its order. */
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
  needs: z.array(z.enum(MISSING_KINDS)).describe('of a cannot-tell: the kinds of what is missing, each once'),
  clears: z.string(),
  fix: z.string(),
  owners: z.array(z.strictObject({ who: z.string(), evidence: z.array(Evidence) })),
  frameworks: z.record(z.string(), z.array(z.string())),
  /** Reserved for exceptions. */
  suppressed: z.null(),
  paths: z.array(PathAnswer),
  /** Null where no path is shown, or where it was not tried. */
  cut: z
    .strictObject({
      hops: z.array(
        z.strictObject({
          hop: Hop,
          why: z.string(),
          way: PathAnswer.nullable().describe('what shows the hop, where it is none of the paths above'),
        }),
      ),
      after: z.enum(['settled', 'open', 'fires']),
      stays: z.array(z.string()),
    })
    .nullable()
    .describe('hops that are cut together, and what the rule says of the asset then: tried on the graph'),
});

/**
 * `sightline scan --format json`. Strict, so that a property nobody described cannot slip out with a secret in it.
 */
export const Report = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  /** ISO 8601 UTC. */
  assessedAt: z.string(),
  tool: z.strictObject({ name: z.literal('sightline'), version: z.string() }),
  /** Location as it was named on the command line or in the configuration; id equals name (docs/decisions/0001). */
  targets: z.array(
    z.strictObject({ id: z.string(), kind: z.string(), name: z.string(), location: z.string() }),
  ),
  /** What was looked at, source by source, with every gap. */
  coverage: z.strictObject({
    files: z.strictObject({ seen: z.int(), read: z.int(), bytes: z.int() }),
    sources: z.array(Coverage),
  }),
  assets: z.array(AssetRow),
  edges: z.array(EdgeRow),
  findings: z.array(FindingRow),
  plan: RepairPlanRow,
  summary: z.strictObject({
    /** Null below the coverage floor, and where no rule applies. */
    posture: z.number().nullable(),
    postureRange: z
      .strictObject({
        worst: z.number(),
        best: z.number(),
        assets: z.int(),
        passed: z.int(),
        failed: z.int(),
        open: z.int(),
        unasked: z.int(),
        lost: z.int(),
        lostAssets: z.int(),
      })
      .nullable()
      .describe(
        'what is open counted as failed and as passed, 0 to 100; over so many assets, and how many rules of them hold, fail or are open; beside them how many rules were asked of nothing, and how many parts of the input are known to be missing, and as how many assets of which nothing holds they are counted; null where no rule applies',
      ),
    coveragePercent: z.number(),
    /** At least so much; null where no store is declared sensitive, and where none is shown and some are undecided. */
    exposurePercent: z.number().nullable(),
    exposure: z
      .strictObject({ reached: z.int(), sensitive: z.int(), undecided: z.int() })
      .nullable()
      .describe(
        'sensitive stores: shown to be reached, all of them, and of which neither could be shown; null where none is declared sensitive',
      ),
    /** By outcome, and `cannot-tell`. */
    findings: z.record(z.string(), z.int()),
    unasked: z
      .array(
        z.strictObject({
          rule: z.string(),
          needs: z.enum(MISSING_KINDS),
          lost: z.array(z.string()).nullable(),
        }),
      )
      .describe(
        'rules that had nothing to look at, because nothing of that plane was handed over (lost is null), or not all, because it was lost',
      ),
  }),
});
export type Report = z.infer<typeof Report>;
