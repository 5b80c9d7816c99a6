import type { ClassIr, Expr, ModuleIr } from '../../ir.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** A class with a base, where it stands. */
export interface DerivedClass {
  readonly module: ModuleIr;
  readonly cls: ClassIr;
}

/** Classes above a class; a longer chain is generated. */
const MAX_ROUNDS = 8;

const kept = new WeakMap<Recognition, readonly DerivedClass[]>();

/** Every class of the program that has a base; listed once for all that ask for their own. */
function derivedClasses(recognition: Recognition): readonly DerivedClass[] {
  const known = kept.get(recognition);
  if (known !== undefined) return known;
  const found: DerivedClass[] = [];
  for (const module of recognition.program.modules.values())
    for (const { classes } of module.declaring)
      for (const cls of classes) if (cls.bases.length > 0) found.push({ module, cls });
  kept.set(recognition, found);
  return found;
}

/** `Agent`, `agents.Agent`, `Agent[Context]`. */
function lastName(base: Expr): string | null {
  if (base.kind === 'name') return base.name;
  if (base.kind === 'member') return base.property;
  return base.kind === 'index' ? lastName(base.object) : null;
}

/** Whether a base has one of the names, under its own or under the one that the module imports it by. */
function isNamed({ module, cls }: DerivedClass, names: ReadonlySet<string>): boolean {
  for (const base of cls.bases) {
    const name = lastName(base);
    if (name === null) continue;
    if (names.has(name)) return true;
    for (const { local, imported } of module.imports) if (local === name && names.has(imported)) return true;
  }
  return false;
}

/**
 * The classes that derive from one of some names, through classes in between.
 *
 * @param read What a class is, asked of few: the names alone brought it here. Null where it is none after all.
 */
export function classesFrom<T>(
  recognition: Recognition,
  names: ReadonlySet<string>,
  read: (one: DerivedClass, known: ReadonlyMap<ClassIr, T>) => T | null,
): ReadonlyMap<ClassIr, T> {
  const found = new Map<ClassIr, T>();
  let wanted = names;
  for (let round = 0; round < MAX_ROUNDS && wanted.size > 0; round += 1) {
    const fresh = new Set<string>();
    for (const one of derivedClasses(recognition)) {
      if (found.has(one.cls) || !isNamed(one, wanted)) continue;
      const made = read(one, found);
      if (made === null) continue;
      found.set(one.cls, made);
      fresh.add(one.cls.name);
    }
    // A class whose base was found in this round may be one in the next.
    wanted = fresh;
  }
  return found;
}

const byBase = new WeakMap<Recognition, ReadonlyMap<string, readonly DerivedClass[]>>();

/** Classes by the last names of their bases, and by those under which these are imported. */
function classesByBase(recognition: Recognition): ReadonlyMap<string, readonly DerivedClass[]> {
  const known = byBase.get(recognition);
  if (known !== undefined) return known;
  const index = new Map<string, DerivedClass[]>();
  for (const one of derivedClasses(recognition))
    for (const base of one.cls.bases) {
      const name = lastName(base);
      const imported = one.module.imports.find(({ local }) => local === name)?.imported;
      for (const each of new Set([name, imported]))
        if (each != null) index.set(each, [...(index.get(each) ?? []), one]);
    }
  byBase.set(recognition, index);
  return index;
}

/** The classes that derive from a class of the program, through classes in between, level by level; no more than `most`. */
export function subclassesOf(
  recognition: Recognition,
  { cls }: Pick<DerivedClass, 'cls'>,
  most: number,
): readonly DerivedClass[] {
  const found: DerivedClass[] = [];
  const index = classesByBase(recognition);
  const look = (above: ClassIr): void => {
    for (const one of index.get(above.name) ?? []) {
      if (found.length >= most || found.some((other) => other.cls === one.cls)) continue;
      const scope = one.module.scopes[one.cls.scope]?.parent ?? 0;
      const isMeant = one.cls.bases.some(
        (expr) => recognition.resolver.cls({ module: one.module, scope, expr })?.cls === above,
      );
      if (isMeant) found.push(one);
    }
  };
  look(cls);
  for (const one of found) look(one.cls);
  return found;
}
