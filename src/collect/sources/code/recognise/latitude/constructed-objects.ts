import type { CallExpr, ClassIr, FunctionIr, ModuleIr } from '../../ir.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import { baseCall, constructorIn } from '../../resolve/receivers.ts';
import type { Located, LocatedClass, Resolved } from '../../resolve/resolver.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { fillsItself, isSetFromOutside, setsField } from '../values/filled-objects.ts';
import { mentions } from '../values/taint.ts';

export type Parameter = Resolved & { readonly kind: 'parameter' };

/** What a call hands to one parameter: open where it was not read, null where it is left out. */
export type Handed = Located | 'open' | null;

/** The function that takes a parameter, by its scope. */
interface Owner {
  readonly module: ModuleIr;
  readonly scope: number;
}

/** Null where no function around the place takes it. */
export function ownerOf({ at, name }: Parameter): Owner | null {
  const { module } = at;
  for (let scope: number | null = at.scope; scope !== null; scope = module.scopes[scope]?.parent ?? null)
    if (module.scopes[scope]?.params.some((param) => param.name === name) === true) return { module, scope };
  return null;
}

/** A class, and its constructor. */
export interface Constructor extends LocatedClass {
  readonly fn: FunctionIr;
}

/** The constructor that a parameter is one of; null for those of every other function. */
export function constructorOf({ module, scope }: Owner): Constructor | null {
  const cls = enclosingClass(module, scope);
  const fn = cls === null ? null : constructorIn({ cls });
  return cls === null || fn?.scope !== scope ? null : { module, cls, fn };
}

/** The fields that a constructor sets from some of its names. */
export function fieldsFrom({ cls, fn }: Constructor, names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    cls.assignments
      .filter(
        ({ target, scope, value }) =>
          scope === fn.scope && target.startsWith('self.') && mentions(value, names),
      )
      .map(({ target }) => target.slice('self.'.length)),
  );
}

/** The call that made an object of a class of the program; null where that was not found, or may be one of several. */
export function makerOf(recognition: Recognition, at: Located): LocatedCall | null {
  const found = recognition.resolver.value(at);
  return found.kind === 'definition' && isCall(found.at) && classMade(recognition, found.at) !== null
    ? found.at
    : null;
}

/** The class of the object that a call makes; null where it makes none of the program's. */
export function classMade(recognition: Recognition, made: LocatedCall): LocatedClass | null {
  const callee = recognition.resolver.value(within(made, made.expr.callee));
  return callee.kind === 'definition' && callee.at.expr.kind === 'class'
    ? { module: callee.at.module, cls: callee.at.expr.cls }
    : null;
}

/** What a call hands to a parameter of a function, by its name or its place. */
export function handedBy(call: LocatedCall, fn: FunctionIr, name: string): Handed {
  const { args, named, spreads, complete } = call.expr;
  const isMethod = ['self', 'cls'].includes(fn.params[0]?.name ?? '');
  const place = fn.params.findIndex((param) => param.name === name) - (isMethod ? 1 : 0);
  const byName = named.find((one) => one.name === name)?.value;
  if (byName !== undefined) return within(call, byName);
  // What is spread may say it, and moves the places of the others.
  if (spreads.length > 0 || !complete || fn.params[place + (isMethod ? 1 : 0)]?.isRest === true)
    return 'open';
  const given = args[place];
  return given === undefined ? null : within(call, given);
}

/** The call that runs a constructor for objects of a class, and whether that is the one which makes them. */
export function constructingCall(
  line: readonly LocatedClass[],
  wanted: ClassIr,
  made: LocatedCall,
): { readonly call: LocatedCall; readonly isMaker: boolean } | null {
  let below: { readonly module: ModuleIr; readonly fn: FunctionIr } | null = null;
  for (const one of line) {
    const fn = constructorIn(one);
    if (fn === null) continue;
    const call: (Located & { readonly expr: CallExpr }) | null =
      below === null ? made : baseCall(below.module, below.fn);
    if (call === null) return null;
    if (one.cls === wanted) return { call, isMaker: below === null };
    below = { module: one.module, fn };
  }
  return null;
}

/**
 * What a parameter of a constructor was handed for one object.
 *
 * @returns `isMaker`: it stands in the call that made the object, and not in a constructor of a class below. Undefined where the
 *   parameter is of no constructor of that object.
 */
export function handedFor(
  recognition: Recognition,
  made: LocatedCall,
  owner: Constructor,
  name: string,
): { readonly handed: Handed; readonly isMaker: boolean } | undefined {
  const own = classMade(recognition, made);
  const line = own === null ? [] : recognition.resolver.lineage(own);
  const place = line.findIndex(({ cls }) => cls === owner.cls);
  if (place < 0) return undefined;
  const fields = fieldsFrom(owner, new Set([name]));
  const isOther =
    line.slice(0, place).some((one) => setsField(one, fields)) || isSetFromOutside(recognition, line, fields);
  const run = isOther || line.some(fillsItself) ? null : constructingCall(line, owner.cls, made);
  if (run === null) return { handed: 'open', isMaker: false };
  return { handed: handedBy(run.call, owner.fn, name), isMaker: run.isMaker };
}
