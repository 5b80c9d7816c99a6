import type { Expr } from '../../ir.ts';
import type { EntityFollower } from '../entity.ts';
import type { Located } from '../resolver.ts';
import { collectPart, inner, MAX_ITEMS, passOn, type Items } from './list-items.ts';
import { valuesOf } from './objects.ts';

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

/** A call that gives a list; false for every other. */
export function collectCall(
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
    if (COPIES.has(qualified)) return found.collect(entities, argument(first), found, depth + 1);
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
  if (SAME_LIST.has(method)) return found.collect(entities, receiver, found, depth + 1);
  switch (method) {
    case 'concat':
      return (
        found.collect(entities, receiver, found, depth + 1) &&
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
