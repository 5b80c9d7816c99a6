import * as z from 'zod';
import {
  ACCESS_EDGES,
  Coverage,
  edgeFact,
  type EdgeFact,
  EDGE_KINDS,
  NODE_KINDS,
  parseAwsPolicyDocument,
  PLANES,
  STATES,
  AWS_POLICY_TYPES,
  type CompleteMark,
  type Evidence,
  type Fact,
  type FactBatch,
  type Plane,
} from '#model';

/**
 * A case of a rule, written by hand as a small world: what there is, how it is joined, what was enumerated, and the
 * verdict. `Mark` is what was enumerated completely, and in which window.
 */
const Mark = z.strictObject({
  kind: z.enum(NODE_KINDS).optional(),
  edge: z.enum(EDGE_KINDS).optional(),
  policyType: z.enum(AWS_POLICY_TYPES).optional(),
  exceptThrough: z.literal('connects-to').optional(),
  toKind: z.enum(NODE_KINDS).optional(),
  /** Of the source that says it; what is not named here is taken from the mark: policies are granted, windows observed. */
  plane: z.enum(PLANES).optional(),
  scope: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
});

/** A file of `cases/`; its verdict is in the file's name, so that the folder reads as a table. */
export const RuleCase = z.strictObject({
  /** What this case proves: it is the name of the test. */
  why: z.string().min(10),
  /** The clock of the case, fixed by default: ages must not change with the day on which tests run. */
  now: z.iso.datetime().default('2026-11-21T00:00:00Z'),
  params: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .default({}),
  nodes: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(NODE_KINDS),
      name: z.string().optional(),
      state: z.enum(STATES).default('active'),
      /** One fact is emitted for each plane, as one source a plane would. */
      planes: z.array(z.enum(PLANES)).default(['declared']),
      attributes: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  edges: z
    .array(
      z.strictObject({
        from: z.string(),
        edge: z.enum(EDGE_KINDS),
        to: z.string(),
        planes: z.array(z.enum(PLANES)).default(['declared']),
        rung: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).optional(),
        count: z.int().optional(),
        /** When it was seen, on the observed plane; in order, instead of a count. */
        seen: z.array(z.iso.datetime()).min(1).optional(),
        /** On what it depends; without any it always holds. */
        guards: z.array(z.string().min(1)).default([]),
      }),
    )
    .default([]),
  policies: z
    // The document is written as AWS prints it and goes through the same parser.
    .array(z.strictObject({ type: z.enum(AWS_POLICY_TYPES), attachedTo: z.string(), document: z.unknown() }))
    .default([]),
  complete: z.array(Mark).default([]),
  /** Asset of the finding, and for split answers its subject. */
  /** `says`: part of what the answer says, or misses. */
  expect: z
    .array(
      z.strictObject({
        asset: z.string(),
        subject: z.string().optional(),
        says: z.string().optional(),
      }),
    )
    .min(1),
});
export type RuleCase = z.infer<typeof RuleCase>;

/** Stands for every target; nothing of a case lies on disk. */
const TARGET = 'case';

function evidence(plane: Plane, where: string): Evidence {
  return { plane, source: 'case', target: TARGET, at: { path: 'case.yaml', pointer: `/${where}` } };
}

function nodeFacts(one: RuleCase['nodes'][number]): readonly Fact[] {
  return one.planes.map((plane) => ({
    fact: 'node' as const,
    id: one.id,
    kind: one.kind,
    name: one.name ?? one.id,
    state: one.state,
    attributes: one.attributes,
    identifiers: [],
    evidence: [evidence(plane, one.id)],
  }));
}

function edgeFacts(one: RuleCase['edges'][number]): readonly Fact[] {
  return one.planes.map((plane) =>
    edgeFact({
      from: one.from,
      edge: one.edge,
      to: one.to,
      rung: one.rung ?? null,
      effect: one.guards.length === 0 ? 'allow' : 'conditional',
      guards: one.guards,
      // An access edge states native actions; here its own name stands for them.
      actions: (ACCESS_EDGES as readonly string[]).includes(one.edge) ? [one.edge] : [],
      sightings: plane === 'observed' ? sightingsOf(one) : null,
      evidence: [evidence(plane, `${one.from} ${one.edge} ${one.to}`)],
    }),
  );
}

function sightingsOf({ count = 1, seen }: RuleCase['edges'][number]): EdgeFact['sightings'] {
  const [first] = seen ?? [];
  const last = seen?.at(-1);
  return first === undefined || last === undefined
    ? { firstSeen: '2026-11-20T00:00:00Z', lastSeen: '2026-11-20T12:00:00Z', count }
    : { firstSeen: first, lastSeen: last, count: seen?.length ?? count, times: seen };
}

function policyFact(one: RuleCase['policies'][number]): Fact {
  const document = parseAwsPolicyDocument(one.document);
  // A case that does not parse is a mistake of its author, so it throws where input would be a gap.
  if (!document.ok) throw new Error(`policy of ${one.attachedTo}: ${document.error}`);
  return {
    fact: 'policy',
    platform: 'aws',
    policyType: one.type,
    attachedTo: one.attachedTo,
    policy: `${one.attachedTo}/${one.type}`,
    document: document.value,
    evidence: [evidence('granted', one.attachedTo)],
  };
}

function planeOf({ plane, kind, from }: RuleCase['complete'][number]): Plane {
  if (plane !== undefined) return plane;
  return from !== undefined ? 'observed' : kind === 'policy' ? 'granted' : 'declared';
}

function completeMark(mark: RuleCase['complete'][number]): CompleteMark {
  return {
    kind: mark.kind ?? null,
    edge: mark.edge ?? null,
    policyType: mark.policyType ?? null,
    exceptThrough: mark.exceptThrough ?? null,
    toKind: mark.toKind ?? null,
    scope: mark.scope,
    from: mark.from ?? null,
    to: mark.to ?? null,
  };
}

/**
 * The small world as any source would have told it. It goes through the same merge and index as a scan, so that a
 * rule's case tests the graph it will meet.
 */
export function batchOf(one: RuleCase): FactBatch {
  const coverage = PLANES.map((plane) =>
    Coverage.parse({
      source: 'case',
      plane,
      target: TARGET,
      window: null,
      files: { seen: 1, read: 1, bytes: 1 },
      complete: one.complete.filter((mark) => planeOf(mark) === plane).map(completeMark),
      gaps: [],
    }),
  );
  return {
    facts: [
      ...one.nodes.flatMap(nodeFacts),
      ...one.edges.flatMap(edgeFacts),
      ...one.policies.map(policyFact),
    ],
    coverage,
  };
}
