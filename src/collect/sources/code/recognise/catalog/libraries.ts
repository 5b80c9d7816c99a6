import type { Language, ModuleIr } from '../../ir.ts';
import type { LibraryModules } from '../../prefilter.ts';
import type { ProcessWords } from '../../process-settings.ts';
import type { Catalog } from './catalog.ts';

/** `langgraph.prebuilt.create_react_agent` is imported from `langgraph`. */
function pythonModule(symbol: string): string {
  const [root = '', second = ''] = symbol.split(/[.(]/);
  // A namespace that unrelated packages share.
  return root === 'google' ? `google.${second}` : root;
}

/** A scoped package has two parts; subpaths belong to it. */
function typescriptModule(symbol: string): string {
  const [module = ''] = symbol.split('#');
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

/** `boto3.setup_default_session` is met as `setup_default_session`, by whatever name the package goes. */
export function lastName(symbol: string): string {
  return symbol.split(/[.#]/).at(-1) ?? '';
}

/** Symbols of TypeScript hold a `#` between module and export, those of Python do not. */
function namesByLanguage(symbols: readonly string[]): Readonly<Record<Language, readonly string[]>> {
  const isScript = (symbol: string): boolean => symbol.includes('#');
  return {
    python: symbols.filter((symbol) => !isScript(symbol)).map(lastName),
    typescript: symbols.filter(isScript).map(lastName),
  };
}

function processWords(catalog: Catalog): ProcessWords {
  const { clients, ownVariables } = catalog;
  const packages = [...clients.keys()].map((symbol) =>
    symbol.includes('#') ? typescriptModule(symbol) : pythonModule(symbol),
  );
  const platform = [...packages, ...ownVariables.credentials, ...ownVariables.endpoint];
  return {
    calls: namesByLanguage([...clients].flatMap(([symbol, { isDefault }]) => (isDefault ? [symbol] : []))),
    assigned: namesByLanguage([...ownVariables.session]),
    platform: [...new Set(platform)].sort(),
  };
}

const byCatalog = new WeakMap<Catalog, LibraryModules>();

/** The modules whose import makes a file worth reading. */
export function librariesOf(catalog: Catalog): LibraryModules {
  const before = byCatalog.get(catalog);
  if (before !== undefined) return before;
  const symbols = [
    ...[
      catalog.agents,
      catalog.executors,
      catalog.graphs,
      catalog.toolNodes,
      catalog.tools,
      catalog.builtinTools,
      catalog.toolClasses,
    ],
    ...[catalog.mcpClients, catalog.mcpMultiClients, catalog.mcpServers, catalog.serverTransports],
    ...[catalog.modelCalls, catalog.instances, catalog.vectorStores],
  ].flatMap((table) => [...table.keys()]);
  // Symbols of TypeScript hold a `#` between module and export, those of Python do not.
  const python = symbols.filter((symbol) => !symbol.includes('#')).map(pythonModule);
  const typescript = symbols.filter((symbol) => symbol.includes('#')).map(typescriptModule);
  const made = {
    python: [...new Set(python)].sort(),
    typescript: [...new Set(typescript)].sort(),
    distributions: catalog.distributions,
    keys: [...catalog.providerByEnv.keys()],
    processWords: processWords(catalog),
  };
  byCatalog.set(catalog, made);
  return made;
}

/** A program imports the same few names in each of its files. */
const byImport = new WeakMap<Catalog, Readonly<Record<Language, Map<string, string | null>>>>();

/** The library of the catalogue that a module belongs to, by the name it is imported by: `langgraph` of `langgraph.prebuilt`. */
export function libraryOf(catalog: Catalog, language: Language, imported: string): string | null {
  // Half of all imports: a file of the program.
  if (imported.startsWith('.')) return null;
  let known = byImport.get(catalog);
  if (known === undefined) byImport.set(catalog, (known = { python: new Map(), typescript: new Map() }));
  let found = known[language].get(imported);
  if (found === undefined) {
    const separator = language === 'python' ? '.' : '/';
    const libraries = librariesOf(catalog)[language];
    found = libraries.find((name) => imported === name || imported.startsWith(name + separator)) ?? null;
    known[language].set(imported, found);
  }
  return found;
}

const importing = new WeakMap<ModuleIr, boolean>();

/** Whether a module itself imports a library of the catalogue. */
export function importsLibrary(catalog: Catalog, module: ModuleIr): boolean {
  const known = importing.get(module);
  if (known !== undefined) return known;
  const found = module.imports.some((entry) => libraryOf(catalog, module.language, entry.module) !== null);
  importing.set(module, found);
  return found;
}
