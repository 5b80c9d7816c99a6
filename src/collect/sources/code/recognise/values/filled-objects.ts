import type { CallExpr, ClassIr, Expr } from '../../ir.ts';
import { ANY_KEY } from '../../dotted-name.ts';
import type { Located, LocatedClass } from '../../resolve/resolver.ts';
import { callsIn, isCall, stateOf, within, type Recognition } from '../recognition/recognition.ts';
import { subclassesOf } from './derived-classes.ts';

/** Classes below a class that are asked; more of them are taken for ones that set everything. */
const MAX_SUBCLASSES = 32;

function isSelf(expr: Expr | undefined): boolean {
  return expr?.kind === 'name' && expr.name === 'self';
}

/** `self.__dict__`, `vars(self)`: what holds all fields. */
function isAllFields(expr: Expr): boolean {
  if (expr.kind === 'member') return expr.property === '__dict__' && isSelf(expr.object);
  return (
    expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'vars' && isSelf(expr.args[0])
  );
}

/** `Object.assign(this, …)`, `setattr(self, key, …)`, `self.__dict__.update(…)`: fields whose names are not written down. */
function setsAnyField({ callee, args: [first, second] }: CallExpr): boolean {
  if (callee.kind === 'name') return callee.name === 'setattr' && isSelf(first) && second?.kind !== 'string';
  if (callee.kind !== 'member') return false;
  if (callee.property === 'update') return isAllFields(callee.object);
  const isOfLanguage = callee.object.kind === 'name' && /^(Object|Reflect)$/.test(callee.object.name);
  return (
    isOfLanguage && /^(assign|set|defineProperty|defineProperties)$/.test(callee.property) && isSelf(first)
  );
}

const kept = new WeakMap<ClassIr, boolean>();

/** Whether a method of a class sets fields of its own object of which the names are not written down: any may be another. */
export function fillsItself({ module, cls }: LocatedClass): boolean {
  const known = kept.get(cls);
  if (known !== undefined) return known;
  const found =
    cls.assignments.some(({ target }) => target === `self.${ANY_KEY}`) ||
    cls.methods.some((fn) => callsIn(module, fn).some(({ expr }) => setsAnyField(expr)));
  kept.set(cls, found);
  return found;
}

/** Whether a class, in its body or a method, sets one of some fields, or may set any. */
export function setsField(one: LocatedClass, fields: ReadonlySet<string>): boolean {
  return (
    fillsItself(one) ||
    one.cls.assignments.some(
      ({ target, op }) => op === 'set' && fields.has(target.startsWith('self.') ? target.slice(5) : target),
    )
  );
}

/** Whether a class of the program below a class sets one of its fields, so that the field holds another thing there. */
export function isSetBelow(recognition: Recognition, cls: ClassIr, fields: ReadonlySet<string>): boolean {
  const below = subclassesOf(recognition, { cls }, MAX_SUBCLASSES);
  return below.length >= MAX_SUBCLASSES || below.some((one) => setsField(one, fields));
}

/** Places that set a field of this name; more of them are taken for some that set it. */
const MAX_SETTERS = 64;
const setters = new WeakMap<Recognition, ReadonlyMap<string, readonly Located[]>>();

/** What is set from outside of classes, by the name of the field: the objects that it is set on. */
function settersByField(recognition: Recognition): ReadonlyMap<string, readonly Located[]> {
  const before = setters.get(recognition);
  if (before !== undefined) return before;
  const index = new Map<string, Located[]>();
  for (const module of recognition.program.modules.values())
    if (stateOf(module) !== 'test')
      for (const { target, scope, span } of module.memberSets) {
        const [name = '', field, ...deeper] = target.split('.', 3);
        if (field === undefined || deeper.length > 0 || name === 'self') continue;
        const found = index.get(field) ?? [];
        index.set(field, found);
        found.push({ module, scope, expr: { kind: 'name', name, span } });
      }
  setters.set(recognition, index);
  return index;
}

/** `reader.bucket = …` of what is an object of the class, or of which that is not known. */
export function isSetFromOutside(
  recognition: Recognition,
  line: readonly LocatedClass[],
  fields: ReadonlySet<string>,
): boolean {
  const mayBeOne = (at: Located): boolean => {
    const found = recognition.resolver.value(at);
    if (found.kind === 'unresolved' || found.kind === 'parameter' || found.kind === 'either') return true;
    if (found.kind !== 'definition' || !isCall(found.at)) return false;
    const made = recognition.resolver.cls(within(found.at, found.at.expr.callee));
    return made === null || line.some(({ cls }) => cls === made.cls);
  };
  const language = line[0]?.module.language;
  return [...fields].some((field) => {
    const all = settersByField(recognition).get(field) ?? [];
    const places = all.filter(({ module }) => module.language === language);
    return places.length > MAX_SETTERS || places.some(mayBeOne);
  });
}
