import type { Assignment, CallExpr, ClassIr, ModuleIr } from '../../ir.ts';
import { enclosingClass } from '../bindings.ts';
import { either, extendSymbol, none, type Entity, type EntityFollower } from '../entity.ts';
import { baseOfSuper } from '../receivers.ts';
import type { Located } from '../resolver.ts';
import { gotten } from './getters.ts';
import { settingsField } from './settings-fields.ts';

/** Classes above a class; a longer chain is generated. */
export const MAX_BASES = 8;

const setsByMember = new WeakMap<ClassIr, Map<string, readonly Assignment[]>>();

/** What a class and its methods set a member to; kept, since every mention of the member asks. */
function setsOf(cls: ClassIr, property: string): readonly Assignment[] {
  let members = setsByMember.get(cls);
  if (members === undefined) setsByMember.set(cls, (members = new Map<string, readonly Assignment[]>()));
  const known = members.get(property);
  if (known !== undefined) return known;
  const own = `self.${property}`;
  const sets = cls.assignments.filter(
    ({ target, op }) => (target === property || target === own) && op === 'set',
  );
  members.set(property, sets);
  return sets;
}

/** An attribute, what methods assign to it, a method, or any of these of a base class. */
export function classMember(
  entities: EntityFollower,
  at: Located,
  module: ModuleIr,
  cls: ClassIr,
  property: string,
  depth: number,
): Entity | null {
  const sets = setsOf(cls, property);
  // Where the class stands, and not where it is asked for: its values use its own names.
  const inside: Located = { module, scope: cls.scope, expr: at.expr };
  const read = settingsField(entities, inside, cls, property);
  if (sets.length > 0) {
    const set = entities.assigned(inside, sets, `${cls.symbol}.${property}`);
    return read.length === 0 ? set : either([...read, set], at);
  }
  if (read.length > 0) return either(read, at);
  // Attributes first: an instance's attribute hides a method of its name.
  const method = cls.methods.find((candidate) => candidate.name === property);
  if (method !== undefined)
    return gotten(entities, at, { module, cls }, method) ?? entities.functionEntity(module, method);
  if (depth >= MAX_BASES) return null;
  for (const base of cls.bases) {
    const scope = module.scopes[cls.scope]?.parent ?? 0;
    const from = entities.entity({ module, scope, expr: base });
    // The member is inherited from a package: known by symbol alone.
    if (from.kind === 'package') {
      const made = extendSymbol(from.symbol, '()', at, null);
      return { kind: 'package', symbol: extendSymbol(made, property, at, null), at };
    }
    if (from.kind !== 'expr') continue;
    const { module: baseModule, expr } = from.at;
    if (expr.kind !== 'class') continue;
    const found = entities.hop(at, () => {
      return classMember(entities, at, baseModule, expr.cls, property, depth + 1) ?? none('', at);
    });
    if (found.kind !== 'none') return found;
  }
  return null;
}

/** Python's `super().x`: what the class above says, where it is the target's. */
export function inheritedMember(
  entities: EntityFollower,
  at: Located,
  object: Located,
  { callee, args }: CallExpr,
  property: string,
): Entity | null {
  if (callee.kind !== 'name' || callee.name !== 'super' || args.length > 0) return null;
  const { module } = object;
  const cls = module.language === 'python' ? enclosingClass(module, object.scope) : null;
  const base = cls === null ? null : baseOfSuper(entities, { module, cls });
  return base === null ? null : classMember(entities, at, base.module, base.cls, property, 0);
}
