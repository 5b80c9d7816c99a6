import { anyElement, dottedName } from '../../dotted-name.ts';
import type { Assignment, Expr, ModuleIr } from '../../ir.ts';
import { partsOf } from './scope-mutations.ts';

/** Names under which a value is held in one scope, dotted where it is a part: `options`, `options.inner`, `all.*`, `self.given`. */
export interface Holders {
  /** Scope that binds the names; of fields that of their class. */
  readonly scope: number;
  readonly names: ReadonlySet<string>;
}

interface Held {
  readonly scope: number;
  readonly name: string;
  /** Where its other names are set. */
  readonly assignments: readonly Assignment[];
}

/** Names for names for names. */
const MAX_ALIASES = 4;
/** Parts of parts. */
const MAX_NESTED = 3;
const values = new WeakMap<ModuleIr, ReadonlyMap<Expr, Held>>();

/** The names that hold a record, list or call that is written in a module; null where none does. */
export function holdersOf(module: ModuleIr, value: Expr, handed: Iterable<string>): Holders | null {
  if (value.kind !== 'object' && value.kind !== 'list' && value.kind !== 'call') return null;
  let held = values.get(module);
  if (held === undefined) values.set(module, (held = heldIn(module, handed)));
  const found = held.get(value);
  return found === undefined
    ? null
    : { scope: found.scope, names: withAliases(found.name, found.assignments) };
}

/** The names of a parameter inside its function. */
export function holdersOfParameter(module: ModuleIr, scope: number, param: string): Holders {
  return { scope, names: withAliases(param, module.scopes[scope]?.assignments ?? []) };
}

function heldIn(module: ModuleIr, handed: Iterable<string>): ReadonlyMap<Expr, Held> {
  const held = new Map<Expr, Held>();
  const roots = handedRoots(module, handed);
  const add = (value: Expr, one: Held, depth: number): void => {
    if (value.kind !== 'object' && value.kind !== 'list' && value.kind !== 'call') return;
    held.set(value, one);
    if (depth < MAX_NESTED)
      for (const [key, part] of partsOf(value))
        add(part, { ...one, name: anyElement(`${one.name}.${key}`) }, depth + 1);
  };
  module.scopes.forEach(({ assignments, kind, classes }, scope) => {
    for (const { op, target, value } of kind === 'class' ? [] : assignments)
      if (op === 'set' && roots.has(target)) add(value, { scope, name: target, assignments }, 0);
    for (const cls of roots.has('self') ? classes : [])
      for (const { op, target, value } of cls.assignments) {
        const field = target.startsWith('self.') ? target.slice('self.'.length) : target;
        if (op === 'set' && !field.includes('.'))
          add(value, { scope: cls.scope, name: `self.${field}`, assignments: [] }, 0);
      }
  });
  return held;
}

/** The first of the names that are handed over, and of those that they are other names of. */
function handedRoots(module: ModuleIr, handed: Iterable<string>): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const name of handed) roots.add(name.split('.')[0] ?? name);
  for (let round = 0, before = 0; round < MAX_ALIASES && before !== roots.size; round++) {
    before = roots.size;
    for (const { assignments } of module.scopes)
      for (const { op, target, value } of assignments)
        if (op === 'set' && roots.has(target))
          for (const part of [value, ...partsOf(value).map(([, one]) => one)]) {
            const root = part.kind === 'string' ? undefined : dottedName(part)?.split('.')[0];
            if (root !== undefined) roots.add(root);
          }
  }
  return roots;
}

/** `other = given`, `outer = {"inner": given}`. */
function withAliases(name: string, assignments: readonly Assignment[]): ReadonlySet<string> {
  const names = new Set([name]);
  for (let round = 0, before = 0; round < MAX_ALIASES && before !== names.size; round++) {
    before = names.size;
    for (const { op, target, value } of assignments) {
      if (op !== 'set' || names.has(target)) continue;
      if (isOneOf(names, value)) names.add(target);
      else if (value.kind === 'object' || value.kind === 'list')
        for (const [key, part] of partsOf(value))
          if (isOneOf(names, part)) names.add(anyElement(`${target}.${key}`));
    }
  }
  return names;
}

function isOneOf(names: ReadonlySet<string>, value: Expr): boolean {
  if (value.kind !== 'name' && value.kind !== 'member' && value.kind !== 'index') return false;
  const dotted = dottedName(value);
  return dotted !== null && names.has(anyElement(dotted));
}
