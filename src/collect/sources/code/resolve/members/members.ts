import type { CallExpr, Expr, FunctionIr, ObjectExpr } from '../../ir.ts';
import { lookUp } from '../bindings.ts';
import { NO_SUCH_KEY } from '../decided-branches.ts';
import { either, extendSymbol, none, NOT_WHOLE, type Entity, type EntityFollower } from '../entity.ts';
import { mergedIn, putThere } from '../mutations/later-members.ts';
import type { Located } from '../resolver.ts';
import { classMember, inheritedMember, MAX_BASES } from './class-members.ts';
import { parameterMember } from './parameter-members.ts';

const LITERALS: ReadonlySet<Expr['kind']> = new Set(['string', 'template', 'number', 'boolean', 'null']);

/** `object.property`, where `from` is what the object stands for. */
export function memberEntity(
  entities: EntityFollower,
  at: Located,
  from: Entity,
  object: Expr,
  property: string,
): Entity {
  if (property === 'value' && object.kind === 'member' && isEnumMember(entities, at, object.object))
    return from;
  const set = setFromOutside(entities, at, object, property);
  switch (from.kind) {
    case 'package':
      return set ?? packageMember(entities, at, from, property);
    case 'module': {
      const shown = entities.exported(from.module, property);
      if (set === null) return shown ?? none('it is not exported', at);
      // `clients.store = …` beside its import: either, as of a definition.
      return shown === null ? set : either([shown, set], at);
    }
    case 'either': {
      const options = from.options.map((option) => memberEntity(entities, at, option, object, property));
      // An alternative without the member would fail at run time, so it is not meant.
      const found = options.filter((option) => option.kind !== 'none');
      return either(found.length > 0 ? found : options, at);
    }
    case 'param':
      return set ?? parameterMember(entities, at, from, property);
    case 'none':
      return set ?? from;
    case 'expr': {
      const own = ofExpression(entities, at, from.at, property);
      const others = putThere(entities, at, from.at, property, set);
      if (set === null && others.length === 0) return own;
      const later = set === null ? others : [set, ...others];
      // Each can be what is read, before and after the assignment.
      return either(own.kind === 'none' ? later : [own, ...later], at);
    }
  }
}

/** Python's `Colour.RED.value` is what is written for RED, where `Colour` is one of the standard library's enumerations. */
function isEnumMember(entities: EntityFollower, at: Located, object: Expr): boolean {
  if (at.module.language !== 'python') return false;
  const holder = entities.entity({ ...at, expr: object });
  if (holder.kind !== 'expr' || holder.at.expr.kind !== 'class') return false;
  const { module, scope } = holder.at;
  return holder.at.expr.cls.bases.slice(0, MAX_BASES).some((expr) => {
    const base = entities.entity({ module, scope, expr });
    return base.kind === 'package' && base.symbol.package === 'enum';
  });
}

/** `config.model = …` somewhere beside the definition of config. Null where nothing of the module sets it. */
function setFromOutside(
  entities: EntityFollower,
  at: Located,
  object: Expr,
  property: string,
): Entity | null {
  // What methods set on `self` belongs to the class and is read there.
  if (object.kind !== 'name' || object.name === 'self') return null;
  const binding = lookUp(at.module, at.scope, object.name);
  const sets = binding?.members.get(property);
  return sets === undefined ? null : entities.assigned(at, sets, `${object.name}.${property}`);
}

/** Members of packages are not looked up, since their sources are not read: the symbol grows by the name. */
function packageMember(
  entities: EntityFollower,
  at: Located,
  from: Entity & { kind: 'package' },
  property: string,
): Entity {
  const { symbol } = from;
  if (at.module.language === 'python' && !symbol.symbol.includes('(') && symbol.package !== 'builtins') {
    // `import a` and then `a.b`, where b is a module of the target.
    const inner = entities.submodule(at.module, symbol.qualified, property);
    if (inner !== null) return { kind: 'module', module: inner, at };
  }
  return { kind: 'package', symbol: extendSymbol(symbol, property, at, symbol.origin), at };
}

/** A member of something that is written: of an object, of a class, or of what a call makes. */
function ofExpression(entities: EntityFollower, at: Located, object: Located, property: string): Entity {
  const { expr } = object;
  switch (expr.kind) {
    case 'object':
      return objectMember(entities, at, object, expr, property);
    case 'class':
      return (
        classMember(entities, at, object.module, expr.cls, property, 0) ??
        none('the class does not set it', at)
      );
    case 'call':
      return instanceMember(entities, at, object, expr, property);
    case 'function':
      return functionMember(object, expr.fn, property);
    default:
      return none(`a member of a ${expr.kind}`, at);
  }
}

/** `fn.__name__`, `fn.__doc__`, `fn.name`: what a function says of itself. */
function functionMember(object: Located, fn: FunctionIr, property: string): Entity {
  const isPython = object.module.language === 'python';
  const text =
    property === (isPython ? '__name__' : 'name') ? fn.name : property === '__doc__' ? fn.doc : null;
  // Decorators may give it another name and text.
  if (text === null || fn.decorators.length > 0) return none('a member of a function', object);
  return {
    kind: 'expr',
    at: { ...object, expr: { kind: 'string', value: text, span: fn.span } },
    symbol: null,
  };
}

/** Later entries win over earlier ones and over what was spread before; spreads come first where nothing says otherwise. */
function objectMember(
  entities: EntityFollower,
  at: Located,
  object: Located,
  expr: ObjectExpr,
  property: string,
): Entity {
  const place = expr.entries.findLastIndex((candidate) => candidate.key === property);
  const entry = expr.entries[place];
  if (entry !== undefined) {
    const own = entities.entity({ ...object, expr: entry.value });
    // What is spread after it goes before it.
    const later = expr.spreads.filter((_, index) => (expr.spreadsAfter?.[index] ?? 0) > place);
    const put = later.flatMap((spread) => mergedIn(entities, { ...object, expr: spread }, property));
    return put.length === 0 ? own : either([own, ...put], at);
  }
  for (const spread of expr.spreads) {
    const from = entities.entity({ ...object, expr: spread });
    const found =
      from.kind === 'expr' ? entities.hop(at, () => ofExpression(entities, at, from.at, property)) : null;
    if (found !== null && found.kind !== 'none') return found;
  }
  return none(expr.complete ? NO_SUCH_KEY : 'the object is not fully known', at);
}

/** A literal that the class says, or what its constructor is handed: what is spread into the call may say another. */
function isDefault(found: Entity): boolean {
  if (found.kind === 'either') return found.options.every(isDefault);
  return found.kind === 'param' || (found.kind === 'expr' && LITERALS.has(found.at.expr.kind));
}

/** A member of what a call gives: of an instance of the target's class, or of a package's. */
function instanceMember(
  entities: EntityFollower,
  at: Located,
  object: Located,
  call: CallExpr,
  property: string,
): Entity {
  const callee = entities.entity({ ...object, expr: call.callee });
  if (callee.kind === 'expr' && callee.at.expr.kind === 'class') {
    // Dataclasses and models keep what their constructor is handed under its name.
    const given = call.named.find((argument) => argument.name === property);
    if (given !== undefined) return entities.entity({ ...object, expr: given.value });
    let isOpen = false;
    for (const spread of call.spreads) {
      const whole = entities.object({ ...object, expr: spread });
      const entry = whole?.entries.get(property);
      if (whole?.complete !== true) isOpen = true;
      if (whole === null || entry === undefined) continue;
      if (whole.replaceable.has(property)) return none(NOT_WHOLE, at);
      const others = whole.alternatives.filter(({ key }) => key === property).map(({ value }) => value);
      return either(
        [entry, ...others].map((one) => entities.entity(one)),
        at,
      );
    }
    const found = classMember(entities, at, callee.at.module, callee.at.expr.cls, property, 0);
    if (found === null) return none('the class does not set it', at);
    const mayBeGiven = isOpen && object.module.language === 'python' && isDefault(found);
    return mayBeGiven ? either([found, none(NOT_WHOLE, at)], at) : found;
  }
  const above = inheritedMember(entities, at, object, call, property);
  if (above !== null) return above;
  const instance = entities.instanceSymbol(object, call);
  if (instance?.kind !== 'package') return none('what the call gives is not known', at);
  const symbol = extendSymbol(instance.symbol, property, at, instance.symbol.origin);
  return { kind: 'package', symbol, at };
}
