import type { ModuleIr } from '../ir.ts';
import type { Binding } from './bindings.ts';
import { either, none, type Entity, type EntityFollower } from './entity.ts';
import { importedEntity } from './imported.ts';
import type { Located } from './resolver.ts';

/** Imports that bring one name; what is more is left out. */
const MAX_IMPORTS = 16;

/** What a binding of a module stands for; `at` is where the question came from. */
export function boundEntity(entities: EntityFollower, at: Located, name: string, binding: Binding): Entity {
  const { module } = at;
  const options: Entity[] = binding.imports
    .slice(0, MAX_IMPORTS)
    .map((entry) => importedEntity(entities, module, entry));
  const fn = binding.functions.at(-1);
  if (fn !== undefined) options.push(entities.functionEntity(module, fn));
  const cls = binding.classes.at(-1);
  if (cls !== undefined) options.push(entities.classEntity(module, cls));
  if (binding.sets.length > 0) {
    options.push(entities.assigned(at, binding.sets, symbolIn(module, binding.scope, name)));
  }
  if (options.length > 0) return either(options, at);
  if (binding.param !== null) {
    const { type, defaultValue } = binding.param;
    // Defaults are looked up where the function stands, which sees all that its own scope sees of them.
    return {
      kind: 'param',
      name,
      path: [],
      type,
      default: defaultValue,
      at: { ...at, scope: binding.scope },
    };
  }
  return none('nothing is assigned to it', at);
}

/** Stable name of what a scope binds: `Class.method.name`. */
function symbolIn(module: ModuleIr, scope: number, name: string): string {
  const prefix = module.scopes[scope]?.symbol ?? null;
  return prefix === null ? name : `${prefix}.${name}`;
}
