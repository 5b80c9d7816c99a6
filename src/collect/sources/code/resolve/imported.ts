import type { Import, ModuleIr } from '../ir.ts';
import { wildcardImports } from './bindings.ts';
import { BUILTINS } from './builtin-names.ts';
import { none, packageSymbol, type Entity, type EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';

/** What one import brings. Modules of the target come before packages of the same name. */
export function importedEntity(entities: EntityFollower, module: ModuleIr, entry: Import): Entity {
  const { imported, span } = entry;
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
