import type { Expr } from '../../ir.ts';
import { lookUp } from '../../resolve/bindings.ts';
import type { PackageSymbol } from '../../resolve/resolver.ts';
import { librariesOf } from '../catalog/libraries.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';

/** Classes have no text: `except ValueError as error` binds the name to its class. */
const CLASS = /(^|[.#])[A-Z][a-z]\w*$/;

const known = new WeakMap<Recognition['catalog'], ReadonlySet<string>>();

/** Modules of the languages and of libraries in the catalogue: whoever likes can read them, so no secret of the target's is theirs. */
function publishedModules({ catalog }: Recognition): ReadonlySet<string> {
  const before = known.get(catalog);
  if (before !== undefined) return before;
  const { python, typescript } = librariesOf(catalog);
  const made = new Set([...catalog.pure.modules, ...python, ...typescript, ...LANGUAGES]);
  known.set(catalog, made);
  return made;
}

const LANGUAGES = ['builtins', 'globalThis', 'os', 'sys', 'platform', 'socket', 'pathlib', 'process', 'fs'];

/**
 * Whether a symbol may be a text that stands in code that was not read: a constant of a package that is in no list. What a call
 * gave back is no constant.
 */
export function isUnreadConstant(recognition: Recognition, symbol: PackageSymbol): boolean {
  if (symbol.symbol === '' || symbol.symbol.includes('()') || CLASS.test(symbol.symbol)) return false;
  const modules = publishedModules(recognition);
  const name = symbol.package.replace(/^node:/, '');
  return !modules.has(name) && !modules.has(name.split('.')[0] ?? name);
}

/** Whether what is called was imported from a module of the target that was not read. */
export function isMissingImport(recognition: Recognition, { module, scope, expr }: LocatedCall): boolean {
  let root: Expr = expr.callee;
  while (root.kind === 'member') root = root.object;
  if (root.kind !== 'name' || (lookUp(module, scope, root.name)?.imports.length ?? 0) === 0) return false;
  const found = recognition.resolver.value({ module, scope, expr: root });
  return found.kind === 'unresolved' && found.why !== 'a module';
}
