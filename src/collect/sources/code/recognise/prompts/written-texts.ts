import type { Expr } from '../../ir.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** What of a value is written in the program. */
export interface Written {
  /** All that may become a part of the value's text. */
  readonly texts: readonly string[];
  /**
   * Nothing that is written was left unread. What arrives only while the program runs (a parameter, the result of a call, the
   * environment) is not written, and leaves nothing unread.
   */
  readonly isWhole: boolean;
}

/** What a search has found. Texts that only may be in the value are kept apart: they are none of the prompt. */
export class WrittenTexts {
  /** False once something that is written was left unread. */
  isWhole = true;
  /** Above zero while what is met only may be in the value. */
  inDoubt = 0;
  readonly #sure = new Set<string>();
  readonly #doubtful = new Set<string>();
  /**
   * What was asked for, and what was looked into: a value may be found where it was asked, and is then looked into once.
   * Apart for what is in doubt, since the same value may be met again where it is not.
   */
  readonly #met = {
    asked: { sure: new Set<Expr>(), doubtful: new Set<Expr>() },
    opened: { sure: new Set<Expr>(), doubtful: new Set<Expr>() },
  };

  add(text: string): void {
    (this.inDoubt > 0 ? this.#doubtful : this.#sure).add(text);
  }

  /** True the first time that an expression is asked for or opened. */
  isNew(how: 'asked' | 'opened', expr: Expr): boolean {
    const among = this.inDoubt > 0 ? this.#met[how].doubtful : this.#met[how].sure;
    if (among.has(expr)) return false;
    among.add(expr);
    return true;
  }

  /** A secret among the doubtful may or may not be in the text. */
  written({ inspector }: Recognition): Written {
    const mayHoldSecret = [...this.#doubtful].some((text) =>
      inspector.inspect(text).some(({ category }) => category === 'secret'),
    );
    return { texts: [...this.#sure], isWhole: this.isWhole && !mayHoldSecret };
  }
}
