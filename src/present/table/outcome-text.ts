import type { Outcome } from '#assess';

/** `accept` is the tree's word; on a terminal it would read as advice to accept it. */
const WORDS: Readonly<Record<Outcome, string>> = {
  'fix-now': 'fix now',
  plan: 'plan',
  watch: 'watch',
  accept: 'minor',
};

/** An outcome as a heading, or in a line. */
export function outcomeText(outcome: Outcome): string {
  return WORDS[outcome];
}
