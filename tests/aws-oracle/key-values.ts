/**
 * Values that stand for all that a request may carry for a key: each one that a drawn policy tells apart from the
 * others, one that no policy names, and what a policy writes with a wildcard, as itself.
 */
interface KeyValues {
  readonly values: readonly string[];
  /** Whether a request can come without it, by the key's "Availability" (reference_policies_condition-keys.html). */
  readonly optional: boolean;
}

const VALUES_BY_KEY: ReadonlyMap<string, KeyValues> = new Map([
  [
    'aws:PrincipalTag/team',
    { values: ['blue', 'red', 'Blue', 'green', 'alice', 'b*', '?ed', '*'], optional: true },
  ],
  ['aws:SourceVpce', { values: ['vpce-1', 'vpce-2', 'vpce-12', 'vpce-?'], optional: true }],
  [
    'aws:SourceIp',
    { values: ['203.0.113.7', '198.51.100.1', '198.51.100.9', '2001:db8::1', '2001:db9::1'], optional: true },
  ],
  ['aws:SecureTransport', { values: ['true', 'false'], optional: false }],
  ['aws:MultiFactorAuthPresent', { values: ['true', 'false'], optional: true }],
  ['s3:prefix', { values: ['alice/', 'blue/', 'red/', 'a*', '*'], optional: true }],
  ['s3:ExistingObjectTag/team', { values: ['blue', 'red', 'green', 'b*'], optional: true }],
  ['s3:x-amz-acl', { values: ['private', 'public-read', 'bucket-owner-read', 'public-*'], optional: true }],
  ['sts:ExternalId', { values: ['notreal-1', 'notreal-2', 'notreal-33', 'notreal-?'], optional: true }],
  [
    'kms:ViaService',
    { values: ['s3.us-east-1.amazonaws.com', 'sqs.us-east-1.amazonaws.com', 's3.*'], optional: true },
  ],
]);

/** Keys whose value a request may be asked about without. */
export const ASKABLE_KEYS: readonly string[] = [...VALUES_BY_KEY.keys()];

export function valuesOfKey(key: string): KeyValues {
  const values = VALUES_BY_KEY.get(key);
  if (values === undefined) throw new Error(`no values are written down for ${key}`);
  return values;
}
