import type { Gap } from '#model';
import type { Assignment, Language, ModuleIr, Parameter, Scope } from './ir.ts';
import type { ModuleIndex } from './module-index.ts';
import { isTestPath } from './test-path.ts';
import { writtenImports } from './written-imports.ts';

/** A file that is no module of the program yet. */
interface Unread {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
}

/** Functions of one module that are handed tools. */
interface Taker {
  readonly module: ModuleIr;
  readonly names: readonly string[];
}

/** What a parameter is called that takes tools: `tools`, `extra_tools`, `deskTools`, `toolset`. */
const TOOLS = /^(?:\w*_)?tools$|^\w+Tools$|^tool_?[sS]et$/;
const CONSTRUCTOR = /\.(?:constructor|__init__)$/;
/** Functions of a program that take tools: with more of them it is a framework, whose callers are elsewhere. */
const MAX_NAMES = 100;
/** Files that pass on what others declare, one after the other. */
const MAX_STEPS = 3;
const MAX_PASSING = 60;
/** Of the files that name such a function, whose texts are held at once. */
const MAX_CHARACTERS = 32_000_000;

/** What is to be read besides, and what was cut off. */
interface Passing {
  readonly files: readonly Unread[];
  readonly gaps: readonly Gap[];
}

/** By its name, or by that of a part which it is taken apart into. */
function takesTools({ params, assignments }: Scope): boolean {
  return params.some(
    ({ name }: Parameter) =>
      TOOLS.test(name) ||
      (name.startsWith('#') && assignments.some(({ target }: Assignment) => TOOLS.test(target))),
  );
}

/** The name by which it is called: a constructor by its class. Empty where it has none. */
function calledAs({ symbol }: Scope): string {
  return symbol?.replace(CONSTRUCTOR, '').split('.').at(-1) ?? '';
}

function takersIn(modules: Iterable<ModuleIr>): readonly Taker[] {
  const takers: Taker[] = [];
  for (const module of modules) {
    if (isTestPath(module.path)) continue;
    const taking = module.scopes.filter((scope) => scope.params.length > 0 && takesTools(scope));
    const names = [...new Set(taking.map(calledAs))].filter((name) => /^[A-Za-z_]\w*$/.test(name));
    if (names.length > 0) takers.push({ module, names });
  }
  return takers;
}

/** A gap of the one file, or of all (`.`), from which on nothing was looked at. */
function cutOff(where: string, reason: Gap['reason'], detail: string): Gap {
  return { where, reason, detail };
}

/** Those of the files that name one of the functions, one after the other: the texts of all may be more than there is room for. */
function naming(unread: Iterable<Unread>, names: readonly string[], mostCharacters: number): Passing {
  const anyName = new RegExp(String.raw`\b(?:${names.join('|')})\b`);
  const files: Unread[] = [];
  let characters = 0;
  for (const file of unread) {
    if (isTestPath(file.path) || !anyName.test(file.text)) continue;
    characters += file.text.length;
    if (characters > mostCharacters) {
      const detail = `files that name a function which takes tools hold more than ${mostCharacters} characters: from here on none was read`;
      return { files, gaps: [cutOff(file.path, 'too-large', detail)] };
    }
    files.push(file);
  }
  return { files, gaps: [] };
}

/** Of the files, those that import a module which takes tools, or one that does so, over a few steps. */
function importing(files: readonly Unread[], takers: readonly Taker[], index: ModuleIndex): Passing {
  let left = files;
  const reached = new Set(takers.map(({ module }) => module.path));
  const found: Unread[] = [];
  for (let step = 0; step < MAX_STEPS && left.length > 0; step++) {
    const next = left.filter((file) => imports(file, reached, index));
    if (next.length === 0) return { files: found, gaps: [] };
    for (const { path } of next) reached.add(path);
    found.push(...next);
    left = left.filter(({ path }) => !reached.has(path));
  }
  const further = left.find((file) => imports(file, reached, index));
  if (further === undefined) return { files: found, gaps: [] };
  const detail = `it imports what takes tools over more than ${MAX_STEPS} files, and was not read`;
  return { files: found, gaps: [cutOff(further.path, 'too-deep', detail)] };
}

/**
 * Files that name no AI library, and call a function of the program by which tools are handed to one: which tools an agent has is
 * then said there. Only the texts of files that are no modules are looked at, and only where there is such a function. What a bound
 * cuts off is a gap.
 *
 * @param modules Those that name an AI library.
 * @param mostCharacters Of the texts that are held at once.
 */
export function passingModules(
  modules: Iterable<ModuleIr>,
  unread: () => Iterable<Unread>,
  index: ModuleIndex,
  mostCharacters = MAX_CHARACTERS,
): Passing {
  const takers = takersIn(modules);
  const names = [...new Set(takers.flatMap((taker) => taker.names))].sort();
  if (names.length === 0) return { files: [], gaps: [] };
  if (names.length > MAX_NAMES) {
    const detail = `more than ${MAX_NAMES} functions take tools: files that call them and name no AI library were not looked for`;
    const [first] = unread();
    return { files: [], gaps: first === undefined ? [] : [cutOff('.', 'too-many', detail)] };
  }
  const named = naming(unread(), names, mostCharacters);
  const found = importing(named.files, takers, index);
  const gaps = [...named.gaps, ...found.gaps];
  const first = found.files[MAX_PASSING];
  if (first === undefined) return { files: found.files, gaps };
  const detail = `more than ${MAX_PASSING} files may hand tools on: from here on none was read`;
  return {
    files: found.files.slice(0, MAX_PASSING),
    gaps: [...gaps, cutOff(first.path, 'too-many', detail)],
  };
}

function imports(
  { path, language, text }: Unread,
  reached: ReadonlySet<string>,
  index: ModuleIndex,
): boolean {
  for (const { tried } of writtenImports(language, text))
    if (tried.some((one) => reached.has(index.resolve(path, language, one) ?? ''))) return true;
  return false;
}
