import * as z from 'zod';
import { Matcher, NODE_KINDS } from '#model';
import { Day } from '../../record-files.ts';

const Text = z.string().min(1).max(500);

/** What a sanction speaks of, in the words of its list; every property that is given must match. */
const Match = z
  .strictObject({
    package: Text.optional().describe('package or image; glob'),
    version: Text.optional().describe('with package: this version alone'),
    name: Text.optional(),
    path: Text.optional().describe('inside this target; glob'),
    url: Text.optional(),
    id: Text.optional(),
  })
  // A matcher without a property finds nothing, and its author thinks that it finds everything.
  .refine((match) => Object.values(match).some((value) => value !== undefined), { message: 'says nothing' })
  .refine((match) => match.version === undefined || match.package !== undefined, {
    message: 'version needs package',
  });

/** A decision that something may, or may not, be used. */
export const Sanction = z
  .strictObject({
    /** Part of the record's node id: two records of one file that share it would be one. */
    id: z.string().min(1).max(200),
    kind: z.enum(NODE_KINDS).optional().describe('mcp-server, model, ai-app, package, …'),
    match: Match.optional(),
    where: Matcher.optional().describe('in place of kind and match'),
    /** Denied is a decision too: it is not the same as not listed. */
    status: z.enum(['approved', 'denied']),
    reason: Text.optional(),
    by: Text.optional(),
    on: Day.optional(),
    /** After this day it should be looked at again; it does not lapse by itself. */
    reviewBy: Day.optional(),
  })
  // Both would leave open whether they add up or narrow each other.
  .refine((sanction) => (sanction.match === undefined) !== (sanction.where === undefined), {
    message: 'needs exactly one of match and where',
  });
export type Sanction = z.infer<typeof Sanction>;
