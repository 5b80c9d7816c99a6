import { assertNever } from '#model';
import { lesserForms, strongForms, type CallerForm } from './caller-forms.ts';
import type { Language } from './ir.ts';
import type { Program } from './program.ts';
import type { CallerFile } from './recognise/catalog/caller-schema.ts';
import { writtenImports, type WrittenImport } from './written-imports.ts';

/** In the order in which a person looks at them. */
export type Strength = 'strong' | 'lesser' | 'weak';

/** One place of a file at which it may look at who calls. */
export interface CallerSign {
  readonly line: number;
  /** `reads the header authorization`, `calls verify of jsonwebtoken`, `uses express`. */
  readonly what: string;
}

interface CodeText {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
}

/** The signs of one strength that a file holds. */
export type ReadSigns = (strength: Strength, file: CodeText) => readonly CallerSign[];

/** Signs of one form and file that are kept; nobody is told of more. */
const MAX_SIGNS = 5;
/** Letters before a match in which the beginning of its line is looked for: bundles have lines of a million. */
const LOOK_BACK = 400;
/** Matches of one file that are looked at. */
const MAX_MATCHES = 2_000;

/** With regular expressions that are made once. */
export function signReader(words: CallerFile, importedFile: Program['importedFile']): ReadSigns {
  const strong = strongForms(words);
  const lesser = lesserForms(words);
  const { python, typescript } = words.verifiers;
  const verifier = {
    python: namesAny(python.map((one) => one.package)),
    typescript: namesAny(typescript.map((one) => one.package)),
  };
  const identity = new RegExp(String.raw`(?:^|[^a-z])(?:${words.identity.join('|')})(?![a-z])`, 'i');
  // A file of the target is read itself, whatever it is called.
  const isOutside = ({ path, language }: CodeText, { module, tried }: WrittenImport): boolean =>
    !module.startsWith('.') && tried.every((one) => importedFile(path, language, one) === null);
  return (strength, file) => {
    const { language, text } = file;
    switch (strength) {
      case 'strong':
        return [
          ...(verifier[language].test(text) ? verifying(words, language, text) : []),
          ...formed(strong, language, text),
        ];
      case 'lesser':
        return [
          ...formed(lesser, language, text),
          ...imported(
            file,
            'imports',
            (one) => one.tried.some((name) => identity.test(name)) && isOutside(file, one),
          ),
        ];
      case 'weak':
        return imported(file, 'uses', ({ tried }) =>
          words.frameworks[language].some((name) => tried.some((one) => isOf(one, name))),
        );
      default:
        return assertNever(strength);
    }
  };
}

/** `hono/jwt` and `fastapi.security` are of `hono` and `fastapi`; a scope stands for its packages. */
function isOf(imported: string, name: string): boolean {
  return imported === name || (imported.startsWith(name) && /^[/.]/.test(imported.slice(name.length)));
}

/** Whether the text may name one of the packages: one search, which few files pass. */
function namesAny(packages: readonly string[]): RegExp {
  const names = packages.map((name) => (name.split('.')[0] ?? name).replace(/[/-]/g, String.raw`\$&`));
  return new RegExp(String.raw`(?<![\w./@-])(?:${[...new Set(names)].join('|')})\b`);
}

function verifying({ verifiers }: CallerFile, language: Language, text: string): readonly CallerSign[] {
  const tried = [...writtenImports(language, text)].flatMap((one) => one.tried);
  return verifiers[language]
    .filter(({ package: name }) => tried.some((one) => isOf(one, name)))
    .flatMap(({ package: name, calls }) => {
      const names = calls.map((call) => call.replaceAll('.', String.raw`\.`)).join('|');
      const pattern = new RegExp(String.raw`\b(${names})\b\s{0,8}\(|@(?:\w{1,60}\.)?(${names})\b`, 'g');
      return matchesIn(text, language, pattern).map(({ line, match }) => ({
        line,
        what: `calls ${match} of ${name}`,
      }));
    });
}

function formed(forms: readonly CallerForm[], language: Language, text: string): readonly CallerSign[] {
  // Several forms ask for the same word.
  const known = new Map<string, boolean>();
  const holds = (word: string): boolean => {
    let found = known.get(word);
    if (found === undefined) known.set(word, (found = text.includes(word)));
    return found;
  };
  return forms
    .filter((form) => (form.language ?? language) === language && form.needs.some(holds))
    .filter(({ core }) => core?.test(text) !== false)
    .flatMap(({ pattern, says }) =>
      matchesIn(text, language, pattern).map(({ line, match }) => ({ line, what: says(match) })),
    );
}

function imported(
  { language, text }: CodeText,
  verb: string,
  isMeant: (one: WrittenImport) => boolean,
): readonly CallerSign[] {
  const found: CallerSign[] = [];
  for (const one of writtenImports(language, text)) {
    if (found.length >= MAX_SIGNS) break;
    if (isMeant(one) && !isInComment(text, language, one.at))
      found.push({ line: lineAt(text, one.at), what: `${verb} ${one.module}` });
  }
  return found;
}

export function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/**
 * Whether a comment starts before it on its line, and does not end there. Where a quotation mark stands before, it may as well be a
 * text that holds the letters of a comment: that is taken for code, which only asks a person to look.
 */
function isInComment(text: string, language: Language, at: number): boolean {
  const before = text.slice(Math.max(0, at - LOOK_BACK), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const opens =
    language === 'python' ? /^[^"'`]*#/ : /^(?:\s*\*(?=\s|$)|(?:[^"'`]*[\s;{}),])??(?:\/\/|\/\*))/;
  const opened = opens.exec(line)?.[0];
  return opened !== undefined && !line.slice(opened.length).includes('*/');
}

/** Outside of comments; the first of each text that is matched. */
function matchesIn(
  text: string,
  language: Language,
  pattern: RegExp,
): readonly { readonly line: number; readonly match: string }[] {
  const found = new Map<string, number>();
  let seen = 0;
  for (const one of text.matchAll(pattern)) {
    if (found.size >= MAX_SIGNS || ++seen > MAX_MATCHES) break;
    const match = one.slice(1).find((group) => group !== undefined);
    if (match === undefined || found.has(match) || isInComment(text, language, one.index)) continue;
    found.set(match, lineAt(text, one.index));
  }
  return [...found].map(([match, line]) => ({ line, match }));
}
