import type { PartialCase } from './partial-case.ts';
import { writtenIn } from './completion.ts';

/**
 * Why access/ is known to answer such a case otherwise than the documentation, by the page that decides; null where
 * nothing is known. It is cautious: an answer is left open that every completion of the facts gives alike. The
 * differential takes that, and no other answer, until it is repaired there; each line then goes.
 */
export function knownDifference({ known, open }: PartialCase): string | null {
  const areTagsOpen = open.some(({ piece }) => piece === 'tags');
  return areTagsOpen && /tag\//u.test(writtenIn(known))
    ? 'a tag of value *, outside of the standard characters, which some services widen: personalize/latest/dg/personalize-managing-tags.html'
    : null;
}
