import { SHAPES, type Detector } from './detector.ts';
import { measurePattern } from './pattern-lint.ts';
import { isPlaceholder, passes } from './validators.ts';

/** What a detector recognised in one text, before it is known whether another one knows better. */
export interface Found {
  readonly detector: CompiledDetector;
  readonly start: number;
  readonly end: number;
  readonly secret: string;
  readonly publicId: string | null;
  readonly layers: readonly string[];
}

/** A detector made ready: its expression runs on a window as long as it can match at most, at a keyword and only there. */
export class CompiledDetector {
  readonly detector: Detector;
  /** 0 is the most specific. */
  readonly rank: number;
  readonly #expression: RegExp;
  readonly #before: number;
  readonly #after: number;

  constructor(detector: Detector) {
    const { maxLength, maxLookbehind } = measurePattern(detector.pattern);
    this.detector = detector;
    this.rank = SHAPES.indexOf(detector.shape);
    // The d flag costs on every match: only where a part of the match is the secret.
    const hasGroups = /\(\?<[A-Za-z]/.test(detector.pattern);
    this.#expression = new RegExp(
      detector.pattern,
      `y${detector.ignoreCase ? 'i' : ''}${hasGroups ? 'd' : ''}`,
    );
    this.#before = maxLookbehind;
    // One more than can be consumed, so that the end of the window is never taken for the end of the text.
    this.#after = maxLength + 1;
  }

  /** @returns null where the pattern does not match here, or a validator or placeholder says that it is no secret. */
  findAt(text: string, keywordStart: number): Found | null {
    const windowStart = Math.max(0, keywordStart - this.#before);
    const expression = this.#expression;
    expression.lastIndex = keywordStart - windowStart;
    const match = expression.exec(text.slice(windowStart, keywordStart + this.#after));
    if (match === null) return null;
    const [from, to] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length];
    const secret = match.groups?.['secret'] ?? match[0];
    if (isPlaceholder(secret, this.detector.placeholders)) return null;
    if (!this.detector.validators.every((use) => passes(use, secret))) return null;
    return {
      detector: this,
      start: windowStart + from,
      end: windowStart + to,
      secret,
      publicId: match.groups?.['publicId'] ?? null,
      layers: [],
    };
  }

  /** Prefix and last characters as the detector says; never more than half of the secret. */
  hintOf(secret: string): string {
    const { prefix, suffix } = this.detector.hint;
    if (secret.length < 2 * (prefix + suffix)) return '…';
    return `${secret.slice(0, prefix)}…${secret.slice(secret.length - suffix)}`;
  }
}
