import { setImmediate } from 'node:timers/promises';
import { err, type Gap, type Result } from '#model';
import type { TargetFiles } from '../../source.ts';
import type { GrammarName } from './wasm-files.ts';
import type { Language, ModuleIr } from './ir.ts';
import { isMinified, minified } from './minified.ts';
import { ModuleIndex } from './module-index.ts';
import { ModuleParsing, SHARING_PAYS, type Candidate } from './module-parsing.ts';
import { grammarOf, moduleParser, type ParsedModule } from './parse-module.ts';
import { ParserThread } from './parser-thread.ts';
import { passingModules } from './passing-modules.ts';
import { libraryPrefilter, type LibraryModules } from './prefilter.ts';
import { settingsReader, type ProcessSettings } from './process-settings.ts';
import { readJson } from './read-json.ts';
import { readToml } from './read-toml.ts';
import { createResolver } from './resolve/create-resolver.ts';
import { isTextImport } from './resolve/imported.ts';
import type { Located, Resolver } from './resolve/resolver.ts';
import { sourceFiles, type SourceFile } from './source-files.ts';
import { TextFiles } from './text-files.ts';

/** The modules of one target that matter: those that name an AI library, those that they import, and those that hand them tools. */
export interface Program {
  /** By path relative to the target, in path order. */
  readonly modules: ReadonlyMap<string, ModuleIr>;
  /** Paths whose own text names an AI library; the others are here because these import them, or call them with tools. */
  readonly hits: ReadonlySet<string>;
  readonly resolver: Resolver;
  /** Those modules and all that import one of them, over any number of steps: what they hold is met nowhere else by name. */
  importersOf(modules: Iterable<ModuleIr>): ReadonlySet<ModuleIr>;
  /** The file of the target that a file imports by this name, whether it is a module here or not; null: none in this target. */
  readonly importedFile: (from: string, language: Language, imported: string) => string | null;
  /** The text of a file, as a value that stands in it; null where the target has no such file, or with a gap, where it is no text. */
  readonly textFile: (path: string, language: Language) => Located | null;
  /** Files of a language that is read which are no modules here: nothing in them names an AI library, nor is imported. */
  unread(): Iterable<SourceFile>;
  /** Of these paths what is written in a language that is read, modules and pages with code in them included. */
  sourceFiles(paths: Iterable<string>, lost?: (gap: Gap, isModule: boolean) => void): Iterable<SourceFile>;
  /** Of all files of the target, relative to it. */
  readonly paths: readonly string[];
  /** By path, in path order: files, modules or not, that set something for all of the process that runs them. */
  readonly processSettings: ReadonlyMap<string, ProcessSettings>;
  readonly gaps: readonly Gap[];
  readonly files: { readonly seen: number; readonly read: number; readonly bytes: number };
}

/** How far imports are followed from a module that names an AI library, and how many modules that may add. */
const MAX_IMPORT_DEPTH = 3;
const MAX_IMPORTED_MODULES = 500;
/** Characters to parse from which a second thread saves more time than its start costs, some 50 ms. */
const THREAD_PAYS = 500_000;
/** Files that are read between two looks at what else there is to do, some 5 ms. */
const FILES_A_TURN = 32;
/** What a module may import that holds no code, a declaration file and a text among it: nothing of it goes unread. */
const NO_CODE = /\.(json|css|d\.[mc]?ts|md|markdown|txt|prompt)$/;
/** Reads, filters and parses the modules of a target. Never throws on what they hold: that becomes gaps. */
export async function loadProgram(files: TargetFiles, libraries: LibraryModules): Promise<Program> {
  const loading = new ProgramLoading(files, libraries);
  await loading.run();
  return loading.program();
}

/** One loading: reads every file once, parses hits, then what they import. */
class ProgramLoading {
  private readonly files: TargetFiles;
  private readonly libraries: LibraryModules;
  private readonly index: ModuleIndex;
  private readonly gaps: Gap[] = [];
  private readonly parsed = new Map<string, ModuleIr>();
  private readonly tried = new Set<string>();
  private readonly hits = new Set<string>();
  private readonly imported = new Map<ModuleIr, readonly string[]>();
  private importers: ReadonlyMap<string, readonly ModuleIr[]> | null = null;
  private readonly processSettings = new Map<string, ProcessSettings>();
  private read = 0;
  private bytes = 0;

  constructor(files: TargetFiles, libraries: LibraryModules) {
    this.files = files;
    this.libraries = libraries;
    this.index = new ModuleIndex(files.paths, (path) => this.configuration(path), libraries);
  }

  /** Undefined, with the gap, where it cannot be read: imports are then resolved without it. */
  private configuration(path: string): unknown {
    const text = this.files.text(path);
    const parsed = text.ok ? (path.endsWith('.toml') ? readToml : readJson)(path, text.value) : text;
    if (parsed.ok) return parsed.value;
    this.gaps.push(parsed.error);
    return undefined;
  }

  async run(): Promise<void> {
    // Grammars of all files, before it is known which of them are hits: the thread loads them meanwhile.
    const names = new Set<GrammarName>();
    for (const path of this.files.paths) {
      const grammar = grammarOf(path);
      if (grammar !== null) names.add(grammar);
    }
    const { hits, thread } = await this.findHits([...names]);
    // No grammar is loaded for a tree without AI.
    if (hits.length === 0) return;
    const parsing = new ModuleParsing([...names], thread);
    try {
      for (const { path } of hits) this.hits.add(path);
      await this.parse(parsing, hits);
      await this.followImports(parsing, [...this.parsed.values()]);
      await this.followPassing(parsing);
    } finally {
      parsing.stop();
    }
  }

  /** In path order, so that what is first does not depend on which thread was faster. */
  program(): Program {
    const modules = new Map([...this.parsed].sort(([a], [b]) => (a < b ? -1 : 1)));
    // A hit that did not parse is a gap and no module.
    const hits = new Set([...this.hits].filter((path) => modules.has(path)));
    const files = { seen: this.files.paths.length, read: this.read, bytes: this.bytes };
    const texts = new TextFiles(this.files, this.gaps);
    const resolver = createResolver(modules, this.index, texts);
    const importersOf = (from: Iterable<ModuleIr>): ReadonlySet<ModuleIr> => {
      this.importers ??= this.readImporters();
      const reached = withImporters(this.importers, from);
      // In path order, as everything that is gone through: gaps are said in it.
      return new Set([...modules.values()].filter((module) => reached.has(module)));
    };
    const importedFile = (from: string, language: Language, imported: string): string | null =>
      this.index.resolve(from, language, imported);
    const textFile = (path: string, language: Language): Located | null =>
      this.index.holds(path) ? texts.at(path, language) : null;
    const unread = (): Iterable<SourceFile> => this.unread();
    const written: Program['sourceFiles'] = (paths, lost) => sourceFiles(this.files, paths, lost);
    const { processSettings, gaps } = this;
    const asked = { importersOf, importedFile, textFile, unread, sourceFiles: written };
    return { modules, hits, resolver, ...asked, paths: this.files.paths, processSettings, gaps, files };
  }

  private unread(): Iterable<SourceFile> {
    const paths = this.files.paths.filter((path) => !this.tried.has(path) && grammarOf(path) !== null);
    return sourceFiles(this.files, paths);
  }

  /** By path, the modules that import it. Paths were resolved when imports were followed. */
  private readImporters(): ReadonlyMap<string, readonly ModuleIr[]> {
    const importers = new Map<string, ModuleIr[]>();
    for (const module of this.parsed.values())
      for (const path of this.importedPaths(module)) {
        const known = importers.get(path);
        if (known === undefined) importers.set(path, [module]);
        else known.push(module);
      }
    return importers;
  }

  /** Starts the parser's thread, and loads the grammars here, as soon as that is known to pay: both are ready when all files were read. */
  private async findHits(names: readonly GrammarName[]): Promise<{
    readonly hits: readonly Candidate[];
    readonly thread: ParserThread | null;
  }> {
    const mayImport = libraryPrefilter(this.libraries);
    const { processWords } = this.libraries;
    const settingsIn = processWords === undefined ? () => null : settingsReader(processWords);
    const hits: Candidate[] = [];
    let characters = 0;
    let thread: ParserThread | null = null;
    let grammars: Promise<unknown> | null = null;
    for (const path of this.files.paths) {
      const grammar = grammarOf(path);
      if (grammar === null) continue;
      const text = this.files.text(path);
      if (!text.ok) {
        this.gaps.push(text.error);
        continue;
      }
      this.read++;
      this.bytes += text.value.length;
      const settings = settingsIn(languageOf(grammar), text.value);
      // A bundle holds what its libraries do, on lines that nobody reads.
      if (settings !== null && !isMinified(text.value)) this.processSettings.set(path, settings);
      if (!mayImport(languageOf(grammar), text.value)) continue;
      hits.push({ path, text: text.value });
      characters += text.value.length;
      if (characters > THREAD_PAYS) thread ??= ParserThread.start(names);
      if (thread === null || characters < SHARING_PAYS) continue;
      // Heard of where the parser is asked for.
      grammars ??= moduleParser(names).catch(() => undefined);
      // Loading takes many short steps, each of which waits for its turn.
      if (hits.length % FILES_A_TURN === 0) await setImmediate();
    }
    return { hits, thread };
  }

  private async parse(parsing: ModuleParsing, candidates: readonly Candidate[]): Promise<void> {
    const written: Candidate[] = [];
    for (const candidate of candidates) {
      this.tried.add(candidate.path);
      // Parsing a bundle costs seconds and finds the libraries' own code.
      if (isMinified(candidate.text)) this.keep(candidate.path, err(minified(candidate.path)));
      else written.push(candidate);
    }
    const results = await parsing.parse(written);
    for (const [place, result] of results.entries()) this.keep(written[place]?.path ?? '', result);
  }

  /** A module, and what was not read of it; or the gap in its place. */
  private keep(path: string, result: Result<ParsedModule, Gap>): void {
    if (!result.ok) {
      this.gaps.push(result.error);
      return;
    }
    this.parsed.set(path, result.value.module);
    this.gaps.push(...result.value.gaps);
  }

  /** Those that hand tools to what was read, and what they import. */
  private async followPassing(parsing: ModuleParsing): Promise<void> {
    const hits = [...this.parsed.values()].filter(({ path }) => this.hits.has(path));
    const { files, gaps } = passingModules(hits, () => this.unread(), this.index);
    this.gaps.push(...gaps);
    await this.parse(parsing, files);
    const parsed = files.flatMap(({ path }) => this.parsed.get(path) ?? []);
    await this.followImports(parsing, parsed);
  }

  /** Breadth first, so that a bound cuts off what is furthest away. */
  private async followImports(parsing: ModuleParsing, from: readonly ModuleIr[]): Promise<void> {
    let added = 0;
    let level = from;
    for (let depth = 0; depth < MAX_IMPORT_DEPTH && level.length > 0; depth++) {
      const next: Candidate[] = [];
      for (const path of level.flatMap((module) => this.importedPaths(module))) {
        if (this.tried.has(path) || NO_CODE.test(path)) continue;
        const text = this.files.text(path);
        this.tried.add(path);
        // Its gap was recorded when all files were read.
        if (!text.ok) continue;
        if (added++ >= MAX_IMPORTED_MODULES) {
          this.gaps.push({
            where: path,
            reason: 'too-many',
            detail: `more than ${MAX_IMPORTED_MODULES} imported modules`,
          });
          break;
        }
        next.push({ path, text: text.value });
      }
      await this.parse(parsing, next);
      if (added > MAX_IMPORTED_MODULES) return;
      level = next.flatMap(({ path }) => this.parsed.get(path) ?? []);
    }
  }

  /** The files of the target that a module imports or passes on: followed first, and asked for again by who imports whom. */
  private importedPaths(module: ModuleIr): readonly string[] {
    let paths = this.imported.get(module);
    if (paths === undefined) this.imported.set(module, (paths = this.readImports(module)));
    return paths;
  }

  private readImports(module: ModuleIr): readonly string[] {
    const { path: from, language } = module;
    const paths = new Set<string>();
    const add = (specifier: string): void => {
      const path = this.index.resolve(from, language, specifier);
      if (path !== null) paths.add(path);
    };
    for (const entry of module.imports) {
      // A text is read where it is used.
      if (language === 'typescript' && isTextImport(entry)) continue;
      add(entry.module);
      // `from package import name`: the name may be a module of the package.
      if (language === 'python' && entry.imported !== '*') {
        add(entry.module.endsWith('.') ? entry.module + entry.imported : `${entry.module}.${entry.imported}`);
      }
    }
    for (const entry of module.exports) if (entry.from !== null) add(entry.from);
    return [...paths];
  }
}

function withImporters(
  importers: ReadonlyMap<string, readonly ModuleIr[]>,
  from: Iterable<ModuleIr>,
): ReadonlySet<ModuleIr> {
  const reached = new Set(from);
  // A set that grows while it is gone through is gone through to its new end.
  for (const { path } of reached) for (const one of importers.get(path) ?? []) reached.add(one);
  return reached;
}

function languageOf(grammar: GrammarName): Language {
  return grammar === 'python' ? 'python' : 'typescript';
}
