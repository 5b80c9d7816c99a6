import type { SourceFile } from '../../source-files.ts';

/** Where a text writes a name. */
export interface Mention {
  readonly path: string;
  readonly line: number;
  /** As a tool's name (`name: "refund"`), or set to what is described there (`refund = {`); all else may use it. */
  readonly describes: boolean;
}

/** Where names are written in the files of a target. */
export interface NameMentions {
  readonly found: ReadonlyMap<string, readonly Mention[]>;
  /** The file from which on nothing was looked at; null where all was. */
  readonly cutAt: string | null;
}

/** Of all texts together. */
const MAX_CHARACTERS = 32_000_000;
/** Of one name: whoever finds as many cannot account for each. */
const MAX_MENTIONS = 300;
const LOOK_BEHIND = 80;
const LOOK_AHEAD = 80;

const NAMES = /\bname["']?\s*:\s*["'`]$/;
const SETS = /(?:^|\n)[ \t]*(?:export\s+)?(?:(?:const|let|var)\s+)?$/;
const IS_SET = /^\s*(?::[^=;\n]*)?=\s*\{/;

/** `save_order`, `saveOrder`, `SaveOrder`, `save-order`. */
export function spellingsOf(name: string): readonly string[] {
  const parts = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]+/)
    .filter(Boolean);
  const large = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  const camel = [parts[0] ?? '', ...large.slice(1)].join('');
  return [...new Set([name, parts.join('_'), parts.join('-'), camel, large.join('')])];
}

function mentionsOf(file: SourceFile, word: RegExp, found: Map<string, Mention[]>): void {
  const { path, text } = file;
  let line = 1;
  let at = 0;
  for (const match of text.matchAll(word)) {
    const [name] = match;
    const { index } = match;
    for (let end = text.indexOf('\n', at); end >= 0 && end < index; end = text.indexOf('\n', at)) {
      line++;
      at = end + 1;
    }
    const mentions = found.get(name) ?? [];
    found.set(name, mentions);
    if (mentions.length > MAX_MENTIONS) continue;
    const before = text.slice(Math.max(0, index - LOOK_BEHIND), index);
    const after = text.slice(index + name.length, index + name.length + LOOK_AHEAD);
    mentions.push({ path, line, describes: NAMES.test(before) || (SETS.test(before) && IS_SET.test(after)) });
  }
}

/**
 * Looks for all names at once, as words of their own, in one reading of the texts. A text and a comment count as code does.
 *
 * @param names Of letters, digits, `_` and `-`.
 * @param mostCharacters Of all texts together; the rest is not read.
 */
export function nameMentions(
  files: Iterable<SourceFile>,
  names: readonly string[],
  mostCharacters = MAX_CHARACTERS,
): NameMentions {
  const found = new Map<string, Mention[]>();
  // The longest first: `order-of` is no mention of `order`.
  const sorted = [...new Set(names)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (sorted.length === 0) return { found, cutAt: null };
  const word = new RegExp(String.raw`(?<![\w$])(?:${sorted.join('|')})(?![\w$])`, 'g');
  let characters = 0;
  for (const file of files) {
    characters += file.text.length;
    if (characters > mostCharacters) return { found, cutAt: file.path };
    mentionsOf(file, word, found);
  }
  return { found, cutAt: null };
}
