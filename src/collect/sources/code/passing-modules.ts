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

/**
 * Files that name no AI library, and call a function of the program by which tools are handed to one: which tools an agent has is
 * then said there. Only the texts of files that are no modules are looked at, and only where there is such a function.
 *
 * @param modules Those that name an AI library.
 */
export function passingModules(
  modules: Iterable<ModuleIr>,
  unread: () => Iterable<Unread>,
  index: ModuleIndex,
): readonly Unread[] {
  const takers = takersIn(modules);
  const names = [...new Set(takers.flatMap((taker) => taker.names))].sort();
  if (names.length === 0 || names.length > MAX_NAMES) return [];
  const anyName = new RegExp(String.raw`\b(?:${names.join('|')})\b`);
  let left: Unread[] = [];
  // One after the other: the texts of all files at once may be more than there is room for.
  for (const file of unread()) if (!isTestPath(file.path) && anyName.test(file.text)) left.push(file);
  const reached = new Set(takers.map(({ module }) => module.path));
  const found: Unread[] = [];
  for (let step = 0; step < MAX_STEPS && left.length > 0; step++) {
    const next = left.filter((file) => imports(file, reached, index));
    if (next.length === 0) break;
    for (const { path } of next) reached.add(path);
    found.push(...next);
    left = left.filter(({ path }) => !reached.has(path));
  }
  return found.slice(0, MAX_PASSING);
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
