import { UNKNOWN_CHARACTERS } from './lowering.ts';

/** Stands for what was left out; with it the text is longer than any other that is kept. */
const CUT = '…/';
/** A literal to its last flag: classes may hold slashes, and an escape holds any character. */
const LITERAL = /^\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*$/;

/** The text of a regular expression that is too long to be kept whole: by its end it is still known for one. */
export function cutRegularExpression(kept: string): string {
  return kept.slice(0, -1) + CUT;
}

/** Whether an expression that is kept as text alone is a regular expression and nothing more. */
export function isRegularExpression(text: string): boolean {
  if (!text.startsWith('/')) return false;
  return text.length > UNKNOWN_CHARACTERS ? text.endsWith(CUT) : LITERAL.test(text);
}
