import type { Expr } from '../../ir.ts';
import { identityOf } from '../choices.ts';
import type { EntityFollower } from '../entity.ts';
import type { Condition, Located } from '../resolver.ts';

/** Items kept; a list that is longer is data. */
export const MAX_ITEMS = 2_000;
/** Adds what an expression holds; false where it is no list. */
type Collect = (entities: EntityFollower, at: Located, found: Items, depth: number) => boolean;

/** What was found of a list so far. */
export interface Items {
  /** Reads what stands inside: lists are made of calls, and calls of lists. */
  readonly collect: Collect;
  readonly items: Located[];
  /** What is put into it and is no list that is known. */
  readonly open: Located[];
  readonly maybe: Map<Located, Condition>;
  readonly sources: Located[];
  /** What is being read: a list that is made of itself is read once. */
  readonly reading: Set<Expr>;
  /** False where something may be in it that stands in neither. */
  complete: boolean;
  steps: number;
}

/** A list of which nothing was read yet. */
export function noItems(collect: Collect, steps: number, reading: Set<Expr>): Items {
  return { collect, items: [], open: [], maybe: new Map(), sources: [], reading, complete: true, steps };
}

/** What another list holds, with the steps that it took; null where it is none. */
export function inner(entities: EntityFollower, at: Located, outer: Items, depth: number): Items | null {
  const found = noItems(outer.collect, outer.steps, outer.reading);
  const isList = outer.collect(entities, at, found, depth + 1);
  outer.steps = found.steps;
  return isList ? found : null;
}

/** All that is not known of one is not known of the other. */
export function passOn(from: Items, to: Items): void {
  for (const at of from.open) to.open.push(at);
  for (const at of from.sources) to.sources.push(at);
  for (const [item, condition] of from.maybe) to.maybe.set(item, condition);
  if (!from.complete) to.complete = false;
}

/** What is not in every alternative is in the list only in some cases; `starts` says where the items of each begin. */
export function markAlternatives(
  entities: EntityFollower,
  { items, maybe }: Items,
  starts: readonly number[],
  condition: Condition,
): void {
  const alternatives = starts.map((start, index) => items.slice(start, starts[index + 1]));
  const held = alternatives.map(
    (each) =>
      new Set(each.filter((item) => !maybe.has(item)).map((item) => identityOf(entities.entity(item)))),
  );
  for (const item of alternatives.flat()) {
    const identity = identityOf(entities.entity(item));
    if (identity === null || !held.every((each) => each.has(identity)))
      if (!maybe.has(item)) maybe.set(item, condition);
  }
}

/** What is there of a list after some were left out. */
export function collectPart(
  entities: EntityFollower,
  list: Located,
  at: Located,
  found: Items,
  depth: number,
): boolean {
  const from = found.items.length;
  if (!found.collect(entities, list, found, depth + 1)) return false;
  markFrom(found, from, at);
  return true;
}

/** Whether any of what was added since is in it is decided where the expression stands. */
export function markFrom({ items, maybe }: Items, from: number, { module, expr }: Located): void {
  for (const item of items.slice(from))
    if (!maybe.has(item)) maybe.set(item, { module, span: expr.span, isBranch: false });
}
