import type { PartialCase } from './partial-case.ts';
import { writtenIn } from './completion.ts';

/**
 * Why access/ is known to answer such a case otherwise than the documentation, by the page that decides; null where
 * nothing is known. All of them are cautious: an answer is left open that every completion of the facts gives alike. The
 * differential takes that, and no other answer, until it is repaired there; each line then goes.
 */
export function knownDifference({ known, open }: PartialCase): string | null {
  const written = writtenIn(known);
  const isOpen = (name: string) => open.some(({ piece }) => piece === name);
  const isAboutTags = isOpen('abac') || isOpen('tags');
  if (isAboutTags && /tag\//u.test(written))
    return 'tags that settle it with ABAC or without: AmazonS3/latest/userguide/buckets-tagging.html';
  if (isOpen('url-auth-type') && written.includes('lambda:functionurlauthtype'))
    return 'a URL whose type is not known, where either type refuses: lambda/latest/dg/urls-auth.html';
  const hasBoundary = open.some((piece) => piece.piece === 'boundary' && piece.how !== 'unseen');
  if (hasBoundary && written.includes('notprincipal'))
    return 'NotPrincipal never spares who has a boundary: IAM/latest/UserGuide/access_policies_boundaries.html';
  return null;
}
