import * as z from 'zod';
import { folderOf, joinPath } from './module-path.ts';

/** Content of a JSON file, comments allowed, that says how imports are read; undefined where it has none. */
export type ReadJson = (path: string) => unknown;

/** The part of a tsconfig that says how imports are read. */
const CompilerOptions = z.object({
  extends: z.union([z.string(), z.array(z.string())]).optional(),
  compilerOptions: z
    .object({ baseUrl: z.string().optional(), paths: z.record(z.string(), z.array(z.string())).optional() })
    .optional(),
});

interface Aliases {
  /** Folder against which bare imports are tried; null where the configuration sets none. */
  readonly baseUrl: string | null;
  readonly paths: readonly {
    readonly prefix: string;
    readonly suffix: string;
    readonly isExact: boolean;
    readonly targets: readonly string[];
  }[];
}

/** In this order in each folder; the last is what monorepos extend. */
const CONFIGURATION_NAMES = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];
/** A chain may be a circle. */
const MAX_EXTENDS = 4;
/** Fallbacks of one pattern; nobody writes more than a few. */
const MAX_TARGETS = 100;

const NONE: Aliases = { baseUrl: null, paths: [] };

/** `compilerOptions.paths` of the nearest tsconfig above a module, and what they make of an import. */
export class PathAliases {
  private readonly paths: ReadonlySet<string>;
  private readonly read: ReadJson;
  private readonly byFolder = new Map<string, Aliases>();

  constructor(paths: ReadonlySet<string>, read: ReadJson) {
    this.paths = paths;
    this.read = read;
  }

  /** Paths without extension, in the order in which the compiler would try them. */
  candidates(from: string, specifier: string): string[] {
    const { baseUrl, paths } = this.of(folderOf(from));
    const found: string[] = [];
    for (const { prefix, suffix, isExact, targets } of paths) {
      if (isExact ? specifier !== prefix : !specifier.startsWith(prefix) || !specifier.endsWith(suffix))
        continue;
      const middle = specifier.slice(prefix.length, specifier.length - suffix.length);
      // A function, since a replacement text would read `$&` out of a specifier.
      for (const target of targets.slice(0, MAX_TARGETS)) found.push(target.replace('*', () => middle));
    }
    if (baseUrl !== null) found.push(...within(baseUrl, specifier));
    // Frameworks map this one by themselves: Next.js, Vite templates.
    if (found.length === 0 && /^[@~]\//.test(specifier)) {
      const root = this.packageFolder(folderOf(from));
      found.push(...within(root, specifier.slice(2)), ...within(root, `src/${specifier.slice(2)}`));
    }
    return found;
  }

  /** The nearest folder above with a manifest; the target's root where there is none. */
  private packageFolder(folder: string): string {
    for (let at = folder; ; at = folderOf(at)) {
      if (at === '' || this.paths.has(`${at}/package.json`)) return at;
    }
  }

  /** The aliases that hold in a folder, kept for all of its modules. */
  private of(folder: string): Aliases {
    const known = this.byFolder.get(folder);
    if (known !== undefined) return known;
    const name = CONFIGURATION_NAMES.find((file) => this.paths.has(joinPath(folder, file) ?? file));
    const found = name === undefined ? null : this.parse(joinPath(folder, name) ?? name, 0);
    // The nearest configuration that says anything decides, as it does for the compiler.
    const aliases = found ?? (folder === '' ? NONE : this.of(folderOf(folder)));
    this.byFolder.set(folder, aliases);
    return aliases;
  }

  /** null where the file says nothing about imports, itself or through what it extends. */
  private parse(path: string, depth: number): Aliases | null {
    const parsed = CompilerOptions.safeParse(this.read(path));
    if (!parsed.success) return null;
    const { extends: bases, compilerOptions } = parsed.data;
    const folder = folderOf(path);
    if (compilerOptions?.paths !== undefined || compilerOptions?.baseUrl !== undefined) {
      const { baseUrl, paths = {} } = compilerOptions;
      // Without baseUrl, paths are relative to the file that sets them.
      const root = joinPath(folder, baseUrl ?? '.');
      if (root === null) return NONE;
      return {
        baseUrl: baseUrl === undefined ? null : root,
        paths: Object.entries(paths).map((entry) => alias(entry, root)),
      };
    }
    if (depth >= MAX_EXTENDS) return null;
    for (const base of typeof bases === 'string' ? [bases] : (bases ?? [])) {
      // A base from a package is not in the target.
      if (!base.startsWith('.')) continue;
      const target = joinPath(folder, base);
      if (target === null) continue;
      const inherited = this.parse(target.endsWith('.json') ? target : `${target}.json`, depth + 1);
      if (inherited !== null) return inherited;
    }
    return null;
  }
}

/** One pattern, cut at its star: TypeScript allows one. */
function alias([pattern, targets]: [string, string[]], root: string): Aliases['paths'][number] {
  const star = pattern.indexOf('*');
  return {
    prefix: star < 0 ? pattern : pattern.slice(0, star),
    isExact: star < 0,
    suffix: star < 0 ? '' : pattern.slice(star + 1),
    targets: targets.flatMap((target) => within(root, target)),
  };
}

/** Empty where the way leads out of the target. */
function within(folder: string, relative: string): string[] {
  const path = joinPath(folder, relative);
  return path === null ? [] : [path];
}
