import type { Import, ModuleIr } from '../ir.ts';
import { wildcardImports } from './bindings.ts';
import { BUILTINS } from './builtin-names.ts';
import { none, packageSymbol, type Entity, type EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';

/** Extensions of files that bundlers give as their text where nothing else is said. */
const TEXT = /\.(?:md|markdown|txt|prompt)$/i;
/** As the specifiers of Vite ask for the text of any file (vite.dev, "Importing Asset as String"). */
const RAW = '?raw';

/** Whether an import is of a file's text, by how it is written. */
export function isTextImport({ module, imported, isText }: Import): boolean {
  return imported === 'default' && (isText === true || TEXT.test(module) || module.endsWith(RAW));
}

/** The text of the file that a bundler puts in the place of the import; null where it is none of the target. */
function importedText(entities: EntityFollower, from: ModuleIr, entry: Import): Entity | null {
  const isRaw = entry.module.endsWith(RAW);
  const specifier = isRaw ? entry.module.slice(0, -RAW.length) : entry.module;
  const path = entities.index.resolve(from.path, 'typescript', specifier);
  const name = specifier.slice(specifier.lastIndexOf('/') + 1);
  // `./desk.md` may mean `desk.md.ts`, which is a module.
  if (path === null || path.slice(path.lastIndexOf('/') + 1) !== name) return null;
  const at = entities.texts.at(path, 'typescript');
  return at === null ? null : { kind: 'expr', at, symbol: null };
}

/** What one import brings. Modules of the target come before packages of the same name. */
export function importedEntity(entities: EntityFollower, module: ModuleIr, entry: Import): Entity {
  const { imported, span } = entry;
  const isText = module.language === 'typescript' && isTextImport(entry);
  const text = isText ? importedText(entities, module, entry) : null;
  if (text !== null) return text;
  const at: Located = { module, scope: 0, expr: { kind: 'name', name: entry.local, span } };
  const path = entities.index.resolve(module.path, module.language, entry.module);
  const target = path === null ? undefined : entities.modules.get(path);
  if (target !== undefined && imported === '*') return { kind: 'module', module: target, at };
  if (target !== undefined) {
    const found = entities.hop(
      at,
      () => entities.exported(target, imported) ?? none('it is not exported', at),
    );
    if (found.kind !== 'none') return found;
  }
  if (module.language === 'python' && imported !== '*') {
    // `from package import module` binds a file that nothing exports.
    const inner = entities.submodule(module, entry.module, imported);
    if (inner !== null) return { kind: 'module', module: inner, at };
  }
  if (path !== null && target === undefined) return none(`${path} was not read`, at);
  if (entry.module.startsWith('.')) return none('it imports what is not in the target', at);
  if (target !== undefined && module.language === 'python') return none('it is not exported', at);
  return {
    kind: 'package',
    symbol: packageSymbol(at, entry.module, imported === '*' ? [] : [imported], null),
    at,
  };
}

/** A name that no scope binds. In Python a wildcard import may have brought it; else it is a builtin or a global. */
export function unboundEntity(entities: EntityFollower, at: Located, name: string): Entity {
  const { module } = at;
  if (module.language === 'typescript') {
    return { kind: 'package', symbol: packageSymbol(at, 'globalThis', [name], null), at };
  }
  for (const wildcard of wildcardImports(module)) {
    const path = entities.index.resolve(module.path, 'python', wildcard.module);
    const from = path === null ? undefined : entities.modules.get(path);
    const found = from === undefined ? null : entities.exported(from, name);
    if (found !== null) return found;
    if (path === null && !BUILTINS.has(name)) {
      return { kind: 'package', symbol: packageSymbol(at, wildcard.module, [name], null), at };
    }
  }
  return { kind: 'package', symbol: packageSymbol(at, 'builtins', [name], null), at };
}
