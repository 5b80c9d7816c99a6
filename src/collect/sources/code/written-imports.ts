import type { Language } from './ir.ts';

/** What a file imports, as it is written there. */
export interface WrittenImport {
  /** `./auth.ts`, `@acme/auth`, `flask_login`, `..checks`. */
  readonly module: string;
  /** What may be a file: in Python a name that is imported from a package may be a module of it. */
  readonly tried: readonly string[];
  /** Where it stands in the text. */
  readonly at: number;
}

/** Imports of one file that are looked at; nobody writes as many by hand. */
const MAX_IMPORTS = 1_000;
/** Names of one `from … import (…)`. */
const MAX_NAMES = 60;

const SCRIPT = /\b(?:from|import|require)\b\s{0,8}\(?\s{0,8}["'`]([^"'`\n]{1,200})["'`]/g;
const PYTHON =
  /^[ \t]*(?:from[ \t]+([.\w]{1,200})[ \t]+import[ \t]*(\([^)]{0,4000}|[^\n]{0,1000})|import[ \t]+([^\n#;]{1,500}))/gm;

/** Imports by the text of a file, also of one that is never parsed; one in a comment counts, which costs a read. */
export function* writtenImports(language: Language, text: string): Generator<WrittenImport> {
  let seen = 0;
  for (const { 1: module, 2: names = '', 3: modules = '', index: at } of text.matchAll(
    language === 'python' ? PYTHON : SCRIPT,
  )) {
    if (++seen > MAX_IMPORTS) return;
    if (module === undefined) for (const one of namesIn(modules)) yield { module: one, tried: [one], at };
    else if (language === 'python') yield { module, tried: [module, ...inside(module, names)], at };
    else yield { module, tried: [module], at };
  }
}

function inside(module: string, names: string): readonly string[] {
  const joint = module.endsWith('.') ? module : `${module}.`;
  return namesIn(names).map((name) => joint + name);
}

/** `(a, b as c,`: a and b. */
function namesIn(text: string): readonly string[] {
  const listed = text.split(',', MAX_NAMES);
  return listed.flatMap((one) => /^[\s(\\]*([.\w]+)/.exec(one)?.[1] ?? []);
}
