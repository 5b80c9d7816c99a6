import * as z from 'zod';
import { Matcher } from '#model';
import { Day, Texts } from '../../record-files.ts';

/** The job function of an agent or identity. A list that is left out was not decided; an empty one allows nothing. */
export const Charter = z
  .strictObject({
    /** Part of the record's node id: two records of one file that share it would be one. */
    id: z.string().min(1).max(200),
    subject: z
      .union([z.string().min(1), Texts.min(1)])
      .optional()
      .describe('names of the agents or identities'),
    where: Matcher.optional().describe('in place of subject, where names are not enough'),
    purpose: z.string().min(1).max(2_000),
    tools: Texts.optional().describe('names of the tools the job needs; * for any'),
    /** Held against what the organisation declares a store to hold. */
    dataClasses: Texts.optional(),
    stores: Texts.optional().describe('store names or ids'),
    egress: Texts.optional().describe('hosts it may send to'),
    callers: Texts.optional().describe(
      'who may ask it: public for anyone, signed-in where its own code tells callers apart',
    ),
    /** Kept as written: whether they approved is not checked. */
    approvers: Texts.optional(),
    reviewBy: Day.optional(),
  })
  // Both would leave open whether they add up or narrow each other.
  .refine((charter) => (charter.subject === undefined) !== (charter.where === undefined), {
    message: 'needs exactly one of subject and where',
  });
