import * as z from 'zod';
import type { AttributesOf, AttributeValue } from './attributes.ts';
import { attributesSchema } from './attributes.ts';
import { AWS_POLICY_TYPES, type AwsPolicyDocument, type AwsPolicyType } from './aws-policy.ts';
import type { Coverage } from './coverage.ts';
import { EDGE_KINDS, type EdgeKind } from './edge-kinds.ts';
import { Evidence } from './evidence.ts';
import { Identifier } from './identifier.ts';
import { Matcher } from './matcher.ts';
import { NODE_KINDS, type NodeKind } from './node-kinds.ts';

/** A native id (ARN, URL) or one made by node-id.ts; at most 1,000 characters. */
export type NodeId = string;

/** active: really in use or meant to be; test, template: exists in test code or as an example; disabled: switched off. */
export const STATES = ['active', 'test', 'template', 'disabled'] as const;
export type State = (typeof STATES)[number];

/** What one source says of one asset. Facts with equal id, or with a strong identifier in common, merge. */
export interface NodeFact<K extends NodeKind = NodeKind> {
  readonly fact: 'node';
  readonly id: NodeId;
  readonly kind: K;
  readonly name: string;
  readonly state: State;
  /** null is known to be none; a property that is missing was never seen. */
  readonly attributes: AttributesOf<K>;
  readonly identifiers: readonly Identifier[];
  readonly evidence: readonly Evidence[];
}

/** Sightings of which each time is kept: of what is seen more often nothing can be told by its moments. */
export const MAX_SIGHTING_TIMES = 50;

/** Counts and times of an edge that was watched. Times ISO 8601 UTC. */
export const Sightings = z.strictObject({
  firstSeen: z.string(),
  lastSeen: z.string(),
  count: z.int().min(1),
  times: z
    .array(z.string())
    .max(MAX_SIGHTING_TIMES)
    .optional()
    .describe('every sighting, in order; left out where they are too many, or nobody kept them'),
});
export type Sightings = z.infer<typeof Sightings>;

/** As whom an access is made: as whoever runs it, as a role that whoever runs it takes first, or as somebody whom nothing names. */
export const ActsAs = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('runtime') }),
  z.strictObject({ as: z.literal('role'), role: z.string().min(1) }),
  z.strictObject({ as: z.literal('unseen'), why: z.string().min(1).describe('one clause, for the reader') }),
]);
export type ActsAs = z.infer<typeof ActsAs>;

/** What one source says of how two assets relate. The plane is that of the evidence. */
export interface EdgeFact {
  readonly fact: 'edge';
  readonly from: NodeId;
  readonly edge: EdgeKind;
  readonly to: NodeId;
  /** conditional: holds under conditions this source names in `guards`; unknown: could not be decided. */
  readonly effect: 'allow' | 'conditional' | 'unknown';
  readonly guards: readonly string[];
  /** Rung of the ladder (docs/architecture.md, the ladder) for deployed-as and joins; null for an edge that is read directly. */
  readonly rung: 1 | 2 | 3 | 4 | null;
  /** Native actions behind an access edge, for example s3:GetObject; empty elsewhere. */
  readonly actions: readonly string[];
  /** Of an access edge: everybody as whom its calls are made. Left out: as whoever runs them. */
  readonly actsAs?: readonly ActsAs[];
  /** Environment variables of which the far end is the default: where the deployment sets one, it is another. Left out: none. */
  readonly unlessSet?: readonly string[];
  /** Path of a file of the code that may itself set one of them: what the deployment sets does not tell. Left out: none. */
  readonly setBy?: string;
  readonly sightings: Sightings | null;
  readonly evidence: readonly Evidence[];
}

/** A policy document where it is attached; what it grants is the business of access/. */
export interface PolicyFact {
  readonly fact: 'policy';
  readonly platform: 'aws';
  readonly policyType: AwsPolicyType;
  /** Principal ARN (identity, boundary), role ARN (trust), resource ARN (resource, acl), account, OU or root id (scp, rcp). */
  readonly attachedTo: string;
  /** Policy ARN, or <principal ARN>/<inline name>. */
  readonly policy: string;
  readonly document: AwsPolicyDocument;
  /** Why the document could not be read, in one clause. It then has no statements, and what it is attached to is unknown: a Deny may hide in it. */
  readonly unread?: string;
  readonly evidence: readonly Evidence[];
}

/** Something the configuration, CODEOWNERS or a record says of every asset that a matcher finds. */
export interface AssignmentFact {
  readonly fact: 'assignment';
  readonly where: Matcher;
  /** Higher wins where two assignments set one attribute, or both name owners (CODEOWNERS: the line number). */
  readonly precedence: number;
  /** An attribute settles the matter over what sources say; an edge joins every asset found to one other node. */
  readonly assign:
    | { readonly attribute: string; readonly value: AttributeValue }
    | { readonly edge: 'applies-to' | 'contains'; readonly from: NodeId }
    | { readonly edge: 'deployed-as' | 'runs-as'; readonly to: NodeId }
    /** null takes away what lower precedence gave: nobody owns it, and that is known. */
    | { readonly edge: 'owned-by'; readonly to: NodeId | null };
  readonly evidence: readonly Evidence[];
}

/** Everything that a source can say; the graph is built from these alone. */
export type Fact = NodeFact | EdgeFact | PolicyFact | AssignmentFact;

/** What one run of a source gives: facts, and what was seen and what was not. */
export interface FactBatch {
  readonly facts: readonly Fact[];
  readonly coverage: readonly Coverage[];
}

const NodeFactSchema = z
  .strictObject({
    fact: z.literal('node'),
    // The bounds hold for facts from a wire and, by the conformance tests, for those of the tree's sources.
    id: z.string().min(1).max(1_000),
    kind: z.enum(NODE_KINDS),
    name: z.string().min(1).max(500),
    state: z.enum(STATES),
    attributes: z.record(z.string(), z.unknown()),
    identifiers: z.array(Identifier),
    evidence: z.array(Evidence).min(1),
  })
  .superRefine((node, context) => {
    // Which attributes there are depends on the kind.
    const parsed = attributesSchema(node.kind).safeParse(node.attributes);
    if (!parsed.success)
      context.addIssue({
        code: 'custom',
        message: `${node.kind} ${node.id}: ${z.prettifyError(parsed.error)}`,
      });
  });

const EdgeFactSchema = z.strictObject({
  fact: z.literal('edge'),
  from: z.string().min(1),
  edge: z.enum(EDGE_KINDS),
  to: z.string().min(1),
  effect: z.enum(['allow', 'conditional', 'unknown']),
  guards: z.array(z.string()),
  rung: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullable(),
  actions: z.array(z.string()),
  actsAs: z.array(ActsAs).min(1).optional(),
  unlessSet: z.array(z.string()).min(1).optional(),
  setBy: z.string().min(1).optional(),
  sightings: Sightings.nullable(),
  evidence: z.array(Evidence).min(1),
});

const PolicyFactSchema = z.strictObject({
  fact: z.literal('policy'),
  platform: z.literal('aws'),
  policyType: z.enum(AWS_POLICY_TYPES),
  attachedTo: z.string().min(1),
  policy: z.string().min(1),
  // Already parsed by the source (parseAwsPolicyDocument): only its frame is held here.
  document: z.object({ version: z.string(), statements: z.array(z.unknown()) }),
  unread: z.string().optional(),
  evidence: z.array(Evidence).min(1),
});

const AssignmentFactSchema = z.strictObject({
  fact: z.literal('assignment'),
  where: Matcher,
  precedence: z.number(),
  assign: z.union([
    z.strictObject({ attribute: z.string(), value: z.unknown() }),
    z.strictObject({ edge: z.enum(['applies-to', 'contains']), from: z.string() }),
    z.strictObject({ edge: z.enum(['deployed-as', 'runs-as']), to: z.string() }),
    z.strictObject({ edge: z.literal('owned-by'), to: z.string().nullable() }),
  ]),
  evidence: z.array(Evidence).min(1),
});

/** For conformance tests and for facts that arrive over a wire; sources in the tree are held by the types. */
export const FactSchema = z.discriminatedUnion('fact', [
  NodeFactSchema,
  EdgeFactSchema,
  PolicyFactSchema,
  AssignmentFactSchema,
]);

/** A node fact with the usual filled in: active, and known by no identifier but its id. */
export function nodeFact<K extends NodeKind>(
  node: Omit<NodeFact<K>, 'fact' | 'state' | 'identifiers'> &
    Partial<Pick<NodeFact<K>, 'state' | 'identifiers'>>,
): NodeFact<K> {
  return { fact: 'node', state: 'active', identifiers: [], ...node };
}

/** An edge fact with the usual filled in: allowed without guards, read directly, of no native action, not counted. */
export function edgeFact(
  edge: Pick<EdgeFact, 'from' | 'edge' | 'to' | 'evidence'> & Partial<EdgeFact>,
): EdgeFact {
  return { fact: 'edge', effect: 'allow', guards: [], rung: null, actions: [], sightings: null, ...edge };
}
