import { folderOf, joinPath } from '../../module-path.ts';
import type { Expr } from '../../ir.ts';
import { MERGED } from '../../dotted-name.ts';
import { lookUp, type Binding } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Names, calls and parts in each other. */
const MAX_DEPTH = 16;
/** Modules that import a name from each other. */
const MAX_IMPORTS = 4;

/** Give back the path that they are handed, in another form. */
const SAME: ReadonlySet<string> = new Set([
  'pathlib.Path',
  'pathlib.PurePath',
  'os.path.abspath',
  'os.path.realpath',
  'os.path.normpath',
  'os.fspath',
  'builtins.str',
  'globalThis#String',
  'url#fileURLToPath',
  'path#normalize',
]);
const FOLDER: ReadonlySet<string> = new Set(['os.path.dirname', 'path#dirname']);
const JOIN: ReadonlySet<string> = new Set(['os.path.join', 'path#join', 'path#resolve', 'pathlib.Path']);
/** Methods of Python's paths that give the same path. */
const SAME_METHOD: ReadonlySet<string> = new Set(['resolve', 'absolute', '__str__', 'as_posix']);
const MODULE_URL = 'import.meta';

/** Under one spelling, however Node's modules were imported. */
export function symbolCalled(recognition: Recognition, call: LocatedCall): string {
  const symbol = calledSymbol(recognition, call)?.symbol ?? '';
  return symbol.replace(/^node:/, '').replace(/#(?:default|posix|win32)\./, '#');
}

/** What a name is set to once and for all, in its own module or in the one that it is imported from; null for all others. */
export function setTo(recognition: Recognition, at: Located, imports = 0): Located | null {
  const { module, scope, expr } = at;
  const binding = expr.kind === 'name' ? lookUp(module, scope, expr.name) : null;
  if (binding === null || binding.param !== null || isExtended(binding)) return null;
  const [set, ...sets] = binding.sets;
  const [entry, ...others] = binding.imports;
  if (entry === undefined)
    return set === undefined || sets.length > 0 ? null : { module, scope: set.scope, expr: set.value };
  if (set !== undefined || others.length > 0 || imports >= MAX_IMPORTS) return null;
  const { program } = recognition;
  const path = program.importedFile(module.path, module.language, entry.module);
  const from = path === null ? undefined : program.modules.get(path);
  const name: Expr = { kind: 'name', name: entry.imported, span: expr.span };
  return from === undefined ? null : setTo(recognition, { module: from, scope: 0, expr: name }, imports + 1);
}

/** `folder += "/v2"`, `path /= "v2"`: what it was set to is only where it begins. */
function isExtended({ appends, members }: Binding): boolean {
  return appends.length > 0 || members.has(MERGED);
}

/** What a name was set to, or what stands where it comes from; null where that is not one thing. */
export function behind(recognition: Recognition, at: Located): Located | null {
  const set = setTo(recognition, at);
  if (set !== null) return set;
  const { module, scope, expr } = at;
  const binding = expr.kind === 'name' ? lookUp(module, scope, expr.name) : null;
  if (binding !== null && (isExtended(binding) || (binding.param !== null && binding.sets.length > 0)))
    return null;
  const found = recognition.resolver.value(at);
  return found.kind === 'either' || found.at.expr === at.expr ? null : found.at;
}

/** A piece of a path, which is written down; null for everything else, defaults of the environment among it. */
function piece(recognition: Recognition, at: Located): string | null {
  const found = recognition.resolver.value(at);
  return found.kind === 'known' && typeof found.value === 'string' ? found.value : null;
}

/** Follows how a program writes paths that start where one of its own files stands. */
class PathReader {
  readonly #recognition: Recognition;

  constructor(recognition: Recognition) {
    this.#recognition = recognition;
  }

  of(at: Located, depth: number): string | null {
    if (depth > MAX_DEPTH) return null;
    const { expr } = at;
    switch (expr.kind) {
      case 'name':
        return this.#name(at, expr.name, depth);
      case 'member':
        return this.#member(at, expr.object, expr.property, depth);
      case 'index':
        return this.#parents(at, expr, depth);
      case 'template':
        return this.#template(at, expr.parts, depth);
      case 'unknown': {
        const [first, ...rest] = expr.joined ?? [];
        return first === undefined ? null : this.#joined(at, first, rest, depth);
      }
      case 'call':
        return this.#call({ ...at, expr }, depth);
      default:
        return null;
    }
  }

  #next(at: Located, depth: number): string | null {
    const next = behind(this.#recognition, at);
    return next === null ? null : this.of(next, depth + 1);
  }

  /** The language's own names for the file, where the program has none of its own by that name. */
  #name(at: Located, name: string, depth: number): string | null {
    const { module, scope } = at;
    const isFile = name === (module.language === 'python' ? '__file__' : '__filename');
    const isFolder = name === '__dirname' && module.language === 'typescript';
    if ((!isFile && !isFolder) || lookUp(module, scope, name) !== null) return this.#next(at, depth);
    return isFile ? module.path : folderOf(module.path);
  }

  #member(at: Located, object: Expr, property: string, depth: number): string | null {
    const { path } = at.module;
    if (object.kind === 'unknown' && object.text === MODULE_URL) {
      if (/^(url|filename|path)$/.test(property)) return path;
      return /^(dirname|dir)$/.test(property) ? folderOf(path) : null;
    }
    const holder = within(at, object);
    if (property === 'parent' && at.module.language === 'python') return above(this.of(holder, depth + 1));
    if (property === 'pathname' && isCall(holder) && holder.expr.isNew) return this.of(holder, depth + 1);
    return this.#next(at, depth);
  }

  /** `path.parents[1]`. */
  #parents(at: Located, { object, index }: Expr & { kind: 'index' }, depth: number): string | null {
    if (object.kind !== 'member' || object.property !== 'parents' || index.kind !== 'number') return null;
    let path = this.of(within(at, object.object), depth + 1);
    for (let up = 0; up <= Math.min(index.value, MAX_DEPTH) && path !== null; up++) path = above(path);
    return path;
  }

  /** `${__dirname}/prompts/desk.md`, `f"{FOLDER}/desk.md"`, `__dirname + '/desk.md'`. */
  #template(at: Located, parts: readonly (string | Expr)[], depth: number): string | null {
    const [first, ...rest] = parts;
    if (first === undefined || typeof first === 'string') return null;
    const base = this.of(within(at, first), depth + 1);
    const pieces = rest.map((part) =>
      typeof part === 'string' ? part : piece(this.#recognition, within(at, part)),
    );
    if (base === null || pieces.includes(null)) return null;
    const tail = pieces.join('');
    // Without a slash it is another name, and no file of the folder.
    return tail === '' || tail.startsWith('/') ? joinPath(base, tail) : null;
  }

  #joined(at: Located, first: Expr, rest: readonly Expr[], depth: number): string | null {
    return this.#append(this.of(within(at, first), depth + 1), at, rest);
  }

  /** A piece that starts at the root begins anew, which is no file of the target. */
  #append(base: string | null, at: Located, rest: readonly Expr[]): string | null {
    let path = base;
    for (const expr of rest) {
      const next = piece(this.#recognition, within(at, expr));
      if (path === null || next === null || next.startsWith('/')) return null;
      path = joinPath(path, next);
    }
    return path;
  }

  #call(call: LocatedCall, depth: number): string | null {
    const { args, callee, complete, named } = call.expr;
    if (!complete || named.length > 0) return null;
    const symbol = symbolCalled(this.#recognition, call);
    const [first, ...rest] = args;
    if (first !== undefined) {
      if (symbol === 'globalThis#URL' || symbol === 'url#URL') return this.#url(call, depth);
      if (symbol === 'importlib.resources.files') return this.#package(call, first);
      if (JOIN.has(symbol) && rest.length > 0) return this.#joined(call, first, rest, depth);
      if (SAME.has(symbol)) return this.of(within(call, first), depth + 1);
      if (FOLDER.has(symbol)) return above(this.of(within(call, first), depth + 1));
    }
    if (callee.kind === 'member' && call.module.language === 'python') {
      const { object, property } = callee;
      if (property === 'joinpath') return this.#joined(call, object, args, depth);
      if (property === 'with_name' && args.length === 1)
        return this.#append(above(this.of(within(call, object), depth + 1)), call, args);
      if (SAME_METHOD.has(property) && args.length === 0) return this.of(within(call, object), depth + 1);
    }
    return this.#next(call, depth);
  }

  /** `new URL('./desk.md', import.meta.url)`: below the module's own address, and no other. */
  #url(call: LocatedCall, depth: number): string | null {
    const [written, base] = call.expr.args;
    if (written === undefined || base === undefined) return null;
    const relative = piece(this.#recognition, within(call, written));
    // Addresses of their own, and what starts at the root.
    if (relative === null || /^(?:\/|[a-z][\w+.-]*:)/i.test(relative) || /[?#%]/.test(relative)) return null;
    const { module } = call;
    const from = this.of(within(call, base), depth + 1);
    return from === module.path ? joinPath(folderOf(from), relative) : null;
  }

  /** `files("shop.prompts")`, `files(__package__)`: the folder of a package of the target. */
  #package({ module, scope }: LocatedCall, named: Expr): string | null {
    if (named.kind === 'name' && named.name === '__package__') return folderOf(module.path);
    const name = piece(this.#recognition, { module, scope, expr: named });
    return name === null ? null : packageFolder(this.#recognition, module.path, name);
  }
}

/** The folder of a regular package by its name, as the module at `from` imports it; null: none in this target. */
export function packageFolder({ program }: Recognition, from: string, name: string): string | null {
  const file = program.importedFile(from, 'python', name);
  return file?.endsWith('__init__.py') === true ? folderOf(file) : null;
}

/** Null above the target, and of what is not known. */
function above(path: string | null): string | null {
  return path === null || path === '' ? null : folderOf(path);
}

/**
 * The path, relative to the target, of the file or folder that an expression names, wherever the program is started: it starts
 * at one of the target's own files and goes on by what is written. Null for every other one, and outside of the target.
 */
export function anchoredPath(recognition: Recognition, at: Located): string | null {
  return new PathReader(recognition).of(at, 0);
}
