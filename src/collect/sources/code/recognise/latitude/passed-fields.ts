import type { ClassIr, ModuleIr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { callsNamed } from '../calls/callers.ts';
import { stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import { fillsItself, isSetBelow, isSetFromOutside } from '../values/filled-objects.ts';
import { classesFrom, type DerivedClass } from '../values/derived-classes.ts';

interface Field {
  readonly module: ModuleIr;
  readonly cls: ClassIr;
  readonly name: string;
  /** It is set in the body of the class, and not by a method. */
  readonly isInBody: boolean;
}

/** Alternatives in alternatives. */
const MAX_DEPTH = 4;
const OVERRIDDEN = 'a subclass, or what is spread into its constructor or merged into its object, may set it';
type Values = readonly Located[] | 'open' | null;
/** By the expression of the default; null where nothing overrides it. */
const kept = new WeakMap<Recognition, Map<Located['expr'], Values>>();
const keptOfOwn = new WeakMap<Recognition, Map<Located['expr'], Values>>();

/**
 * A field's default in the body of a Python class is not all that the field may hold: what the constructor's callers pass for it
 * goes before it (dataclasses, pydantic's models). In both languages a subclass may say another, and whoever sets fields by names
 * that are not written down.
 *
 * @param own The class of the very object that is meant, where that is known: what those below it set is then none of its.
 */
export function withPassedFields(
  recognition: Recognition,
  resolved: Resolved,
  own: ClassIr | null = null,
  depth = 0,
): Resolved {
  if (depth > MAX_DEPTH) return resolved;
  const inner = (one: Resolved): Resolved => withPassedFields(recognition, one, own, depth + 1);
  if (resolved.kind === 'either') return { ...resolved, options: resolved.options.map(inner) };
  if (resolved.kind === 'text')
    return { ...resolved, parts: resolved.parts.map((one) => (typeof one === 'string' ? one : inner(one))) };
  const field = fieldAt(resolved.at);
  const values = field === null ? null : valuesOf(recognition, field, resolved.at, own);
  if (values === null) return resolved;
  if (values === 'open') return { kind: 'unresolved', why: OVERRIDDEN, at: resolved.at };
  const options = values.map((at) => (at === resolved.at ? resolved : recognition.resolver.value(at)));
  const [only] = options;
  return only !== undefined && options.length === 1 ? only : { kind: 'either', options, at: resolved.at };
}

/** The field that an expression is set to, in the body of a class or by one of its methods; null for any other expression. */
function fieldAt({ module, scope, expr }: Located): Field | null {
  const cls = scope === 0 ? null : enclosingClass(module, scope);
  const set = cls?.assignments.find(({ value }) => value === expr);
  if (cls === null || set === undefined) return null;
  const name = set.target.replace(/^self\./, '');
  return name.includes('.') ? null : { module, cls, name, isInBody: set.target === name };
}

function valuesOf(recognition: Recognition, field: Field, fallback: Located, own: ClassIr | null): Values {
  const find = (): Values =>
    isSetElsewhere(recognition, field, own) ? 'open' : passedTo(recognition, field, fallback);
  // What is found now may hang on what is put in.
  if (recognition.resolver.isAssuming()) return find();
  const cache = own === field.cls ? keptOfOwn : kept;
  const known = cache.get(recognition) ?? new Map<Located['expr'], Values>();
  cache.set(recognition, known);
  const before = known.get(fallback.expr);
  if (before !== undefined) return before;
  const found = find();
  known.set(fallback.expr, found);
  return found;
}

function isSetElsewhere(recognition: Recognition, field: Field, own: ClassIr | null): boolean {
  const names = new Set([field.name]);
  if (fillsItself(field) || isSetFromOutside(recognition, [field], names)) return true;
  if (own === field.cls) return false;
  return field.module.language === 'python' && field.isInBody
    ? isSetBySubclass(recognition, field)
    : isSetBelow(recognition, field.cls, names);
}

/** By what its constructor is handed under its name; the default too, where one of its callers leaves it out. */
function passedTo(recognition: Recognition, field: Field, fallback: Located): Values {
  if (field.module.language !== 'python' || !field.isInBody) return null;
  // Then what is passed is for that to keep, under whatever name.
  if (field.cls.methods.some(({ name }) => name === '__init__')) return null;
  const passed: Located[] = [];
  let isLeftOut = false;
  for (const call of constructorCalls(recognition, field)) {
    const given = call.expr.named.find(({ name }) => name === field.name)?.value;
    if (given !== undefined) passed.push(within(call, given));
    else if (call.expr.spreads.length > 0 || !call.expr.complete || call.expr.args.length > 0) return 'open';
    else isLeftOut = true;
  }
  if (passed.length === 0) return null;
  return isLeftOut ? [...passed, fallback] : passed;
}

/** What tests make is not what runs. */
function constructorCalls(recognition: Recognition, { module, cls }: Field): readonly LocatedCall[] {
  return callsNamed(recognition, cls.name).filter(
    (call) =>
      (stateOf(call.module) !== 'test' || stateOf(module) === 'test') &&
      recognition.resolver.cls(within(call, call.expr.callee))?.cls === cls,
  );
}

/** In its body, in a method, or by what its own constructor is handed. */
function isSetBySubclass(recognition: Recognition, field: Field): boolean {
  const { cls, name } = field;
  const derived = classesFrom<DerivedClass>(recognition, new Set([cls.name]), (one, known) => {
    const scope = one.module.scopes[one.cls.scope]?.parent ?? 0;
    const isDerived = one.cls.bases.some((expr) => {
      const base = recognition.resolver.cls({ module: one.module, scope, expr })?.cls;
      return base === cls || (base !== undefined && known.has(base));
    });
    return isDerived ? one : null;
  });
  return [...derived.values()].some(
    (one) =>
      one.cls.assignments.some(({ target }) => target === name || target === `self.${name}`) ||
      constructorCalls(recognition, { ...field, ...one }).some(({ expr }) =>
        expr.named.some((argument) => argument.name === name),
      ),
  );
}
