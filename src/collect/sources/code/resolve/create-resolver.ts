import type { Expr, ModuleIr } from '../ir.ts';
import type { ModuleIndex } from '../module-index.ts';
import type { TextFiles } from '../text-files.ts';
import { lookUp } from './bindings.ts';
import { Entities } from './entities.ts';
import { extendSymbol, packageSymbol, type Entity } from './entity.ts';
import { instanceOfAnnotation } from './members/parameter-members.ts';
import { findImportedMutations, followHandedValues, mutationsOf } from './mutations/mutations.ts';
import { lineageOf } from './receivers.ts';
import type { Located, PackageSymbol, Resolver } from './resolver.ts';
import { Values } from './values.ts';

/** Resolves names over all modules of one target that were read. Answers are kept per expression. */
export function createResolver(
  modules: ReadonlyMap<string, ModuleIr>,
  index: ModuleIndex,
  texts: TextFiles,
): Resolver {
  const entities = new Entities(modules, index, texts);
  findImportedMutations(entities);
  const symbol = (at: Located): PackageSymbol | null =>
    symbolOf(entities, entities.entity(at)) ?? importedSymbol(at);
  const values = new Values(entities, symbol);
  return {
    symbol,
    value: (at) => values.value(at),
    list: (at) => entities.list(at),
    appended: (at) => appended(entities, at),
    object: (at) => entities.object(at),
    fn: (at) => {
      for (const { at: found } of options(entities.entity(at))) {
        if (found.expr.kind === 'function') return { module: found.module, fn: found.expr.fn };
      }
      return null;
    },
    cls: (at) => classOf(entities, entities.entity(at)),
    puts: (at) => {
      const { appends, members } = mutationsOf(entities, at);
      return [...appends, ...[...members.values()].flat()];
    },
    asReceiver: (cls, ask) => entities.asReceiver(cls, ask),
    receiver: () => entities.receiver,
    lineage: (cls) => lineageOf(entities, cls),
    busyIn: () => values.busyIn,
    isAssuming: () => entities.isAssuming,
    followHandedValues: (callsNamed) => {
      followHandedValues(entities, callsNamed);
    },
    handedOver: (at) => entities.handedOver(at),
    assuming: (assumptions, ask) => entities.assuming(assumptions, ask),
  };
}

/** Through the name where it is asked, and through the names under which what it stands for is known elsewhere. */
function appended(entities: Entities, at: Located): readonly Located[] {
  const { module, expr } = at;
  const own = expr.kind === 'name' ? lookUp(module, at.scope, expr.name)?.appends : undefined;
  const found = (own ?? []).map(({ scope, value }): Located => ({ module, scope, expr: value }));
  for (const { at: meant } of options(entities.entity(at)))
    for (const one of mutationsOf(entities, meant).appends)
      if (!found.some((other) => other.expr === one.expr)) found.push(one);
  return found;
}

/** The package symbol an entity is or was made from; of alternatives the first that has one. */
function symbolOf(entities: Entities, entity: Entity): PackageSymbol | null {
  switch (entity.kind) {
    case 'package':
      return entity.symbol;
    case 'either':
      for (const option of entity.options) {
        const found = symbolOf(entities, option);
        if (found !== null) return found;
      }
      return null;
    case 'expr': {
      const { expr } = entity.at;
      if (expr.kind !== 'call') return null;
      const instance = entities.instanceSymbol(entity.at, expr);
      if (instance?.kind === 'package') return instance.symbol;
      const callee = importedSymbol({ ...entity.at, expr: expr.callee });
      return callee === null ? null : extendSymbol(callee, '()', entity.at, entity.at);
    }
    // A parameter is an instance of what its annotation names, if that is a package's class.
    case 'param': {
      const annotated = instanceOfAnnotation(entity);
      const cls = annotated === null ? null : entities.entity(annotated);
      return cls?.kind === 'package' &&
        cls.symbol.package !== 'globalThis' &&
        cls.symbol.package !== 'builtins'
        ? extendSymbol(cls.symbol, '()', entity.at, null)
        : null;
    }
    case 'module':
    case 'none':
      return null;
  }
}

/**
 * A package of the same repository, imported by its name: the name is what a user of the package writes, so it is a symbol
 * even though its source is at hand.
 */
function importedSymbol(at: Located): PackageSymbol | null {
  // Python imports packages of the repository by path, which module-index.ts follows.
  if (at.module.language !== 'typescript') return null;
  // From the outside in: `a.b.c` is the path b, c of a.
  const path: string[] = [];
  let root: Expr = at.expr;
  while (root.kind === 'member') {
    path.unshift(root.property);
    root = root.object;
  }
  if (root.kind !== 'name') return null;
  const entry = lookUp(at.module, at.scope, root.name)?.imports[0];
  // Relative paths and aliases are no names of packages.
  if (entry === undefined || /^[.~#]|^@\//.test(entry.module)) return null;
  const full = entry.imported === '*' ? path : [entry.imported, ...path];
  return packageSymbol(at, entry.module, full, null);
}

/** The alternatives that stand for themselves. */
function options(entity: Entity): readonly (Entity & { kind: 'expr' })[] {
  const all = entity.kind === 'either' ? entity.options : [entity];
  return all.filter((option) => option.kind === 'expr');
}

/** The class itself, or the class that a call makes an instance of. An instance of a package's class has none here. */
function classOf(entities: Entities, entity: Entity): ReturnType<Resolver['cls']> {
  for (const { at } of options(entity)) {
    if (at.expr.kind === 'class') return { module: at.module, cls: at.expr.cls };
    if (at.expr.kind !== 'call') continue;
    for (const { at: callee } of options(entities.entity({ ...at, expr: at.expr.callee }))) {
      if (callee.expr.kind === 'class') return { module: callee.module, cls: callee.expr.cls };
    }
  }
  return null;
}
