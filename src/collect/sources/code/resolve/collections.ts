import type { Expr } from '../ir.ts';
import { ANY_KEY, MERGED } from '../dotted-name.ts';
import { choiceOf, identityOf } from './choices.ts';
import { alternativesOf, isAny, type Entity, type EntityFollower } from './entity.ts';
import { mutationsOf, type Put } from './mutations.ts';
import { valuesOf } from './objects.ts';
import type { Condition, Located, ResolvedList } from './resolver.ts';

/** Spreads of spreads. */
const MAX_NESTED = 8;
/** Items kept; a list that is longer is data. */
const MAX_ITEMS = 2_000;
/** Lists and objects that are looked into for one question: spreads of spreads would otherwise multiply. */
const MAX_STEPS = 2_000;

/** Calls that give what their first argument holds. */
const COPIES: ReadonlySet<string> = new Set([
  'builtins.list',
  'builtins.tuple',
  'builtins.set',
  'builtins.sorted',
  'builtins.frozenset',
  'builtins.reversed',
  'globalThis#Array.from',
  'globalThis#Set',
  'globalThis#Promise.all',
  'globalThis#Object.freeze',
]);
/** Methods that give the list, or a part of it, again. */
const SAME_LIST = new Set(['copy', 'slice', 'filter', 'flat', 'reverse', 'toReversed', 'sort', 'toSorted']);
/** Those of them that may leave some out. */
const PART_OF_LIST = new Set(['filter', 'slice']);

interface Items {
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

/** What a list can hold; null where it is not a list. */
export function resolveList(entities: EntityFollower, at: Located): ResolvedList | null {
  const found = noItems(0, new Set());
  if (!collect(entities, at, found, 0)) return null;
  const { items, open, maybe, sources } = found;
  const isCut = items.length > MAX_ITEMS;
  const complete = found.complete && open.length === 0 && !isCut;
  return { items: isCut ? items.slice(0, MAX_ITEMS) : items, open, complete, maybe, sources };
}

function noItems(steps: number, reading: Set<Expr>): Items {
  return { items: [], open: [], maybe: new Map(), sources: [], reading, complete: true, steps };
}

/** What another list holds, with the steps that it took; null where it is none. */
function inner(entities: EntityFollower, at: Located, outer: Items, depth: number): Items | null {
  const found = noItems(outer.steps, outer.reading);
  const isList = collect(entities, at, found, depth + 1);
  outer.steps = found.steps;
  return isList ? found : null;
}

/** All that is not known of one is not known of the other. */
function passOn(from: Items, to: Items): void {
  for (const at of from.open) to.open.push(at);
  for (const at of from.sources) to.sources.push(at);
  for (const [item, condition] of from.maybe) to.maybe.set(item, condition);
  if (!from.complete) to.complete = false;
}

/** Adds what the expression holds; false where it is no list. */
function collect(entities: EntityFollower, at: Located, found: Items, depth: number): boolean {
  // Cut short it is still a list, and no longer complete.
  if (depth > MAX_NESTED || found.items.length > MAX_ITEMS || ++found.steps > MAX_STEPS) {
    found.complete = false;
    return true;
  }
  if (isSlice(at.expr)) return collectPart(entities, { ...at, expr: at.expr.object }, at, found, depth);
  const entity = entities.entity(at);
  // Of alternatives the items of all are taken: any of them can be in it.
  const options = entity.kind === 'either' ? entity.options : [entity];
  const others: Located[] = [];
  const starts: number[] = [];
  let isList = false;
  for (const option of options) {
    // What was in it before is one of several only where it was something else before.
    if (options.length === 1 && found.reading.has(option.at.expr)) found.complete = false;
    starts.push(found.items.length);
    if (collectOption(entities, option, found, depth)) {
      isList = true;
      if (option.at.expr !== at.expr) found.sources.push(option.at);
    } else if (!isEmptyOption(option)) others.push(option.at);
  }
  const condition = isList && options.length > 1 ? choiceOf(entities, at) : null;
  if (condition !== null) markAlternatives(entities, found, starts, condition);
  // Only beside a list is the other alternative one that is not known.
  if (isList) found.open.push(...others);
  return isList;
}

/** What is not in every alternative is in the list only in some cases; `starts` says where the items of each begin. */
function markAlternatives(
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

/** `xs[:2]` of Python. */
function isSlice(expr: Expr): expr is Expr & { kind: 'index' } {
  return expr.kind === 'index' && expr.index.kind === 'unknown' && expr.index.text.includes(':');
}

/** What is there of a list after some were left out. */
function collectPart(
  entities: EntityFollower,
  list: Located,
  at: Located,
  found: Items,
  depth: number,
): boolean {
  const from = found.items.length;
  if (!collect(entities, list, found, depth + 1)) return false;
  markFrom(found, from, at);
  return true;
}

function markFrom({ items, maybe }: Items, from: number, { module, expr }: Located): void {
  for (const item of items.slice(from))
    if (!maybe.has(item)) maybe.set(item, { module, span: expr.span, isBranch: false });
}

/** `cond && [x]`, `tools or None`: the other alternative holds nothing. */
function isEmptyOption(option: Entity): boolean {
  return option.kind === 'expr' && (option.at.expr.kind === 'null' || option.at.expr.kind === 'boolean');
}

/** One alternative with all that is put into it later; false where it is no list. */
function collectOption(entities: EntityFollower, option: Entity, found: Items, depth: number): boolean {
  if (option.kind !== 'expr') return false;
  const { at } = option;
  if (found.reading.has(at.expr)) return true;
  found.reading.add(at.expr);
  collectPuts(entities, at, found, depth);
  const isList = collectWhole(entities, at, found, depth);
  found.reading.delete(at.expr);
  return isList;
}

/** As it is written. */
function collectWhole(entities: EntityFollower, at: Located, found: Items, depth: number): boolean {
  const { expr } = at;
  if (expr.kind === 'list') {
    // Incomplete without a spread it is a comprehension, whose one item stands for many.
    if (!expr.complete && expr.spreads.length === 0) {
      const from = found.items.length;
      collectComprehension(entities, at, expr.items[0], found, depth);
      if (expr.filtered === true) markFrom(found, from, at);
      return true;
    }
    // One more than are kept says that there were more; a call does not take a list of any length.
    for (const item of expr.items.slice(0, MAX_ITEMS + 1)) found.items.push({ ...at, expr: item });
    for (const spread of expr.spreads) {
      const given = { ...at, expr: spread };
      if (!collect(entities, given, found, depth + 1)) found.open.push(given);
    }
    return true;
  }
  if (expr.kind === 'template') return collectSum(entities, at, expr.parts, found, depth);
  return expr.kind === 'call' && collectCall(entities, at, expr, found, depth);
}

/** `[x for x in xs]`: the elements themselves; of anything made of them only what makes it. */
function collectComprehension(
  entities: EntityFollower,
  at: Located,
  element: Expr | undefined,
  found: Items,
  depth: number,
): void {
  if (element?.kind === 'index' && isAny(element.index)) {
    const source = { ...at, expr: element.object };
    if (!collect(entities, source, found, depth + 1)) found.open.push(source);
  } else if (element?.kind === 'index') {
    const item = { ...at, expr: element };
    const options = alternativesOf(entities.entity(item));
    // Copies, since what is kept of an item is kept by where it stands in this list.
    found.items.push(...(options ?? [item]).map((one) => ({ ...one })));
    if (options === null) found.complete = false;
  } else {
    found.complete = false;
    if (element !== undefined) found.items.push({ ...at, expr: element });
  }
}

/** `a + b`: a list where one of the two is. */
function collectSum(
  entities: EntityFollower,
  at: Located,
  parts: readonly (string | Expr)[],
  found: Items,
  depth: number,
): boolean {
  // Then it is a text.
  if (parts.some((part) => typeof part === 'string')) return false;
  const others: Located[] = [];
  let isList = false;
  for (const part of parts) {
    if (typeof part === 'string') continue;
    const given = { ...at, expr: part };
    if (collect(entities, given, found, depth + 1)) isList = true;
    else others.push(given);
  }
  if (isList) found.open.push(...others);
  return isList;
}

/** A call that gives a list; false for every other. */
function collectCall(
  entities: EntityFollower,
  at: Located,
  call: Expr & { kind: 'call' },
  found: Items,
  depth: number,
): boolean {
  // By what the name stands for: a program may call its own function `list`.
  const callee = entities.entity({ ...at, expr: call.callee });
  const [first, second] = call.args;
  const argument = (expr: Expr): Located => ({ ...at, expr });
  if (callee.kind === 'package' && first !== undefined) {
    const { qualified } = callee.symbol;
    if (COPIES.has(qualified)) return collect(entities, argument(first), found, depth + 1);
    if (qualified === 'globalThis#Object.values') return collectValues(entities, argument(first), found);
    if (qualified === 'globalThis#Object.entries') return collectPairs(entities, argument(first), found);
    if (qualified === 'builtins.enumerate') return collectNumbered(entities, argument(first), found, depth);
    if (qualified === 'itertools.chain') return collectAll(entities, at, call.args, found, depth);
    // Which of them pass is not followed: every one can.
    if (qualified === 'builtins.filter' && second !== undefined)
      return collectPart(entities, argument(second), at, found, depth);
    if (qualified === 'builtins.map' && second !== undefined)
      return collectMapped(entities, argument(second), argument(first), found, depth);
  }
  if (call.callee.kind !== 'member') return false;
  return collectMethod(
    entities,
    { ...at, expr: call.callee.object },
    call,
    call.callee.property,
    found,
    depth,
  );
}

/** Methods of lists and maps that give a list again. */
function collectMethod(
  entities: EntityFollower,
  receiver: Located,
  call: Expr & { kind: 'call' },
  method: string,
  found: Items,
  depth: number,
): boolean {
  const [first] = call.args;
  // Which part of the list is taken, and in which order, is not followed: everything that was there can be.
  if (PART_OF_LIST.has(method) && first !== undefined)
    return collectPart(entities, receiver, { ...receiver, expr: call }, found, depth);
  if (SAME_LIST.has(method)) return collect(entities, receiver, found, depth + 1);
  switch (method) {
    case 'concat':
      return (
        collect(entities, receiver, found, depth + 1) &&
        collectAll(entities, receiver, call.args, found, depth)
      );
    case 'map':
      return (
        first !== undefined && collectMapped(entities, receiver, { ...receiver, expr: first }, found, depth)
      );
    case 'values':
      return collectValues(entities, receiver, found);
    case 'items':
    case 'entries':
      return collectPairs(entities, receiver, found);
    default:
      return false;
  }
}

/** `concat` and `chain` take lists; JavaScript's single items too. */
function collectAll(
  entities: EntityFollower,
  at: Located,
  args: readonly Expr[],
  found: Items,
  depth: number,
): boolean {
  for (const argument of args) {
    const item = { ...at, expr: argument };
    const list = inner(entities, item, found, depth);
    for (const one of list?.items ?? [item]) found.items.push(one);
    if (list !== null) passOn(list, found);
  }
  return true;
}

/** What a callback makes of every element is one item, so how many there are is not known. */
function collectMapped(
  entities: EntityFollower,
  source: Located,
  callback: Located,
  found: Items,
  depth: number,
): boolean {
  const from = inner(entities, source, found, depth);
  if (from === null) return false;
  found.sources.push(...from.sources);
  found.complete = false;
  const made = entities.entity(callback);
  if (made.kind !== 'expr' || made.at.expr.kind !== 'function') return true;
  const { fn } = made.at.expr;
  for (const expr of fn.returns) found.items.push({ module: made.at.module, scope: fn.scope, expr });
  return true;
}

/** `d.items()`, `Object.entries(o)`: pairs of a key and a value, each where its value stands. */
function collectPairs(entities: EntityFollower, at: Located, found: Items): boolean {
  const object = entities.object(at);
  if (object === null) return false;
  const { span } = at.expr;
  const add = (key: Expr, value: Located): void => {
    const item = pair(key, value);
    const condition = object.maybe.get(value);
    if (condition !== undefined) found.maybe.set(item, condition);
    found.items.push(item);
  };
  for (const [key, value] of object.entries) add({ kind: 'string', value: key, span }, value);
  for (const { key, value } of object.alternatives) add({ kind: 'string', value: key, span }, value);
  for (const value of object.others) add({ kind: 'unknown', text: '', span }, value);
  found.sources.push(...object.sources);
  if (!object.allValues) found.complete = false;
  return true;
}

/** `enumerate(xs)`. */
function collectNumbered(entities: EntityFollower, at: Located, found: Items, depth: number): boolean {
  const list = inner(entities, at, found, depth);
  if (list === null) return false;
  passOn(list, found);
  list.items.forEach((item, value) => {
    found.items.push(pair({ kind: 'number', value, span: item.expr.span }, item));
  });
  return true;
}

function pair(key: Expr, value: Located): Located {
  const { span } = value.expr;
  return { ...value, expr: { kind: 'list', items: [key, value.expr], spreads: [], complete: true, span } };
}

/** `d.values()`, `Object.values(o)`. */
function collectValues(entities: EntityFollower, at: Located, found: Items): boolean {
  const object = entities.object(at);
  if (object === null) return false;
  for (const value of valuesOf(object).slice(0, MAX_ITEMS + 1)) {
    const item = { ...value };
    const condition = object.maybe.get(value);
    if (condition !== undefined) found.maybe.set(item, condition);
    found.items.push(item);
  }
  found.sources.push(...object.sources);
  if (!object.allValues) found.complete = false;
  return true;
}

/** `tools.append(x)`, `tools[0] = x`, `tools[:] = xs`: what is put into the list after it was assigned. */
function collectPuts(entities: EntityFollower, at: Located, found: Items, depth: number): void {
  const { appends, members } = mutationsOf(entities, at);
  for (const put of appends) collectPut(entities, put, found, depth, true);
  for (const [key, puts] of members)
    if (/^\d+$/.test(key) || key === ANY_KEY || key === MERGED)
      for (const put of puts) collectPut(entities, put, found, depth, key === MERGED);
}

/** @param isList What is put there is a list of what is in it; at a position it may be one item or, for a slice, a list. */
function collectPut(entities: EntityFollower, put: Put, found: Items, depth: number, isList: boolean): void {
  const from = found.items.length;
  if (!collect(entities, put, found, depth + 1)) {
    if (isList) found.open.push(put);
    else found.items.push({ ...put });
  }
  const { module, branch } = put;
  if (branch === null) return;
  for (const item of found.items.slice(from))
    if (!found.maybe.has(item)) found.maybe.set(item, { module, span: branch, isBranch: true });
}
