import * as z from 'zod';

/** One piece of work, by what is edited. */
const ChangeRow = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('policy'),
    policy: z.string().describe('name or ARN of the document to narrow'),
    attachedTo: z.string(),
    on: z.enum(['identity', 'resource']),
    statements: z
      .array(z.string())
      .describe('Sid, or #n for the n-th from 1; empty where the whole document is meant'),
  }),
  z.strictObject({
    kind: z.literal('edge'),
    edge: z.string().describe('id of an edge of this report'),
    why: z.string(),
  }),
  z.strictObject({
    kind: z.literal('asset'),
    asset: z.string(),
    fix: z.string(),
    rules: z.array(z.string()),
  }),
]);

/** What to do first, by cause; findings are told by id, and each stands once among `settles`, `opens` and `alone`. */
export const RepairPlanRow = z.strictObject({
  repairs: z.array(
    z.strictObject({
      change: ChangeRow,
      holders: z.array(z.string()).describe('who makes it; empty where nobody is named'),
      insteadOf: z
        .string()
        .nullable()
        .describe(
          'what is changed, where nobody is named for it and the holders are those of the identity that it lets in',
        ),
      settles: z.array(z.string()).describe('gone after it'),
      opens: z.array(z.string()).describe('no longer proven, and not known to be gone: a question stays'),
      shrinks: z.array(z.string()).describe('less of it is left'),
    }),
  ),
  alone: z.array(z.string()).describe('to fix now, and sharing its cause with nothing'),
});
export type RepairPlanRow = z.infer<typeof RepairPlanRow>;
