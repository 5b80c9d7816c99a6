import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument, textOf } from '../calls/arguments.ts';
import type { FieldLimit } from './field-limits.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';

/** What values are inside one call of a function: what its caller passed, and what of it the model chose. */
export interface Evaluation {
  value(at: Located): Resolved;
  /** Whether any of it comes from what the model gives. */
  isChosen(at: Located): boolean;
  /** What its schema lets the model choose there; null where it says nothing that is read. */
  limitOf(value: Resolved): FieldLimit | null;
}

/** As textArgument, with what is known inside this call of the function. */
export function textIn(
  recognition: Recognition,
  evaluation: Evaluation,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): string | null {
  const found = argument(recognition, call, paths);
  return found.kind === 'given' ? textOf(evaluation.value(found.at)) : null;
}
