import * as z from 'zod';

/**
 * Names by which different sources know one asset. Two nodes of one kind that share a strong identifier are one node. A
 * hint never joins by itself: it is a candidate that is shown and asked about.
 */
export const STRONG_SCHEMES = [
  'arn',
  // Of a role or user in AWS (AROA…, AIDA…): all that some records tell of a caller.
  'aws-unique-id',
  'url',
  'image-reference',
  'image-source',
  'access-key-id',
  'provider-key-id',
  'secret-fingerprint',
  'package-url',
] as const;
export const WEAK_SCHEMES = ['secret-hint', 'service-name', 'agent-name', 'aws-name'] as const;

/** Some strong schemes join nodes of certain kinds only: elsewhere an image or package is what an asset is made of. */
export const Identifier = z.strictObject({
  scheme: z.enum([...STRONG_SCHEMES, ...WEAK_SCHEMES]),
  value: z.string().min(1),
});
export type Identifier = z.infer<typeof Identifier>;
export type IdentifierScheme = Identifier['scheme'];

const STRONG: ReadonlySet<string> = new Set(STRONG_SCHEMES);

/** Whether equal values join two nodes by themselves. */
export function isStrong(identifier: Identifier): boolean {
  return STRONG.has(identifier.scheme);
}
