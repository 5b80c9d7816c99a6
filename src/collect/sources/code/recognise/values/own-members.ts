import type { Expr, FunctionIr } from '../../ir.ts';
import type { LocatedClass } from '../../resolve/resolver.ts';
import { callsIn, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { pieces } from './taint.ts';

/** Expressions that are gone through for one call: a class with more of them is generated. */
const MAX_STEPS = 4_000;

/** Goes through expressions for the members of the own object that they read, and for names. */
class MemberSearch {
  readonly members = new Set<string>();
  readonly names = new Set<string>();
  #left = MAX_STEPS;

  look(expr: Expr): void {
    if (--this.#left < 0) return;
    if (expr.kind === 'name') this.names.add(expr.name);
    if (expr.kind === 'member' && expr.object.kind === 'name' && /^(self|super)$/.test(expr.object.name))
      this.members.add(expr.property);
    // What a record or a list is made of, and every argument.
    for (const piece of pieces(expr)) this.look(piece);
  }
}

/** With the names of the function that were given a value from them. */
function lookThrough(search: MemberSearch, { assignments }: FunctionIr): void {
  for (let before = -1; before !== search.names.size;) {
    before = search.names.size;
    for (const { target, value } of assignments)
      if (search.names.has(target.split('.')[0] ?? target)) search.look(value);
  }
}

/**
 * The members of its own object that a call in a method reads, with those that these read in turn: methods that are called or
 * got, and what is set on the object.
 */
export function membersBehind(
  { resolver }: Recognition,
  of: LocatedClass,
  method: FunctionIr,
  call: LocatedCall,
): ReadonlySet<string> {
  const search = new MemberSearch();
  search.look(call.expr);
  lookThrough(search, method);
  const line = resolver.lineage(of);
  for (const name of search.members)
    for (const { module, cls } of line) {
      for (const { target, value } of cls.assignments)
        if (target === name || target === `self.${name}`) search.look(value);
      for (const fn of cls.methods)
        if (fn.name === name) {
          for (const returned of fn.returns) search.look(returned);
          for (const inner of callsIn(module, fn)) search.look(inner.expr);
          lookThrough(search, fn);
        }
    }
  return search.members;
}

/**
 * Whether a method of these classes puts something into one of the fields, by a call that is not read with the list: of a list
 * that the class of the method writes itself, what is put into it is known.
 */
export function isPutInto(
  classes: readonly LocatedClass[],
  fields: ReadonlySet<string>,
  puts: (method: string) => boolean,
): boolean {
  const field = (expr: Expr): string | null =>
    expr.kind === 'member' && expr.object.kind === 'name' && expr.object.name === 'self'
      ? expr.property
      : null;
  return classes.some(({ module, cls }) => {
    const isWritten = (name: string): boolean =>
      cls.assignments.some(
        ({ target, value }) => (target === name || target === `self.${name}`) && value.kind === 'list',
      );
    return cls.methods.some((fn) =>
      callsIn(module, fn).some(({ expr: { callee } }) => {
        const name = callee.kind === 'member' && puts(callee.property) ? field(callee.object) : null;
        return name !== null && fields.has(name) && !isWritten(name);
      }),
    );
  });
}
