/** Texts and comments of Python. */
const LITERAL =
  /([a-z]{0,2})("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#[^\n]*/gi;
/** What a text puts in: `{a}`, `{a:>10}`. */
const HOLE = /\{[^{}]*\}/g;
/** Nothing overloads these: the arrow before a type, and the `in` of a loop. */
const NO_OPERATOR = /->|\bfor\s[^\n]*?\sin\b/g;
/** A class may say what these do; those that join what libraries run are no matter of names (answer-reading.ts). */
const OPERATOR = /[-+*/%&^~@<>]|[=!]=|\bin\b/;
/** Compare what they are handed, or add it up: a class may say what that does. */
const COMPARES =
  /(?<![\w])(?:sorted|min|max|sum|set|frozenset|pow|divmod|reduce|accumulate|groupby|merge|heapify|nlargest|nsmallest|(?:bisect|insort)\w*|sort)\s*\(/;
const WORD = /(?<![\w.])[A-Za-z_]\w*/g;
/** With what is called behind a name, or set by a keyword, apart: calls are looked at by themselves. */
const NAME = /(?<![\w.])([A-Za-z_]\w*)(?!\w|(?:\.\w+)*\s*\(|\s*=(?!=))/g;
/** `pipe[…]`, `desk.pipe[…]`. */
const SUBSCRIPT = /(?<![\w.])([A-Za-z_]\w*)(?:\.\w+)*\s*\[/g;
const KEYWORD =
  /^(and|as|assert|async|await|break|case|continue|elif|else|except|False|finally|for|from|if|in|is|lambda|None|not|or|pass|raise|return|True|try|while|yield)$/;
/** Texts in the holes of texts. */
const MAX_NESTED = 3;

/** Code without its comments, and of its texts only what is put into them; null where that cannot be told. */
function codeOf(text: string, depth = 0): string | null {
  let isRead = true;
  const code = text.replace(LITERAL, (_whole, prefix: string | undefined, quoted: string | undefined) => {
    if (quoted === undefined) return '';
    if (!/f/i.test(prefix ?? '')) return '0';
    const said = quoted.replace(/\{\{|\}\}/g, '');
    const holes = (said.match(HOLE) ?? []).map((hole) => hole.slice(1, -1)).join(', ');
    const inner = depth >= MAX_NESTED ? null : codeOf(holes, depth + 1);
    // Quotes of its own kind in a hole cut the text in two.
    if (inner === null || /[{}]/.test(said.replace(HOLE, ''))) isRead = false;
    return `(${inner ?? ''})`;
  });
  return isRead ? code : null;
}

/** Lines as Python joins them: by open brackets and by a backslash. */
function statementsOf(code: string): readonly string[] {
  const statements: string[] = [];
  let open = 0;
  let start = 0;
  for (let at = 0; at < code.length; at++) {
    const char = code.charAt(at);
    if ('([{'.includes(char)) open++;
    else if (')]}'.includes(char)) open = Math.max(0, open - 1);
    else if (char === '\n' && open === 0 && code.charAt(at - 1) !== '\\') {
      statements.push(code.slice(start, at));
      start = at + 1;
    }
  }
  return [...statements, code.slice(start)];
}

/** What a call is handed is left out, but where the value is among it. */
function withoutArguments(code: string, called: string, holds: (code: string) => boolean): string {
  const before = new RegExp(String.raw`(?<!\w)${called}\s*\(`, 'g');
  let kept = '';
  let start = 0;
  for (let match = before.exec(code); match !== null; match = before.exec(code)) {
    let end = before.lastIndex;
    for (let open = 1; open > 0 && end < code.length; end++)
      open += Number(code.charAt(end) === '(') - Number(code.charAt(end) === ')');
    if (holds(code.slice(before.lastIndex, end))) continue;
    kept += `${code.slice(start, before.lastIndex)})`;
    start = before.lastIndex = end;
  }
  return kept + code.slice(start);
}

/**
 * Whether an object of some class may be handed a value by an operator, or by what compares, as Python lets every class say what
 * these do: `pipe - answer`, `answer in pipe`, `pipe[answer]`, `sorted([answer, pipe])`.
 *
 * @param text Of one function.
 * @param called Name of what gives the value; null where it has none.
 * @param isHeld Whether a name holds the value, or a part of it.
 * @param isPlain Whether a name stands for nothing but such values and what is written down.
 */
export function mayOperateOn(
  text: string,
  called: string | null,
  isHeld: (name: string) => boolean,
  isPlain: (name: string) => boolean,
): boolean {
  const code = codeOf(text);
  if (code === null) return true;
  const holds = (part: string): boolean => [...part.matchAll(WORD)].some(([name]) => isHeld(name));
  const isStrange = (name: string): boolean => !KEYWORD.test(name) && !isPlain(name);
  const asked = called === null ? code : withoutArguments(code, called, holds);
  const gives = called === null ? null : new RegExp(String.raw`(?<!\w)${called}\s*\(`);
  return statementsOf(asked).some((line) => {
    const said = line.replace(NO_OPERATOR, ' ');
    if (!holds(said) && gives?.test(said) !== true) return false;
    const names = OPERATOR.test(said) || COMPARES.test(said) ? NAME : SUBSCRIPT;
    return [...said.matchAll(names)].some(([, name = '']) => isStrange(name));
  });
}
