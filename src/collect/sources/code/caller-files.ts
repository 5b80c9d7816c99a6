import type { TargetFiles } from '../../source.ts';
import type { Language } from './ir.ts';
import { folderOf } from './module-path.ts';
import { grammarOf } from './parse-module.ts';
import type { Program } from './program.ts';
import { isTestPath } from './recognise/recognition/recognition.ts';
import { writtenImports } from './written-imports.ts';

/** What makes a folder a package of its own: what stands in it is installed, and so deployed, together. */
const MANIFESTS: ReadonlySet<string> = new Set([
  'package.json',
  'pyproject.toml',
  'requirements.txt',
  'setup.py',
  'setup.cfg',
  'Pipfile',
]);

interface ImportLinks {
  readonly imports: ReadonlyMap<string, readonly string[]>;
  readonly importers: ReadonlyMap<string, readonly string[]>;
}

/** Which files of a target run together, by their packages and imports. Tests are none of them. */
export class CallerFiles {
  private readonly files: TargetFiles;
  private readonly importedFile: Program['importedFile'];
  private readonly isLibrary: (module: string) => boolean;
  private readonly folders: ReadonlySet<string>;
  private byPackage: ReadonlyMap<string, readonly string[]> | null = null;
  private links: ImportLinks | null = null;

  /** @param isLibrary What is imported by its name is not followed. */
  constructor(
    files: TargetFiles,
    importedFile: Program['importedFile'],
    isLibrary: (module: string) => boolean,
  ) {
    this.files = files;
    this.isLibrary = isLibrary;
    this.importedFile = importedFile;
    const manifests = files.paths.filter((path) => MANIFESTS.has(path.slice(path.lastIndexOf('/') + 1)));
    this.folders = new Set(manifests.map(folderOf));
  }

  /** The nearest folder above it with a manifest; the target's root where there is none. */
  packageOf(path: string): string {
    let folder = folderOf(path);
    while (folder !== '' && !this.folders.has(folder)) folder = folderOf(folder);
    return folder;
  }

  /** How many there are in all packages. */
  get codeFiles(): number {
    this.byPackage ??= this.groupByPackage();
    let files = 0;
    for (const paths of this.byPackage.values()) files += paths.length;
    return files;
  }

  ofPackage(folder: string): readonly string[] {
    this.byPackage ??= this.groupByPackage();
    return this.byPackage.get(folder) ?? [];
  }

  /**
   * What runs with a package and is none of its files: whatever imports it, over any number of steps, with the packages that
   * that stands in, where a middleware need not be imported by anybody; and what all of these import.
   */
  besides(folder: string): readonly string[] {
    const own = this.ofPackage(folder);
    const links = (this.links ??= this.readLinks());
    const asking = grown(own, links.importers);
    const packages = new Set([...asking].map((path) => this.packageOf(path)));
    const together = grown(
      [...packages].flatMap((one) => this.ofPackage(one)),
      links.imports,
    );
    const known = new Set(own);
    return [...together].filter((path) => !known.has(path)).sort();
  }

  /** What a file imports by a path of its own program that is no file of the target. */
  missing(
    path: string,
    language: Language,
    text: string,
  ): { readonly module: string; readonly at: number } | null {
    for (const { module, tried, at } of writtenImports(language, text))
      if (
        OWN.test(module) &&
        !NO_CODE.test(module) &&
        tried.every((one) => this.importedFile(path, language, one) === null)
      )
        return { module, at };
    return null;
  }

  private groupByPackage(): ReadonlyMap<string, readonly string[]> {
    const groups = new Map<string, string[]>();
    for (const path of this.files.paths) {
      if (grammarOf(path) === null || isTestPath(path)) continue;
      const folder = this.packageOf(path);
      const group = groups.get(folder);
      if (group === undefined) groups.set(folder, [path]);
      else group.push(path);
    }
    return groups;
  }

  private readLinks(): ImportLinks {
    this.byPackage ??= this.groupByPackage();
    const imports = new Map<string, string[]>();
    const importers = new Map<string, string[]>();
    for (const path of [...this.byPackage.values()].flat()) {
      const language = languageOf(path);
      const text = this.files.text(path);
      if (!text.ok) continue;
      const found = new Set<string>();
      for (const { module, tried } of writtenImports(language, text.value))
        for (const one of this.isLibrary(module) ? [] : tried) {
          const file = this.importedFile(path, language, one);
          // A declaration file runs nowhere.
          if (file !== null && grammarOf(file) !== null && !isTestPath(file)) found.add(file);
        }
      imports.set(path, [...found]);
      for (const file of found) {
        const known = importers.get(file);
        if (known === undefined) importers.set(file, [path]);
        else known.push(path);
      }
    }
    return { imports, importers };
  }
}

/** Paths and aliases of a program's own. */
const OWN = /^(?:\.|[@~]\/)/;
const NO_CODE =
  /\.(?:json|css|scss|sass|less|svg|png|jpe?g|webp|gif|ico|md|mdx|markdown|txt|prompt|html|wasm|ya?ml|d\.[mc]?ts|d)$|\?raw$/;

export function languageOf(path: string): Language {
  return grammarOf(path) === 'python' ? 'python' : 'typescript';
}

function grown(from: readonly string[], links: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(from);
  // A set that grows while it is gone through is gone through to its new end.
  for (const path of reached) for (const one of links.get(path) ?? []) reached.add(one);
  return reached;
}
