import type { Expr, ModuleIr } from '../ir.ts';
import { lookUp, wildcardImports } from './bindings.ts';
import { packageSymbol, type Entity, type EntityFollower } from './entity.ts';
import { importedEntity } from './imported.ts';
import type { Located } from './resolver.ts';

/** What a module of the target shows under a name; null where it shows nothing of that name. */
export function exportedEntity(entities: EntityFollower, module: ModuleIr, name: string): Entity | null {
  return module.language === 'python'
    ? pythonExport(entities, module, name)
    : scriptExport(entities, module, name);
}

/** Whatever a module binds at its top can be imported from it (Python reference, "The import statement"). */
function pythonExport(entities: EntityFollower, module: ModuleIr, name: string): Entity | null {
  const at = located(module, name);
  const binding = lookUp(module, 0, name);
  if (binding !== null) return entities.entity(at);
  // `from package import module` needs no export: the file is enough.
  const inner = module.path.endsWith('__init__.py') ? entities.submodule(module, '.', name) : null;
  if (inner !== null) return { kind: 'module', module: inner, at };
  for (const wildcard of wildcardImports(module)) {
    const path = entities.index.resolve(module.path, 'python', wildcard.module);
    const from = path === null ? undefined : entities.modules.get(path);
    const found = from === undefined ? null : entities.exported(from, name);
    if (found !== null && found.kind !== 'none') return found;
  }
  return null;
}

/** Own exports first, then `export *` in the order of the file, then the one package that is passed on. */
function scriptExport(entities: EntityFollower, module: ModuleIr, name: string): Entity | null {
  const at = located(module, name);
  // A module's own export hides what `export *` brings in.
  const own = module.exports.find((entry) => entry.name === name);
  if (own !== undefined) {
    if (own.from === null) return entities.entity(located(module, own.local));
    return reExported(entities, module, own.from, own.local, at);
  }
  for (const { name: star, from } of module.exports) {
    // `export *` does not pass the default on (ECMA-262, "GetExportedNames").
    if (star !== '*' || from === null || name === 'default') continue;
    const path = entities.index.resolve(module.path, module.language, from);
    const target = path === null ? undefined : entities.modules.get(path);
    const found = target === undefined ? null : entities.exported(target, name);
    if (found !== null && found.kind !== 'none') return found;
  }
  const outside = module.exports.filter(
    (entry) => entry.name === '*' && entry.from !== null && !entry.from.startsWith('.'),
  );
  const [only] = outside;
  // One package that is passed on whole: what is not found elsewhere can only come from there.
  if (outside.length !== 1 || only?.from == null || name === 'default') return null;
  return { kind: 'package', symbol: packageSymbol(at, only.from, [name], null), at };
}

/** `export { a as b } from './c'` is an import of c that is shown at once. */
function reExported(
  entities: EntityFollower,
  module: ModuleIr,
  from: string,
  local: string,
  at: Located,
): Entity {
  const span = at.expr.span;
  const entry = { local, module: from, imported: local, scope: 0, span };
  return entities.hop(at, () => importedEntity(entities, module, entry));
}

/** A question that stands nowhere in the module: its line is never shown. */
function located(module: ModuleIr, name: string): Located {
  const expr: Expr = { kind: 'name', name, span: { startLine: 1, endLine: 1 } };
  return { module, scope: 0, expr };
}
