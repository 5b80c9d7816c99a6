import type { Located } from '../../resolve/resolver.ts';

/** A text that a model is instructed with, as far as it is written down. Placeholders stand as `{name}`. */
export interface PromptText {
  /** Empty and not resolved: it is there, and none of it could be read. */
  readonly text: string;
  /** The text with what is known to be filled in, and every alternative of it: what is searched for secrets. */
  readonly inspected: string;
  /** Names of the pieces that are filled in at run time, each once; null for a template in a form that is not read. */
  readonly variables: readonly string[] | null;
  /** Names of a template that nothing has filled in yet. */
  readonly open: readonly string[];
  /** The text was read whole, and with `open` empty all that is filled in, too. */
  readonly resolved: boolean;
  /**
   * All of it that is written in the program is in `inspected`: only then may it be said to hold no secret. What arrives while
   * the program runs is not written.
   */
  readonly searched: boolean;
  /** Where the text stands. */
  readonly at: Located;
}

/** Reads the text of a piece; null where none of it is written down. */
export type Read = (at: Located) => PromptText | null;
