import { distinctMissing, type Evidence, type Missing } from '#model';
import type { ReachPath } from '#graph';

/** A three-valued answer with its proof: what was seen for a yes, what is missing for a cannot-tell. */
export type Answer =
  | {
      readonly is: 'yes';
      /** Where the fact was read; empty for a yes that rests on arithmetic alone. */
      readonly evidence: readonly Evidence[];
      /** Proof of reach, hop by hop; empty for everything that is read of the asset itself. */
      readonly paths: readonly ReachPath[];
      /** Half a sentence for `{detail}` of the rule's message; empty where the title says it all. */
      readonly detail: string;
    }
  | { readonly is: 'no' }
  | { readonly is: 'cannot-tell'; readonly missing: readonly Missing[] };

/** A decided no needs no proof: nothing is reported of it. */
export const NO: Answer = { is: 'no' };

/** With nothing handed in: true without anything to show for it, as of an empty list of conditions. */
export function yes(
  evidence: readonly Evidence[] = [],
  detail = '',
  paths: readonly ReachPath[] = [],
): Extract<Answer, { is: 'yes' }> {
  return { is: 'yes', evidence, paths, detail };
}

/** @param missing What would settle it; a reason given twice is told once. */
export function cannotTell(...missing: readonly Missing[]): Answer {
  return { is: 'cannot-tell', missing: distinctMissing(missing) };
}

/** Kleene's and: one no decides, else one cannot-tell, else yes with all the proof. */
export function allOf(answers: readonly Answer[]): Answer {
  if (answers.some((answer) => answer.is === 'no')) return NO;
  const missing = answers.flatMap((answer) => (answer.is === 'cannot-tell' ? answer.missing : []));
  if (answers.some((answer) => answer.is === 'cannot-tell')) return cannotTell(...missing);
  const held = answers.filter((answer) => answer.is === 'yes');
  return yes(
    held.flatMap((answer) => answer.evidence),
    held
      .map((answer) => answer.detail)
      .filter((detail) => detail !== '')
      .join('; '),
    held.flatMap((answer) => answer.paths),
  );
}

/** Kleene's or. */
export function anyOf(answers: readonly Answer[]): Answer {
  const held = answers.filter((answer) => answer.is === 'yes');
  if (held.length > 0) return allOf(held);
  const missing = answers.flatMap((answer) => (answer.is === 'cannot-tell' ? answer.missing : []));
  return answers.some((answer) => answer.is === 'cannot-tell') ? cannotTell(...missing) : NO;
}

/**
 * Unknown stays unknown: were it turned into a yes, a source that saw nothing would make findings.
 *
 * @param evidence Proof of the absence, which the answer itself cannot carry.
 */
export function not(answer: Answer, evidence: readonly Evidence[] = []): Answer {
  switch (answer.is) {
    case 'yes':
      return NO;
    case 'no':
      return yes(evidence);
    case 'cannot-tell':
      return answer;
  }
}
