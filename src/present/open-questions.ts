import { distinctMissing, MISSING_KINDS, type Missing, type MissingKind } from '#model';
import type { Finding } from '#assess';

/** Open questions that wait for the same thing: one thing to hand over or to look at. */
export interface OpenQuestions {
  readonly waitsFor: MissingKind;
  /** Each question stands in one group alone, so that the counts of all groups add up. */
  readonly questions: readonly Finding[];
  /** What those of the group wait for, of this kind; in order, each once. */
  readonly missing: readonly Missing[];
  /** How many of them wait for something of another kind as well; kinds in their order. */
  readonly also: readonly { readonly kind: MissingKind; readonly count: number }[];
}

/** Of a question that waits for several things the first in the order of MISSING_KINDS. */
function firstNeed(question: Finding): MissingKind {
  return MISSING_KINDS.find((kind) => question.missing.some((one) => one.kind === kind)) ?? 'other';
}

/**
 * Cannot-tells by what is missing; findings that fire are left out. What would answer most questions comes first, a tie in
 * the order of MISSING_KINDS.
 */
export function openQuestions(findings: readonly Finding[]): readonly OpenQuestions[] {
  const open = findings.filter((one) => one.verdict === 'cannot-tell');
  const groups = MISSING_KINDS.flatMap((kind): readonly OpenQuestions[] => {
    const questions = open.filter((one) => firstNeed(one) === kind);
    if (questions.length === 0) return [];
    const missing = questions.flatMap((one) => one.missing.filter((other) => other.kind === kind));
    const also = MISSING_KINDS.filter((other) => other !== kind).flatMap((other) => {
      const count = questions.filter((one) => one.missing.some((need) => need.kind === other)).length;
      return count === 0 ? [] : [{ kind: other, count }];
    });
    return [{ waitsFor: kind, questions, missing: distinctMissing(missing), also }];
  });
  return groups.sort((a, b) => b.questions.length - a.questions.length);
}
