/**
 * Globs of the matchers: `?` one character, `*` any run, `**` any run across `/`, `**` followed by `/` also nothing at all.
 * A set of positions is carried over the text, so that time is text × pattern whatever the pattern: a hostile
 * `*a*a*a*…` costs no more than an honest one.
 */
export type Glob = (text: string) => boolean;

/** In a path `*` and `?` stop at `/`; in ids, names, tags and URLs they do not, as in IAM. */
type GlobMode = 'path' | 'text';

/** Characters. Together they bound the work of one match to four million steps. */
const MAX_PATTERN = 1_000;
const MAX_TEXT = 4_000;

interface Token {
  readonly kind: 'literal' | 'one' | 'run' | 'deep-run' | 'folders';
  readonly char: string;
}

/** `folders` is `**` with its slash: any number of whole segments, none included. */
function tokensOf(pattern: string, mode: GlobMode): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    // By code point, as the text is read: half of a surrogate pair would equal no character.
    const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    at += char.length - 1;
    if (char === '?') tokens.push({ kind: 'one', char });
    else if (char !== '*') tokens.push({ kind: 'literal', char });
    else if (mode === 'text') tokens.push({ kind: 'deep-run', char });
    else if (pattern.startsWith('**/', at) && (at === 0 || pattern.charAt(at - 1) === '/')) {
      tokens.push({ kind: 'folders', char });
      at += 2;
    } else if (pattern.startsWith('**', at)) {
      tokens.push({ kind: 'deep-run', char });
      at += 1;
    } else tokens.push({ kind: 'run', char });
  }
  return tokens;
}

/** Adds the position and every one that is reached from it without reading a character. */
function enter(tokens: readonly Token[], live: Uint8Array, position: number): void {
  for (let at = position; ; at += 1) {
    live[at] = 1;
    const kind = tokens[at]?.kind;
    if (kind !== 'run' && kind !== 'deep-run' && kind !== 'folders') return;
  }
}

function step(
  tokens: readonly Token[],
  live: Uint8Array,
  next: Uint8Array,
  char: string,
  mode: GlobMode,
): boolean {
  let alive = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (live[at] !== 1 || token === undefined) continue;
    if (token.kind === 'literal' && token.char === char) enter(tokens, next, at + 1);
    else if (token.kind === 'one' && (mode === 'text' || char !== '/')) enter(tokens, next, at + 1);
    else if (token.kind === 'run' && char !== '/') enter(tokens, next, at);
    else if (token.kind === 'deep-run') enter(tokens, next, at);
    else if (token.kind === 'folders') {
      // What follows `**/` may start only at the head of a segment.
      next[at] = 1;
      if (char === '/') enter(tokens, next, at + 1);
    } else continue;
    alive = true;
  }
  return alive;
}

/** A pattern or text beyond the bounds (1,000 and 4,000 characters) matches nothing. */
export function compileGlob(pattern: string, mode: GlobMode): Glob {
  if (pattern.length > MAX_PATTERN) return () => false;
  // Most matchers name one thing.
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const tokens = tokensOf(pattern, mode);
  // Most texts fail here, without a step of the automaton.
  const head = pattern.slice(0, pattern.search(/[*?]/));
  return (text) => {
    if (text.length > MAX_TEXT || !text.startsWith(head)) return false;
    // Two rows that change places: nothing is allocated while matching.
    let live = new Uint8Array(tokens.length + 1);
    let next = new Uint8Array(tokens.length + 1);
    enter(tokens, live, 0);
    for (const char of text) {
      next.fill(0);
      // No position is left: the rest of the text cannot bring one back.
      if (!step(tokens, live, next, char, mode)) return false;
      [live, next] = [next, live];
    }
    return live[tokens.length] === 1;
  };
}

/** True where any of the globs accepts any of the texts. */
export function anyMatch(globs: readonly Glob[], texts: readonly string[]): boolean {
  return globs.some((glob) => texts.some((text) => glob(text)));
}
