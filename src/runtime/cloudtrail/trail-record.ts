import * as z from 'zod';

/** CloudTrail's record (docs.aws.amazon.com/awscloudtrail, record contents), as much of it as is read here. */
const Text = z.string().max(4_096);
// A field of the wrong type counts as not said: one odd field must not cost the record.
const MaybeText = Text.nullish().catch(null);

const Resource = z.object({ type: MaybeText, ARN: MaybeText, accountId: MaybeText });

/** Required is only what an event cannot be placed without; texts are bounded in characters, lists in members. */
export const TrailRecord = z.object({
  eventTime: Text,
  eventSource: Text,
  eventName: Text,
  awsRegion: MaybeText,
  recipientAccountId: MaybeText,
  eventID: MaybeText,
  sharedEventID: MaybeText,
  errorCode: MaybeText,
  readOnly: z.boolean().nullish().catch(null),
  userIdentity: z
    .object({
      type: MaybeText,
      arn: MaybeText,
      principalId: MaybeText,
      accountId: MaybeText,
      invokedBy: MaybeText,
      sessionContext: z
        .object({
          sessionIssuer: z
            .object({ type: MaybeText, arn: MaybeText, principalId: MaybeText })
            .nullish()
            .catch(null),
        })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  requestParameters: z.record(z.string(), z.unknown()).nullish().catch(null),
  resources: z.array(Resource).max(1_000).nullish().catch(null),
});
export type TrailRecord = z.infer<typeof TrailRecord>;

/** Whether the call only read: by its PartiQL statement where it has one, else as the record says; null where it does not. */
export function reads({ requestParameters, readOnly }: TrailRecord): boolean | null {
  const statement = requestParameters?.['statement'];
  return typeof statement === 'string' ? /^\s*select\b/i.test(statement) : (readOnly ?? null);
}
