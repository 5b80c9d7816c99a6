import type { ModuleIr } from '../../ir.ts';
import type { SourceFile } from '../../source-files.ts';
import { isTestPath, type Recognition } from '../recognition/recognition.ts';

/** Longest statement by which a name is imported, or loop over it, that is recognised. */
const LOOK_BEHIND = 400;
const LOOK_AHEAD = 120;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
/** Lines that are nothing but a comment; what stands behind code is left alone, since texts hold `//` and `#` as well. */
const COMMENT_LINE = /^[ \t]*(?:\/\/|#|\/?\*+(?:[ /]|$)).*$/gm;

/** `as readonly string[]).`, which says nothing at run time, and then what is called. */
const THROUGH_TYPE = String.raw`^(?:\s+as\s+[^()\n]{1,60}\))?\s*[!?]?\s*\.\s*`;
const ASKS = new RegExp(String.raw`${THROUGH_TYPE}(?:includes|has|indexOf|lastIndexOf)\s*\(`);
const PRINTS = new RegExp(String.raw`${THROUGH_TYPE}join\s*\(`);
/** `x in TABLE`, and not `for x in TABLE`, nor what is taken out of it first. */
const IN = /\bin\s+(?:self\.|cls\.)?$/;
const LOOPS = /\bfor\s+(?:(?!\b(?:in|if)\b)[\w\s,()*.])+\bin\s+(?:self\.|cls\.)?$/;
const TAKES = /^\s*(?:[.[(]|\?\.)/;

/** `TABLE = […]`, with or without a type. */
const SETS =
  /(?:^|[\n;{]|\b(?:const|let|var|static|readonly|public|protected|private)\s|\b(?:this|self|cls)\.)[ \t]*$/;
const IS_SET = /^\s*(?::[^=;\n]*)?=(?![=>])/;
const OF_TYPE = /\btypeof\s+$/;
/** A name that is passed on to other files, as itself. */
const PASSED_ON = [
  /\b(?:import|export)\s+(?:type\s+)?\{[\w\s,$]*$/,
  /\bimport\s+[\w ,]*$/,
  /\bimport\s+\([\w\s,]*$/,
  /\b__all__\s*[+:=][^=\n]*[[(][\w\s,"']*["']$/,
];
const RENAMED = /^\s+as\s/;
/** In a text that says what may be given. */
const IN_TEXT = [/\$\{\s*$/, /\.join\(\s*(?:sorted\(\s*)?$/];
const IN_PYTHON_TEXT = /\b(?:f|rf|fr)["'][^\n]*\{$/i;

/** What one mention of a table does: it asks for a name, takes nothing out either, or may do anything. */
type Mention = 'asks' | 'harmless' | 'other';

function mentionOf(file: SourceFile, text: string, start: number, name: string): Mention {
  const before = text.slice(Math.max(0, start - LOOK_BEHIND), start);
  const after = text.slice(start + name.length, start + name.length + LOOK_AHEAD);
  if (ASKS.test(after)) return 'asks';
  if (IN.test(before) && !LOOPS.test(before) && !TAKES.test(after)) return 'asks';
  if (SETS.test(before) && IS_SET.test(after)) return 'harmless';
  if (OF_TYPE.test(before) || PRINTS.test(after)) return 'harmless';
  if (PASSED_ON.some((form) => form.test(before))) return RENAMED.test(after) ? 'other' : 'harmless';
  if (IN_TEXT.some((form) => form.test(before)) && /^\s*[})]/.test(after)) return 'harmless';
  const isText = file.language === 'python' && IN_PYTHON_TEXT.test(before) && /^(?:![rsa])?\}/.test(after);
  return isText ? 'harmless' : 'other';
}

/** What all mentions of a name in a file do: one that may do anything outweighs all others. */
function useIn(file: SourceFile, name: string): Mention {
  if (!file.text.includes(name)) return 'harmless';
  const text = file.text.replaceAll(COMMENT_LINE, '');
  const word = new RegExp(String.raw`(?<![\w$])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`, 'g');
  let use: Mention = 'harmless';
  for (const { index } of text.matchAll(word)) {
    const mention = mentionOf(file, text, index, name);
    if (mention === 'other') return mention;
    if (mention === 'asks') use = mention;
  }
  return use;
}

/** The module of a table, and those that import something of its name. */
function* around({ program }: Recognition, module: ModuleIr, name: string): Generator<string> {
  yield module.path;
  for (const { path, imports } of program.modules.values())
    if (path !== module.path && imports.some(({ imported }) => imported === name)) yield path;
}

/**
 * Whether the program only asks a table if it holds a name (`VALID_MODELS.includes(id)`, `id in VALID_MODELS`): then none of
 * what it holds is used by standing there. By the texts of all files and the name alone, so that another thing of the same name
 * keeps it a table like any other; tests do not count.
 *
 * @param target As the table is set: a name of a module or of a class.
 */
export function isOnlyAsked(recognition: Recognition, module: ModuleIr, target: string): boolean {
  const name = target.replace(/^self\./, '');
  if (!IDENTIFIER.test(name)) return false;
  const { program } = recognition;
  const uses = (paths: Iterable<string>): Mention[] =>
    [...program.sourceFiles(paths)].map((file) => useIn(file, name));
  // Few tables are asked at all: only for those it pays to read every file.
  const near = uses([...around(recognition, module, name)].filter((path) => !isTestPath(path)));
  if (!near.includes('asks') || near.includes('other')) return false;
  const others = program.paths.filter((path) => !isTestPath(path));
  for (const file of program.sourceFiles(others)) if (useIn(file, name) === 'other') return false;
  return true;
}
