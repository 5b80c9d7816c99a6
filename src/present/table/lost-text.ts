import { counted } from '#model';
import type { Assessment } from '#assess';

/** Behind counts that shrink with what is read; empty where nothing is known to be missing. */
export function lostText({ lost }: Pick<Assessment, 'lost'>): string {
  if (lost.length === 0) return '';
  const parts = counted(
    lost.length,
    'part of the input is missing, and what it holds',
    'parts of the input are missing, and what they hold',
  );
  return `; ${parts} is not counted here`;
}
