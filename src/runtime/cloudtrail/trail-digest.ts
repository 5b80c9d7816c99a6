import * as z from 'zod';

// Signature, hashes and times are left aside: nothing is verified here.
const Digest = z.object({
  awsAccountId: z.string(),
  logFiles: z.array(z.object({ s3Object: z.string() })),
});

export interface TrailDigest {
  readonly account: string;
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
  const logFiles = parsed.data.logFiles.map(({ s3Object }) => s3Object.slice(s3Object.lastIndexOf('/') + 1));
  return { account: parsed.data.awsAccountId, logFiles };
}
