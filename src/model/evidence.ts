import * as z from 'zod';

/** declared: what was built and approved; granted: what it may do; observed: what it did. */
export const PLANES = ['declared', 'granted', 'observed'] as const;
export type Plane = (typeof PLANES)[number];

/** Where in its target a fact was read. Lines are 1-based and inclusive; times ISO 8601 UTC. */
export const EvidenceAt = z.union([
  z.strictObject({ path: z.string(), startLine: z.int().min(1), endLine: z.int().min(1) }),
  z.strictObject({ path: z.string(), pointer: z.string().describe('RFC 6901 JSON pointer into the file') }),
  z.strictObject({ path: z.string(), trace: z.string(), span: z.string(), time: z.string() }),
]);
export type EvidenceAt = z.infer<typeof EvidenceAt>;

/** Which source said it, on which plane, about which target, and where. `note` is one clause a person can read. */
export const Evidence = z.strictObject({
  plane: z.enum(PLANES),
  source: z.string(),
  target: z.string(),
  at: EvidenceAt,
  note: z.string().optional(),
});
export type Evidence = z.infer<typeof Evidence>;
