import type { Assignment, Expr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';

/** Where among the arguments of a call something stands. */
export interface ArgumentPlace {
  readonly position: number | null;
  readonly name: string | null;
}

/** The things that an expression may hold. */
export type Held<T> = (at: Located) => readonly T[];

/**
 * Things of which a mark says that nothing was added to them unseen, and what is known to add nothing. Every other use is
 * `lost`: unknown is never a pass.
 */
export interface Watch<T extends object> {
  readonly recognition: Recognition;
  readonly held: Held<T>;
  /** @param isDirect False where the method is one of something that it holds. */
  isHarmlessMethod(thing: T, call: LocatedCall, isDirect: boolean): boolean;
  /** Taken as a value: `server.tool`, `tools.append`. */
  isHarmlessMember(property: string): boolean;
  isHarmlessTaker(call: LocatedCall, place: ArgumentPlace, thing: T): boolean;
  /** A decorator of the program that is made of it, without parentheses. */
  isHarmlessDecorator(expr: Expr): boolean;
  /** What is spread is copied, and the copy is another thing. */
  readonly isCopiedBySpread: boolean;
  /** Nothing comes of keeping it somewhere: wherever it is used, it is known for what it is. */
  isHarmlessKeeping(thing: T): boolean;
  /** Inside another value: what is then watched in its place; null where it is lost sight of. */
  holderOf(thing: T, literal: Expr): T | null;
  /** Kept in a field by a function that it was handed to: true where uses of the field from outside the class are found as well. */
  isFoundInField(thing: T, parameter: Located, field: string): boolean;
  /** Kept, as a whole, by a function that it was handed to: true where it is found again by its type alone. */
  isFoundByType(parameter: Located): boolean;
  /** What a parameter that holds the thing is also met as in its function: a part of it that was taken out. */
  isPartOf(thing: T, parameter: Located, at: Located): boolean;
  /** An assignment, which may put something into what its target names. */
  assigned(held: Held<T>, module: ModuleIr, assignment: Assignment): void;
  lost(thing: T, at: Located, how: string): void;
}
