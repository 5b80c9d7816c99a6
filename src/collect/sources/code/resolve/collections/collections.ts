import { ANY_KEY, MERGED } from '../../dotted-name.ts';
import type { Expr } from '../../ir.ts';
import { choiceOf } from '../choices.ts';
import { alternativesOf, isAny, type Entity, type EntityFollower } from '../entity.ts';
import { mutationsOf } from '../mutations/mutations.ts';
import type { Put } from '../mutations/scope-mutations.ts';
import type { Located, ResolvedList } from '../resolver.ts';
import { collectCall } from './called-lists.ts';
import { collectPart, markAlternatives, markFrom, MAX_ITEMS, noItems, type Items } from './list-items.ts';

/** Spreads of spreads. */
const MAX_NESTED = 8;
/** Lists and objects that are looked into for one question: spreads of spreads would otherwise multiply. */
const MAX_STEPS = 2_000;

/** What a list can hold; null where it is not a list. */
export function resolveList(entities: EntityFollower, at: Located): ResolvedList | null {
  const found = noItems(collect, 0, new Set());
  if (!collect(entities, at, found, 0)) return null;
  const { items, open, maybe, sources } = found;
  const isCut = items.length > MAX_ITEMS;
  const complete = found.complete && open.length === 0 && !isCut;
  return { items: isCut ? items.slice(0, MAX_ITEMS) : items, open, complete, maybe, sources };
}

/** Adds what the expression holds; false where it is no list. */
function collect(entities: EntityFollower, at: Located, found: Items, depth: number): boolean {
  const handed = entities.handedOver(at);
  if (handed === null) return collectAsked(entities, at, found, depth);
  return entities.assuming(handed, () => collectAsked(entities, at, found, depth));
}

/** With what a call passes put in for the parameters that decide what is in it. */
function collectAsked(entities: EntityFollower, at: Located, found: Items, depth: number): boolean {
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

/** `xs[:2]` of Python. */
function isSlice(expr: Expr): expr is Expr & { kind: 'index' } {
  return expr.kind === 'index' && expr.index.kind === 'unknown' && expr.index.text.includes(':');
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
  if (entities.isRuledOut(put, put.asks)) return;
  if (!collect(entities, put, found, depth + 1)) {
    if (isList) found.open.push(put);
    else found.items.push({ ...put });
  }
  const { module, branch } = put;
  if (branch === null) return;
  for (const item of found.items.slice(from))
    if (!found.maybe.has(item)) found.maybe.set(item, { module, span: branch, isBranch: true });
}
