/** What a pattern can consume, and why it may not be used. Lengths are in UTF-16 units. */
interface PatternMeasure {
  readonly maxLength: number;
  readonly maxLookbehind: number;
  readonly problems: readonly string[];
}

/** What one part of a pattern can consume. */
interface Measure {
  readonly max: number;
  /** Some part of it can match in more than one length. */
  readonly varies: boolean;
}

/** A window is a copy of this many characters at most, taken at every keyword: a private key fits. */
const MAX_LENGTH = 16_000;
const MAX_LOOKBEHIND = 8;

/**
 * Reads a regular expression as its detector wrote it and holds it to what V8, which backtracks, does in bounded time:
 * every quantifier has an upper bound, none stands over another that varies, and there are no back references.
 */
export function measurePattern(source: string): PatternMeasure {
  // The engine decides what is a pattern; the reader below only measures what the engine took.
  try {
    new RegExp(source);
  } catch (error) {
    return { maxLength: 0, maxLookbehind: 0, problems: [`does not compile: ${String(error)}`] };
  }
  const reader = new PatternReader(source);
  const { max } = reader.alternatives();
  const problems = [...reader.problems];
  if (max + reader.lookahead > MAX_LENGTH)
    problems.push(`may match more than ${String(MAX_LENGTH)} characters`);
  if (reader.lookbehind > MAX_LOOKBEHIND) problems.push(`looks back more than ${String(MAX_LOOKBEHIND)}`);
  return { maxLength: max + reader.lookahead, maxLookbehind: reader.lookbehind, problems };
}

/** Recursive descent over the few constructs that detectors need; depth is that of the pattern, which is our own. */
class PatternReader {
  readonly problems: string[] = [];
  lookahead = 0;
  lookbehind = 0;
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Measure {
    let whole = this.#sequence();
    while (this.#take('|')) {
      const other = this.#sequence();
      whole = {
        max: Math.max(whole.max, other.max),
        varies: whole.varies || other.varies || whole.max !== other.max,
      };
    }
    return whole;
  }

  #sequence(): Measure {
    let max = 0;
    let varies = false;
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) {
      const part = this.#quantified(this.#atom());
      max += part.max;
      varies ||= part.varies;
    }
    return { max, varies };
  }

  #quantified(atom: Measure): Measure {
    const found = /^(?:\{(\d+)(?:(,)(\d*))?\}|[*+?])\??/.exec(this.#source.slice(this.#at));
    if (found === null) return atom;
    this.#at += found[0].length;
    const [text, least, comma, most] = found;
    if (text.startsWith('*') || text.startsWith('+') || (comma !== undefined && most === '')) {
      this.problems.push(`${text} has no upper bound`);
      return atom;
    }
    const optional = text.startsWith('?');
    const low = optional ? 0 : Number(least);
    const high = optional ? 1 : Number(most ?? least);
    // (a{1,3}){1,5}: many ways to split one text, each of which a backtracking engine may try.
    if (high > 1 && atom.varies) this.problems.push(`${text} stands over a part that varies in length`);
    return { max: atom.max * high, varies: atom.varies || low !== high };
  }

  #atom(): Measure {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#characterClass();
    if (this.#take('\\')) return this.#escape();
    if (this.#take('^') || this.#take('$')) return { max: 0, varies: false };
    this.#at += 1;
    return { max: 1, varies: false };
  }

  /** Look-arounds consume nothing, but the window must reach as far as they look. */
  #group(): Measure {
    const opening = /^\?(?:<?[=!]|:|<[A-Za-z]+>)/.exec(this.#source.slice(this.#at))?.[0] ?? '';
    this.#at += opening.length;
    const inner = this.alternatives();
    this.#take(')');
    if (/^\?<[=!]/.test(opening)) this.lookbehind = Math.max(this.lookbehind, inner.max);
    else if (/^\?[=!]/.test(opening)) this.lookahead = Math.max(this.lookahead, inner.max);
    else return inner;
    return { max: 0, varies: false };
  }

  #characterClass(): Measure {
    const rest = /^\^?(?:\\.|[^\]\\]){0,400}\]/s.exec(this.#source.slice(this.#at));
    this.#at += rest?.[0].length ?? this.#source.length;
    return { max: 1, varies: false };
  }

  #escape(): Measure {
    const rest = this.#source.slice(this.#at);
    if (/^(?:[1-9]|k<)/.test(rest)) this.problems.push('a back reference');
    const length = /^(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)/s.exec(rest)?.[0].length ?? 1;
    this.#at += length;
    return { max: /^[bB]/.test(rest) ? 0 : 1, varies: false };
  }

  #take(character: string): boolean {
    if (this.#source.charAt(this.#at) !== character) return false;
    this.#at += 1;
    return true;
  }
}
