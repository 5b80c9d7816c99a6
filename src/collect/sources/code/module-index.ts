import * as z from 'zod';
import type { Language } from './ir.ts';
import { folderOf, joinPath } from './module-path.ts';
import { PathAliases, type ReadJson } from './path-aliases.ts';
import type { LibraryModules } from './prefilter.ts';

/** Extensions tried in this order; `./x.js` may be written for `x.ts`. */
const SCRIPT_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** Strangers' input: whatever else it holds is left alone. */
const ProjectName = z.looseObject({ project: z.looseObject({ name: z.string() }) });
/** Folders that are tried for an absolute import; a tree nested deeper is hostile. */
const MAX_ROOTS = 64;

/** Which file of the target an import means. Nothing outside the target is ever looked at. */
export class ModuleIndex {
  private readonly paths: ReadonlySet<string>;
  private readonly libraries: ReadonlySet<string>;
  private readonly distributions: LibraryModules['distributions'];
  /** Name of the distribution by the folder of its manifest; null: none there. */
  private readonly manifests = new Map<string, string | null>();
  private readonly read: ReadJson;
  private readonly aliases: PathAliases;
  /** Answers are kept: a large tree asks for the same modules thousands of times. */
  private readonly known = new Map<string, Map<string, string | null>>();
  /** The module that was asked from last, and what is known of its imports. */
  private last: { readonly from: string; readonly known: Map<string, string | null> } | null = null;
  /** The same of packages, whoever imports them. */
  private readonly packages = new Map<string, string | null>();
  private workspaces: ReadonlyMap<string, string> | null = null;
  private pythonNames: ReadonlySet<string> | null = null;
  /** Folders of Python's distributions, by their names. */
  private projects: ReadonlyMap<string, string> | null = null;

  /** @param libraries The AI libraries of Python: `agents`, `langchain`. */
  constructor(
    paths: Iterable<string>,
    read: ReadJson,
    { python, distributions }: Pick<LibraryModules, 'python' | 'distributions'>,
  ) {
    this.paths = new Set(paths);
    this.libraries = new Set(python.map((name) => name.split('.')[0] ?? name));
    this.distributions = distributions;
    this.read = read;
    this.aliases = new PathAliases(this.paths, read);
  }

  /** Whether the target has a file of this path. */
  holds(path: string): boolean {
    return this.paths.has(path);
  }

  /** The path that `specifier`, as written in the module at `from`, stands for; null: none in this target. */
  resolve(from: string, language: Language, specifier: string): string | null {
    const known = this.last?.from === from ? this.last.known : this.knownFrom(from, language);
    const before = known.get(specifier);
    if (before !== undefined) return before;
    const found = language === 'python' ? this.python(from, specifier) : this.script(from, specifier);
    known.set(specifier, found);
    return found;
  }

  private knownFrom(from: string, language: Language): Map<string, string | null> {
    // A Python module never imports itself, so two in one folder may mean different things by one name.
    const key = language === 'python' ? from : folderOf(from);
    let known = this.known.get(key);
    if (known === undefined) this.known.set(key, (known = new Map<string, string | null>()));
    this.last = { from, known };
    return known;
  }

  /** Relative paths, then aliases of the nearest configuration, then packages of the repository. */
  private script(from: string, specifier: string): string | null {
    if (specifier.startsWith('.')) {
      const joined = joinPath(folderOf(from), specifier);
      return joined === null ? null : this.scriptFile(joined);
    }
    for (const candidate of this.aliases.candidates(from, specifier)) {
      const found = this.scriptFile(candidate);
      if (found !== null) return found;
    }
    return this.workspaceFile(specifier);
  }

  private scriptFile(path: string): string | null {
    if (this.paths.has(path)) return path;
    // ES modules in TypeScript import the file that will be compiled (TypeScript handbook, "Module resolution").
    const written = /^(.*)\.[mc]?jsx?$/.exec(path)?.[1];
    for (const stem of written === undefined ? [path] : [written, path]) {
      for (const extension of SCRIPT_EXTENSIONS) {
        if (this.paths.has(stem + extension)) return stem + extension;
      }
    }
    const inside = path === '' ? 'index' : `${path}/index`;
    const index = SCRIPT_EXTENSIONS.find((extension) => this.paths.has(inside + extension));
    return index === undefined ? null : inside + index;
  }

  /** A package of the same repository, by its name. */
  private workspaceFile(specifier: string): string | null {
    let found = this.packages.get(specifier);
    if (found === undefined) this.packages.set(specifier, (found = this.findInWorkspaces(specifier)));
    return found;
  }

  private findInWorkspaces(specifier: string): string | null {
    this.workspaces ??= this.readWorkspaces();
    const [, name, inner = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(specifier) ?? [];
    const folder = name === undefined ? undefined : this.workspaces.get(name);
    if (folder === undefined) return null;
    // The source before what is built from it: manifests name the build, which is not in the tree.
    for (const root of ['src', '', 'lib']) {
      const path = joinPath(folder, root === '' ? `./${inner}` : `./${root}/${inner}`);
      const found = path === null ? null : this.scriptFile(path.replace(/\/$/, ''));
      if (found !== null) return found;
    }
    return null;
  }

  private readWorkspaces(): Map<string, string> {
    const folders = new Map<string, string>();
    for (const path of this.paths) {
      if (path !== 'package.json' && !path.endsWith('/package.json')) continue;
      // Installed packages are other people's, should the walk have been told to read them.
      if (/(^|\/)node_modules\//.test(path)) continue;
      // Anything but a name is left alone: manifests are strangers' input.
      const manifest = this.read(path) as { readonly name?: unknown } | null | undefined;
      const name = manifest?.name;
      // Two packages of one name: the first in path order, so that every run takes the same.
      if (typeof name === 'string' && !folders.has(name)) folders.set(name, folderOf(path));
    }
    return folders;
  }

  /** As the interpreter would find it, without knowing from where it is started: near folders before far ones. */
  private python(from: string, specifier: string): string | null {
    // One dot is the module's own package, each further one the package above (PEP 328).
    const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
    const inner = specifier.slice(dots).replaceAll('.', '/');
    if (dots > 0) {
      let folder: string | null = folderOf(from);
      for (let up = 1; up < dots && folder !== null; up++) folder = folder === '' ? null : folderOf(folder);
      return folder === null ? null : this.pythonFile(folder, inner);
    }
    for (const root of this.mayHold(inner) ? pythonRoots(folderOf(from)) : []) {
      if (this.isInsidePackage(root, inner)) continue;
      const found = this.pythonFile(root, inner);
      // A script called like the library it imports would otherwise import itself.
      if (found === null || found === from) continue;
      return this.isLibraryItself(root, inner, from) ? null : found;
    }
    return this.projectFile(inner, from);
  }

  /** Whether anything of the target has the name that an absolute import begins with: most are of packages from elsewhere. */
  private mayHold(inner: string): boolean {
    this.pythonNames ??= pythonNames(this.paths);
    const slash = inner.indexOf('/');
    return this.pythonNames.has(slash < 0 ? inner : inner.slice(0, slash));
  }

  /** A distribution of the same repository that is installed where the module runs, by its name. */
  private projectFile(inner: string, from: string): string | null {
    const [module = ''] = inner.split('/');
    if (this.libraries.has(module)) return null;
    this.projects ??= this.readProjects();
    const folder = this.projects.get(normalized(module));
    if (folder === undefined) return null;
    const inSource = this.pythonFile(folder === '' ? 'src' : `${folder}/src`, inner);
    const found = inSource ?? this.pythonFile(folder, inner);
    return found === from ? null : found;
  }

  private readProjects(): Map<string, string> {
    const folders = new Map<string, string>();
    for (const path of this.paths) {
      if (path !== 'pyproject.toml' && !path.endsWith('/pyproject.toml')) continue;
      const folder = folderOf(path);
      const name = this.distributionIn(folder);
      // Two of one name: the first in path order, so that every run takes the same.
      if (name !== null && !folders.has(name)) folders.set(name, folder);
    }
    return folders;
  }

  /**
   * In the repository of a library its examples and tests import it as everybody does: by the name that the catalogue
   * knows, which says more than its source. Inside the package the source is meant.
   */
  private isLibraryItself(root: string, inner: string, from: string): boolean {
    const [module = ''] = inner.split('/');
    if (!this.libraries.has(module)) return false;
    const folder = root === '' ? module : `${root}/${module}`;
    if (from.startsWith(`${folder}/`)) return false;
    const known = Object.hasOwn(this.distributions, module) ? this.distributions[module] : undefined;
    const wanted = normalized(known ?? module);
    const projects = [root, folderOf(root)];
    return projects.some((project) => this.distributionIn(project) === wanted);
  }

  /** What the manifest of a folder calls its distribution (PyPA, "Declaring project metadata"). */
  private distributionIn(folder: string): string | null {
    const known = this.manifests.get(folder);
    if (known !== undefined) return known;
    const path = folder === '' ? 'pyproject.toml' : `${folder}/pyproject.toml`;
    const manifest = this.paths.has(path) ? this.read(path) : null;
    const found = ProjectName.safeParse(manifest);
    const name = found.success ? normalized(found.data.project.name) : null;
    this.manifests.set(folder, name);
    return name;
  }

  /**
   * Absolute imports start beside a package, not in it. Scripts are started inside top-level ones all the same; there a
   * name that a library has is the library's.
   */
  private isInsidePackage(root: string, inner: string): boolean {
    if (!this.hasInit(root)) return false;
    return (root !== '' && this.hasInit(folderOf(root))) || this.libraries.has(inner.split('/')[0] ?? inner);
  }

  /** Whether the folder is a regular package, and no mere folder on the way to one. */
  private hasInit(folder: string): boolean {
    return this.paths.has(folder === '' ? '__init__.py' : `${folder}/__init__.py`);
  }

  /** A module before a package of the same name, and a folder without `__init__.py` is none. */
  private pythonFile(folder: string, inner: string): string | null {
    const base = folder === '' || inner === '' ? folder + inner : `${folder}/${inner}`;
    if (inner !== '' && this.paths.has(`${base}.py`)) return `${base}.py`;
    const packaged = base === '' ? '__init__.py' : `${base}/__init__.py`;
    return this.paths.has(packaged) ? packaged : null;
  }
}

/** `langchain_core` is the distribution `langchain-core` (PyPA, "Names and normalization"). */
function normalized(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** Names of Python's files, without their ending, and of all folders that one lies in. */
function pythonNames(paths: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    if (!path.endsWith('.py')) continue;
    names.add(path.slice(path.lastIndexOf('/') + 1, -3));
    for (let at = folderOf(path); at !== '' && !folders.has(at); at = folderOf(at)) {
      folders.add(at);
      names.add(at.slice(at.lastIndexOf('/') + 1));
    }
  }
  return names;
}

/** Where absolute imports may start: the script's own folder, then every folder above it and its `src`. */
function pythonRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let at = folder; roots.length < MAX_ROOTS; at = folderOf(at)) {
    roots.push(at, at === '' ? 'src' : `${at}/src`);
    if (at === '') break;
  }
  return roots;
}
