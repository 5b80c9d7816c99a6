import type { Language } from './ir.ts';
import type { ProcessWords } from './process-settings.ts';

/** Modules of AI libraries by language, as programs import them: `ai`, `@openai/agents`, `langgraph.prebuilt`. */
export interface LibraryModules extends Readonly<Record<Language, readonly string[]>> {
  /** Python: names of distributions that are not called like the module that they install, by module: `agents`. */
  readonly distributions: Readonly<Record<string, string>>;
  /** Environment variables that are keys of AI services: who reads one asks the service, if only over HTTP. */
  readonly keys?: readonly string[];
  /** Left out: nothing that files set for their process is looked for. */
  readonly processWords?: ProcessWords;
}

/** Says of a module's text whether it may import one of the libraries; a false yes costs one parse, a false no a blind spot. */
type Prefilter = (language: Language, text: string) => boolean;

/** One alternation a language over the raw text: a file that names no library is never parsed. */
export function libraryPrefilter(libraries: LibraryModules): Prefilter {
  const patterns: Readonly<Record<Language, RegExp | null>> = {
    python: alternation(
      libraries.python.map(pythonPattern),
      (names) => `(?:\\bfrom|\\bimport|,)[ \\t\\\\]+(?:${names})`,
    ),
    // In quotes of any kind, whole or followed by a subpath; comments may match, which costs a parse.
    typescript: alternation(libraries.typescript.map(escapeRegExp), (names) => `["'\`](?:${names})["'\`/]`),
  };
  const keys = keyPattern(libraries.keys ?? []);
  return (language, text) =>
    patterns[language]?.test(text) === true ||
    (text.includes(KEY) && keys?.test(text) === true) ||
    makesVectorTable(text);
}

/** Plain searches: a table with a column of vectors is a store of what models embed, whoever fills it. */
function makesVectorTable(text: string): boolean {
  return text.includes(' vector(') && text.includes('CREATE TABLE');
}

/** In every name of a key that is looked for: a plain search, which few files pass. */
const KEY = '_KEY';

/** `os.getenv("X")`, `os.environ["X"]`, `process.env.X`, `import.meta.env.X`. */
function keyPattern(keys: readonly string[]): RegExp | null {
  const names = keys.filter((name) => name.includes(KEY)).map(escapeRegExp);
  if (names.length === 0) return null;
  return new RegExp(`\\b(?:getenv|environ|env)(?:\\.get|\\?)?\\W{1,4}(?:${names.join('|')})\\b`);
}

/** Null where no library of the language is looked for. */
function alternation(names: readonly string[], around: (names: string) => string): RegExp | null {
  const distinct = [...new Set(names)].sort();
  return distinct.length === 0 ? null : new RegExp(around(distinct.join('|')));
}

/** `google.adk` is imported as itself, or from `google`; a plain root stands for all that is below it. */
function pythonPattern(module: string): string {
  const [root = '', ...inner] = module.split('.');
  const last = inner.at(-1);
  if (last === undefined) return `${escapeRegExp(root)}\\b`;
  const parent = [root, ...inner.slice(0, -1)].map(escapeRegExp).join('\\.');
  return `${parent}(?:\\.${escapeRegExp(last)}\\b|[ \\t]+import\\b)`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
