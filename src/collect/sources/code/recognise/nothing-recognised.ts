import { counted, type Fact, type Gap, type NodeKind } from '#model';
import type { ModuleIr } from '../ir.ts';
import type { Program } from '../program.ts';
import type { Catalog } from './catalog/catalog.ts';
import { libraryOf } from './catalog/libraries.ts';
import { stateOf } from './recognition/recognition.ts';

/** Variables that are read say nothing of what is done with a library. */
const CREDENTIALS: ReadonlySet<NodeKind> = new Set([
  'secret-location',
  'api-key',
  'access-key',
  'token',
  'certificate',
]);
/** Libraries that a gap names. */
const MAX_NAMED = 6;

/** Libraries that a module really imports: a package of the target itself that is only called like one is none. */
function importedLibraries(program: Program, catalog: Catalog, module: ModuleIr): readonly string[] {
  const { language } = module;
  const library = (...spellings: readonly string[]): readonly string[] => {
    const [found] = spellings.flatMap((name) => libraryOf(catalog, language, name) ?? []);
    const isInside =
      found !== undefined &&
      spellings.some((name) => program.importedFile(module.path, module.language, name) !== null);
    return found === undefined || isInside ? [] : [found];
  };
  return [
    // `from google import adk` imports the library `google.adk`.
    ...module.imports.flatMap((entry) =>
      language === 'python'
        ? library(entry.module, `${entry.module}.${entry.imported}`)
        : library(entry.module),
    ),
    ...module.exports.flatMap(({ from }) => (from === null ? [] : library(from))),
  ];
}

/**
 * A program that imports AI libraries and of which nothing was recognised uses them in a way that is not known here. That is a
 * gap, since silence would say that there is no AI.
 */
export function nothingRecognised(
  program: Program,
  catalog: Catalog,
  facts: readonly Fact[],
): readonly Gap[] {
  if (facts.some((fact) => fact.fact === 'node' && !CREDENTIALS.has(fact.kind))) return [];
  const using = [...program.modules.values()].flatMap((module) => {
    const libraries = importedLibraries(program, catalog, module);
    return libraries.length === 0 ? [] : [{ module, libraries }];
  });
  const [first] = [...using.filter(({ module }) => stateOf(module) === 'active'), ...using];
  if (first === undefined) return [];
  const names = [...new Set(using.flatMap(({ libraries }) => libraries))].sort();
  const named = names.slice(0, MAX_NAMED).join(', ') + (names.length > MAX_NAMED ? ', …' : '');
  const detail = `${counted(using.length, 'module imports', 'modules import')} ${named}, and nothing of AI was recognised`;
  return [{ where: first.module.path, reason: 'unresolved', detail }];
}
