/** Escapes of one letter that Python and JavaScript share, and `\a`, which only Python knows. */
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
  '\n': '',
};

// In one pass, longest first: a backslash that was escaped must not begin another escape.
const ESCAPE =
  /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|\r?\n|([\s\S]))/g;

/** Resolves the escape sequences of a string literal; the two languages agree on all that matter (`\N{…}` stays as written). */
export function unescapeText(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    ESCAPE,
    (whole, braced?: string, four?: string, eight?: string, two?: string, one?: string) => {
      const hex = braced ?? four ?? eight ?? two;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (one === undefined) return '';
      // Octal escapes and names of characters: rare, and left as they are.
      if (one === 'N' || (one >= '1' && one <= '7')) return whole;
      return SIMPLE[one] ?? one;
    },
  );
}

/** Documentation as its reader sees it: common indentation and blank ends removed. */
export function cleanIndentation(text: string): string {
  const [first = '', ...rest] = text.split(/\r?\n/);
  const indents = rest
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const common = indents.length === 0 ? 0 : indents.reduce((least, indent) => Math.min(least, indent));
  return [first.trimStart(), ...rest.map((line) => line.slice(common))]
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** The prose of a block comment, without its stars. */
export function cleanBlockComment(comment: string): string {
  const lines = comment.slice(3, -2).split(/\r?\n/);
  return lines
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}
