import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument, textOf, textsOf } from '../calls/arguments.ts';
import { isHidden, mayBeAbsent, possible } from '../calls/possible-arguments.ts';
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

/** What an argument may say. */
interface TextsSaid {
  readonly texts: readonly string[];
  /** It may be something else, which was not read or is no text. */
  readonly isOpen: boolean;
  /** It may be left out. */
  readonly mayLack: boolean;
}

/** Every text that may stand at an argument, with what is known inside this call of the function. */
export function textsIn(
  recognition: Recognition,
  evaluation: Evaluation,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): TextsSaid {
  const found = argument(recognition, call, paths);
  const values = possible(found).map(({ at }) => evaluation.value(at));
  return {
    texts: [...new Set(values.flatMap(textsOf))],
    isOpen: isHidden(found) || !values.every(isText),
    mayLack: mayBeAbsent(found),
  };
}

/** Whether every value that can stand there is a text, pieces that are one of several included. */
export function isText(resolved: Resolved): boolean {
  switch (resolved.kind) {
    case 'either':
      return resolved.options.every(isText);
    case 'parameter':
      return resolved.default !== null && isText(resolved.default);
    case 'text':
      return (
        resolved.parts.every((part) => typeof part === 'string' || isText(part)) &&
        textsOf(resolved).length > 0
      );
    case 'known':
    case 'env':
    case 'definition':
    case 'package':
    case 'unresolved':
      return textOf(resolved) !== null;
    default:
      return resolved satisfies never;
  }
}
