import type { CallExpr, Expr, FunctionIr, ModuleIr } from '../ir.ts';
import { enclosingClass } from './bindings.ts';
import { none, type Entity, type EntityFollower } from './entity.ts';
import type { Assumption, Located, LocatedClass, Receiver } from './resolver.ts';

/** Classes above a class; a longer chain is generated. */
const MAX_LINEAGE = 12;

/** The class itself first, then its bases as far as they are the target's, level by level. */
export function lineageOf(entities: EntityFollower, own: LocatedClass): readonly LocatedClass[] {
  const found: LocatedClass[] = [own];
  for (let at = 0; at < found.length && found.length < MAX_LINEAGE; at += 1) {
    const { module, cls } = found[at] ?? own;
    const scope = module.scopes[cls.scope]?.parent ?? 0;
    for (const expr of cls.bases) {
      const base = entities.entity({ module, scope, expr });
      if (base.kind !== 'expr' || base.at.expr.kind !== 'class') continue;
      const above = { module: base.at.module, cls: base.at.expr.cls };
      if (!found.some((one) => one.cls === above.cls)) found.push(above);
    }
  }
  return found;
}

/** The class of which `self` is an object: the one that is meant, in what that inherits. Null outside of classes. */
export function classOfSelf({ module, scope }: Located, receiver: Receiver | null): LocatedClass | null {
  const cls = enclosingClass(module, scope);
  if (cls === null) return null;
  return receiver?.lineage.some((one) => one.cls === cls) === true ? receiver.own : { module, cls };
}

/** TypeScript's `super` is the base class. */
export function superEntity(entities: EntityFollower, at: Located): Entity {
  const cls = enclosingClass(at.module, at.scope);
  const [base] = cls?.bases ?? [];
  if (cls === null || base === undefined) return none('it is in no class with a base', at);
  return entities.entity({ module: at.module, scope: at.module.scopes[cls.scope]?.parent ?? 0, expr: base });
}

/** The base of Python's `super()`, where it is a class of the target. */
export function baseOfSuper(entities: EntityFollower, { module, cls }: LocatedClass): LocatedClass | null {
  const [, above] = lineageOf(entities, { module, cls });
  return above ?? null;
}

/** Its own constructor; null where it inherits one. */
export function constructorIn({ cls }: Pick<LocatedClass, 'cls'>): FunctionIr | null {
  return cls.methods.find(({ name }) => name === '__init__' || name === 'constructor') ?? null;
}

/** `super().__init__(…)`, `super(…)`, in the constructor of a class. */
export function baseCall(module: ModuleIr, fn: FunctionIr): (Located & { readonly expr: CallExpr }) | null {
  for (const { call, scope } of module.callSites.slice(...fn.callSites)) {
    const { callee } = call;
    const isSuper = (expr: Expr): boolean => expr.kind === 'name' && expr.name === 'super';
    const isInit =
      callee.kind === 'member' &&
      callee.property === '__init__' &&
      callee.object.kind === 'call' &&
      isSuper(callee.object.callee);
    if (isInit || isSuper(callee)) return { module, scope, expr: call };
  }
  return null;
}

/** What a call hands to one parameter; its default where it is left out, null where neither is known. */
function handed(
  call: CallExpr,
  fn: FunctionIr,
  place: number,
): { readonly expr: Expr; readonly isOwn: boolean } | null {
  const param = fn.params[place];
  if (param === undefined || param.isRest === true) return null;
  const isMethod = fn.params[0]?.name === 'self';
  const named = call.named.find(({ name }) => name === param.name)?.value;
  const given = named ?? call.args[place - (isMethod ? 1 : 0)];
  if (given !== undefined) return { expr: given, isOwn: false };
  // What is spread may say it.
  if (param.defaultValue === null || call.spreads.length > 0) return null;
  return { expr: param.defaultValue, isOwn: true };
}

/** What the constructors of the classes below hand to those above them, from the lowest up. */
export function handedUp({ lineage }: Receiver): readonly Assumption[] {
  const found: Assumption[] = [];
  let below: { readonly module: ModuleIr; readonly fn: FunctionIr } | null = null;
  for (const one of lineage) {
    const fn = constructorIn(one);
    if (fn === null) continue;
    const { module } = one;
    const call = below === null ? null : baseCall(below.module, below.fn);
    if (below !== null && call === null) break;
    if (call !== null)
      fn.params.forEach(({ name }, place) => {
        const isSetAgain = fn.assignments.some(({ target }) => target === name);
        const value = name === 'self' || isSetAgain ? null : handed(call.expr, fn, place);
        if (value === null) return;
        const at: Located = { module, scope: fn.scope, expr: { kind: 'name', name, span: fn.span } };
        found.push({ at, is: value.isOwn ? { ...at, expr: value.expr } : { ...call, expr: value.expr } });
      });
    below = { module, fn };
  }
  return found;
}
