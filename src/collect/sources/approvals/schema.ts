import * as z from 'zod';
import { ACCESS_VERBS, Matcher } from '#model';
import { Day, Texts } from '../../record-files.ts';

const Text = z.string().min(1).max(500);
// The five verbs alone: which native actions a verb means is decided in one place, and not by each register.
const Verb = z.enum(ACCESS_VERBS);

/** Which agent, system or identity may do what with which stores, by whose word, and until when. */
export const Approval = z
  .strictObject({
    /** Part of the record's node id: two records of one file that share it would be one. */
    id: z.string().min(1).max(200),
    subject: z
      .union([Text, Texts.min(1)])
      .optional()
      .describe('names of agents, systems or identities'),
    where: Matcher.optional().describe('in place of subject, where names are not enough'),
    verb: z.union([Verb, z.array(Verb).min(1)]),
    resource: z.union([Text, Texts.min(1)]).describe('store names or ids; globs'),
    reason: Text.optional(),
    by: Text,
    on: Day,
    until: Day.optional().describe('last day; open-ended where it is left out'),
  })
  // Both would leave open whether they add up or narrow each other.
  .refine((approval) => (approval.subject === undefined) !== (approval.where === undefined), {
    message: 'needs exactly one of subject and where',
  });
