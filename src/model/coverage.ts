import * as z from 'zod';
import { AWS_POLICY_TYPES } from './aws-policy.ts';
import { EDGE_KINDS } from './edge-kinds.ts';
import { PLANES, type Plane } from './evidence.ts';
import { NODE_KINDS } from './node-kinds.ts';

/** Why something was not looked at, or not to its end. A gap is reported, never swallowed. */
export const GAP_REASONS = [
  'unreadable',
  'too-large',
  'too-deep',
  'too-many',
  'not-text',
  'not-parsed',
  'wrong-shape',
  'outside-tree',
  'unresolved',
  'unsupported',
  'not-handed-over',
  'timed-out',
  'failed',
] as const;

/** Reasons by which part of a file is gone for whoever reads its text; the others say what is in it and was left alone. */
export const UNREAD_REASONS = [
  'unreadable',
  'too-large',
  'too-deep',
  'too-many',
  'not-text',
  'not-parsed',
  'wrong-shape',
  'timed-out',
  'failed',
] as const satisfies readonly (typeof GAP_REASONS)[number][];

/** One place that was not looked at, or not to its end. */
export const Gap = z.strictObject({
  where: z.string().describe('path, pointer or scope, relative to the target'),
  reason: z.enum(GAP_REASONS),
  detail: z.string().describe('one clause; never content that could be a secret'),
});
export type Gap = z.infer<typeof Gap>;

/**
 * A closed-world mark: inside `scope`, every node of `kind` (or every edge of `edge` that leaves the scope's node) was
 * enumerated, so that its absence means something; with both, every `edge` at nodes of `kind` in the scope, whichever end they
 * are. Scopes: `node:<id>`, `target:<name>`, `account:<id>`.
 */
export const CompleteMark = z.strictObject({
  kind: z.enum(NODE_KINDS).nullable(),
  edge: z.enum(EDGE_KINDS).nullable(),
  policyType: z
    .enum(AWS_POLICY_TYPES)
    .nullable()
    .optional()
    .describe('with kind policy: which type was enumerated'),
  exceptThrough: z
    .literal('connects-to')
    .nullable()
    .optional()
    .describe(
      'with edge calls-tool: all but those that MCP servers add; they are all there are only where each connected server lists its own (provides-tool)',
    ),
  toKind: z
    .enum(NODE_KINDS)
    .nullable()
    .optional()
    .describe(
      'with an edge and no kind: only those edges that lead to nodes of this kind, in the scope or not',
    ),
  onlyWithCallers: z
    .array(z.string())
    .optional()
    .describe(
      'observed marks: unique ids by which alone some callers are told; it holds only where each belongs to an identity that another source named',
    ),
  scope: z.string(),
  from: z.string().nullable().describe('observed marks: start of the watched window'),
  to: z.string().nullable(),
});
export type CompleteMark = z.infer<typeof CompleteMark>;

/** A mark with the plane of the source that made it: what code lists in full says nothing of what logs would show. */
export type MarkOnPlane = CompleteMark & { readonly plane: Plane };

/**
 * What one source saw of one target. `window` is null on the declared and granted planes; `files` counts the paths
 * that were offered, those that were read, and their bytes.
 */
export const Coverage = z.strictObject({
  source: z.string(),
  plane: z.enum(PLANES),
  target: z.string(),
  window: z
    .strictObject({ from: z.string(), to: z.string() })
    .nullable()
    .describe('observed sources: what was watched'),
  taken: z
    .strictObject({
      from: z.string().nullable(),
      to: z.string().nullable(),
      undated: z.int().describe('answers that say no time'),
      firstUndated: z
        .string()
        .nullable()
        .describe('path of the first of those, relative to the target; null where there is none'),
    })
    .optional()
    .describe(
      'sources of saved answers: when the first and the last of them were given, as they say themselves',
    ),
  files: z.strictObject({ seen: z.int(), read: z.int(), bytes: z.int() }),
  complete: z.array(CompleteMark),
  gaps: z.array(Gap),
});
export type Coverage = z.infer<typeof Coverage>;
