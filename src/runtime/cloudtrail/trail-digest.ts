import * as z from 'zod';

// Signature and hashes are left aside: nothing is verified here.
const Digest = z.object({
  awsAccountId: z.string(),
  digestStartTime: z.string(),
  // Null in the first digest after validation was switched on.
  previousDigestS3Object: z.string().nullable().optional(),
  logFiles: z.array(z.object({ s3Object: z.string() })),
});

export interface TrailDigest {
  readonly account: string;
  /** As it is written; digests of one trail sort by it. */
  readonly from: string;
  /** Name of the digest of the hour before; null where it names none. */
  readonly previous: string | null;
  /** Names of the log files that the digest vouches for. */
  readonly logFiles: readonly string[];
}

/**
 * CloudTrail's digest lists the log files delivered in an hour (docs.aws.amazon.com/awscloudtrail, digest file
 * structure). It is read for what is missing, not for what is signed; null where it is no digest.
 */
export function readDigest(document: unknown): TrailDigest | null {
  const parsed = Digest.safeParse(document);
  if (!parsed.success) return null;
  const { awsAccountId: account, digestStartTime: from, previousDigestS3Object, logFiles } = parsed.data;
  return {
    ...{ account, from },
    previous: previousDigestS3Object == null ? null : fileName(previousDigestS3Object),
    logFiles: logFiles.map(({ s3Object }) => fileName(s3Object)),
  };
}

function fileName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
