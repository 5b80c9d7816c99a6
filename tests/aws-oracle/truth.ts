import type { AwsCase, AwsDecision } from './aws-case.ts';
import { completionsOf } from './completions.ts';
import { evaluateAwsCase } from './evaluate.ts';
import type { PartialCase } from './partial-case.ts';

/** `deny`: every completion denies, some by a statement and some by silence. `open`: completions differ. */
export type Truth = AwsDecision['decision'] | 'deny' | 'open';

/**
 * In which of the answers the truth lies, with no assumption on what was not handed over: a request is allowed only if
 * it is under every completion, and denied only if it is under every completion.
 */
export function truthOf({ known, open }: PartialCase): Truth {
  const met = new Set<AwsDecision['decision']>();
  for (const completed of eachCompletion(known, open, 0)) {
    met.add(evaluateAwsCase(completed).decision);
    if (met.has('allow') && met.size > 1) return 'open';
  }
  const [only] = met;
  return met.size === 1 && only !== undefined ? only : 'deny';
}

/** Every choice of one alternative per open piece. */
function* eachCompletion(c: AwsCase, open: PartialCase['open'], at: number): Generator<AwsCase> {
  const piece = open[at];
  if (piece === undefined) {
    yield c;
    return;
  }
  for (const complete of completionsOf(piece, c)) yield* eachCompletion(complete(c), open, at + 1);
}
