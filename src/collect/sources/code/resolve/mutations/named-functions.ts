import type { ClassIr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import { enclosingClass, lookUp, type Binding } from '../bindings.ts';
import type { EntityFollower } from '../entity.ts';

/** A function of the program, and where it is declared. */
interface NamedFunction {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
}

type Follower = Pick<EntityFollower, 'modules' | 'index' | 'submodule'>;

/** Names for names, and modules that pass on what they import. */
const MAX_NAMES = 6;

/**
 * Functions of the program that a callee may mean, told by its names alone: nothing is asked of the values, so that it may be
 * asked while they are being followed. Empty for methods of anything but the own object.
 */
export function functionsNamed(
  follower: Follower,
  module: ModuleIr,
  scope: number,
  callee: Expr,
  names = 0,
): readonly NamedFunction[] {
  if (names > MAX_NAMES) return [];
  switch (callee.kind) {
    case 'function':
      return [{ module, fn: callee.fn }];
    case 'name': {
      const binding = lookUp(module, scope, callee.name);
      return binding === null ? [] : boundFunctions(follower, module, binding, names);
    }
    case 'member':
      return memberFunctions(follower, module, scope, callee, names);
    case 'either':
    case 'list': {
      const options = callee.kind === 'list' ? callee.items : callee.options;
      return options.flatMap((option) => functionsNamed(follower, module, scope, option, names + 1));
    }
    // `for fill in (one, other)`.
    case 'index':
      return callee.object.kind === 'list'
        ? functionsNamed(follower, module, scope, callee.object, names + 1)
        : [];
    default:
      return [];
  }
}

function boundFunctions(
  follower: Follower,
  module: ModuleIr,
  { functions, classes, sets, imports }: Binding,
  names: number,
): readonly NamedFunction[] {
  const fn = functions.at(-1);
  if (fn !== undefined) return [{ module, fn }];
  const cls = classes.at(-1);
  if (cls !== undefined) return constructorOf(module, cls);
  return [
    ...sets.flatMap(({ scope, value }) => functionsNamed(follower, module, scope, value, names + 1)),
    ...imports.flatMap((entry) =>
      exportedFunctions(follower, module, entry.module, entry.imported, names + 1),
    ),
  ];
}

function constructorOf(module: ModuleIr, cls: ClassIr): readonly NamedFunction[] {
  const fn = cls.methods.find(({ name }) => name === '__init__' || name === 'constructor');
  return fn === undefined ? [] : [{ module, fn }];
}

/** What a module of the target shows under a name. */
function exportedFunctions(
  follower: Follower,
  from: ModuleIr,
  specifier: string,
  name: string,
  names: number,
): readonly NamedFunction[] {
  const path = follower.index.resolve(from.path, from.language, specifier);
  const module = path === null ? undefined : follower.modules.get(path);
  if (module === undefined || names > MAX_NAMES) return [];
  if (module.language === 'typescript') {
    const own = module.exports.find((entry) => entry.name === name);
    if (own !== undefined && own.from !== null)
      return exportedFunctions(follower, module, own.from, own.local, names + 1);
    if (own !== undefined) return topFunctions(follower, module, own.local, names);
    return module.exports.flatMap((entry) =>
      entry.name === '*' && entry.from !== null
        ? exportedFunctions(follower, module, entry.from, name, names + 1)
        : [],
    );
  }
  return topFunctions(follower, module, name, names);
}

function topFunctions(
  follower: Follower,
  module: ModuleIr,
  name: string,
  names: number,
): readonly NamedFunction[] {
  const binding = lookUp(module, 0, name);
  return binding === null ? [] : boundFunctions(follower, module, binding, names);
}

/** `self.fill`, and `fillers.fill` of an imported module. */
function memberFunctions(
  follower: Follower,
  module: ModuleIr,
  scope: number,
  { object, property }: Expr & { kind: 'member' },
  names: number,
): readonly NamedFunction[] {
  if (object.kind !== 'name') return [];
  const own = object.name === 'self' ? enclosingClass(module, scope) : null;
  const fn = own?.methods.find(({ name }) => name === property);
  if (fn !== undefined) return [{ module, fn }];
  const imports = lookUp(module, scope, object.name)?.imports ?? [];
  return imports.flatMap((entry) => {
    const inner = entry.imported === '*' ? null : follower.submodule(module, entry.module, entry.imported);
    if (inner !== null) return topFunctions(follower, inner, property, names + 1);
    return exportedFunctions(follower, module, entry.module, property, names + 1);
  });
}
