import type { Located } from '../../resolve/resolver.ts';

/** What stands in one place of a template; not whole where it may be something else, too. */
export interface Filling {
  readonly text: string | null;
  readonly isWhole: boolean;
  /** What else is written of it. */
  readonly others: readonly string[];
  readonly isSearched: boolean;
}

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
  /** Values that the template was made with, by name, which a later one may replace: in `inspected` their places still stand. */
  readonly partials?: ReadonlyMap<string, Filling>;
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
