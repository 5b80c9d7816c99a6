import type { Expr } from '../ir.ts';
import type { Entity, EntityFollower } from './entity.ts';
import { mutationsOf } from './mutations.ts';
import type { Located, ResolvedList, ResolvedObject } from './resolver.ts';

/** Spreads of spreads. */
const MAX_NESTED = 8;
/** Items kept; a list that is longer is data. */
const MAX_ITEMS = 2_000;
/** Lists and objects that are looked into for one question: spreads of spreads would otherwise multiply. */
const MAX_STEPS = 2_000;

interface Items {
  readonly items: Located[];
  complete: boolean;
  steps: number;
}

/** What a list can hold; null where it is not a list. */
export function resolveList(entities: EntityFollower, at: Located): ResolvedList | null {
  const found: Items = { items: [], complete: true, steps: 0 };
  if (!collect(entities, at, found, 0)) return null;
  if (found.items.length > MAX_ITEMS) return { items: found.items.slice(0, MAX_ITEMS), complete: false };
  return { items: found.items, complete: found.complete };
}

/** Adds what the expression holds; false where it is no list. */
function collect(entities: EntityFollower, at: Located, found: Items, depth: number): boolean {
  // Cut short it is still a list, and no longer complete.
  if (depth > MAX_NESTED || found.items.length > MAX_ITEMS || ++found.steps > MAX_STEPS) {
    found.complete = false;
    return true;
  }
  const entity = entities.entity(at);
  // Of alternatives the items of all are taken: any of them can be in it.
  const options = entity.kind === 'either' ? entity.options : [entity];
  let isList = false;
  for (const option of options) {
    if (collectOption(entities, option, found, depth)) isList = true;
    else if (!isEmptyOption(option)) found.complete = false;
  }
  return isList;
}

/** `cond && [x]`, `tools or None`: the other alternative holds nothing. */
function isEmptyOption(option: Entity): boolean {
  return option.kind === 'expr' && (option.at.expr.kind === 'null' || option.at.expr.kind === 'boolean');
}

function collectOption(entities: EntityFollower, option: Entity, found: Items, depth: number): boolean {
  if (option.kind !== 'expr') return false;
  const { at } = option;
  const { expr } = at;
  collectAppended(entities, at, found, depth);
  if (expr.kind === 'list') {
    found.items.push(...expr.items.map((item) => ({ ...at, expr: item })));
    // A spread that is followed to its end takes nothing away; a comprehension does.
    if (!expr.complete && expr.spreads.length === 0) found.complete = false;
    for (const spread of expr.spreads) {
      if (!collect(entities, { ...at, expr: spread }, found, depth + 1)) found.complete = false;
    }
    return true;
  }
  if (expr.kind === 'template') return collectSum(entities, at, expr.parts, found, depth);
  return expr.kind === 'call' && collectCall(entities, at, expr, found, depth);
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
  let isList = false;
  for (const part of parts) {
    if (typeof part === 'string') continue;
    if (collect(entities, { ...at, expr: part }, found, depth + 1)) isList = true;
    else found.complete = false;
  }
  return isList;
}

/** `list(xs)`, `tuple(xs)`, `xs.concat(ys)`, `xs.copy()`, `Object.values(o)`. */
function collectCall(
  entities: EntityFollower,
  at: Located,
  call: Expr & { kind: 'call' },
  found: Items,
  depth: number,
): boolean {
  const callee = entities.entity({ ...at, expr: call.callee });
  const [first] = call.args;
  if (callee.kind === 'package' && first !== undefined) {
    const { qualified } = callee.symbol;
    if (
      /^builtins\.(list|tuple|set|sorted|frozenset)$/.test(qualified) ||
      qualified === 'globalThis#Array.from'
    ) {
      return collect(entities, { ...at, expr: first }, found, depth + 1);
    }
    if (qualified === 'globalThis#Object.values') {
      return collectValues(entities, { ...at, expr: first }, found);
    }
  }
  if (call.callee.kind !== 'member') return false;
  const receiver = { ...at, expr: call.callee.object };
  switch (call.callee.property) {
    // Which part `slice` takes is not followed: everything that was there can be.
    case 'concat':
    case 'copy':
    case 'slice':
      if (!collect(entities, receiver, found, depth + 1)) return false;
      for (const argument of call.callee.property === 'concat' ? call.args : []) {
        const item = { ...at, expr: argument };
        // `concat` takes lists and single items.
        const inner: Items = { items: [], complete: true, steps: found.steps };
        const isList = collect(entities, item, inner, depth + 1);
        found.steps = inner.steps;
        found.items.push(...(isList ? inner.items : [item]));
        if (isList && !inner.complete) found.complete = false;
      }
      return true;
    case 'values':
      return collectValues(entities, receiver, found);
    default:
      return false;
  }
}

function collectValues(entities: EntityFollower, at: Located, found: Items): boolean {
  const object = resolveObject(entities, at);
  if (object === null) return false;
  found.items.push(...object.entries.values());
  if (!object.complete) found.complete = false;
  return true;
}

/** `tools.append(x)`: what is added to the list after it was assigned. */
function collectAppended(entities: EntityFollower, at: Located, found: Items, depth: number): void {
  for (const append of mutationsOf(at.module, at.expr).appends) {
    const value: Located = { module: at.module, scope: append.scope, expr: append.value };
    if (!collect(entities, value, found, depth + 1)) found.complete = false;
  }
}

/** What an object or dictionary holds, spreads and later assignments included; null where it is not one. */
export function resolveObject(entities: EntityFollower, at: Located): ResolvedObject | null {
  return objectAt(entities, at, 0, { steps: 0 });
}

function objectAt(
  entities: EntityFollower,
  at: Located,
  depth: number,
  budget: { steps: number },
): ResolvedObject | null {
  const entity = entities.entity(at);
  const options = entity.kind === 'either' ? entity.options : [entity];
  const entries = new Map<string, Located>();
  const isBounded = depth <= MAX_NESTED && ++budget.steps <= MAX_STEPS;
  let complete = isBounded;
  let isObject = false;
  for (const option of isBounded ? options : []) {
    if (option.kind === 'expr' && option.at.expr.kind === 'object') {
      isObject = true;
      complete = addObject(entities, option.at, option.at.expr, entries, depth, budget) && complete;
      complete = addMembers(option.at, entries) && complete;
    } else if (option.kind === 'expr' && option.at.expr.kind === 'call') {
      const added = addCall(entities, option.at, option.at.expr, entries) && addMembers(option.at, entries);
      isObject ||= added;
      complete &&= added;
    } else if (!isEmptyOption(option)) complete = false;
  }
  if (!isObject) return null;
  return { entries, complete };
}

/** The entries may not all be known: then false. */
function addObject(
  entities: EntityFollower,
  at: Located,
  object: Expr & { kind: 'object' },
  entries: Map<string, Located>,
  depth: number,
  budget: { steps: number },
): boolean {
  // Incomplete for its spreads alone it becomes complete where each of them is.
  let complete = object.complete || object.spreads.length > 0;
  for (const spread of object.spreads) {
    const inner = objectAt(entities, { ...at, expr: spread }, depth + 1, budget);
    if (inner === null || !inner.complete) complete = false;
    for (const [key, value] of inner?.entries ?? []) entries.set(key, value);
  }
  // Written entries win over what was spread.
  for (const entry of object.entries) entries.set(entry.key, { ...at, expr: entry.value });
  return complete;
}

/** `dict(a=1, b=2)`. */
function addCall(
  entities: EntityFollower,
  at: Located,
  call: Expr & { kind: 'call' },
  entries: Map<string, Located>,
): boolean {
  const callee = entities.entity({ ...at, expr: call.callee });
  if (callee.kind !== 'package' || callee.symbol.qualified !== 'builtins.dict') return false;
  // `dict(pairs)` could hold any key.
  if (call.args.length > 0 || !call.complete) return false;
  for (const { name, value } of call.named) entries.set(name, { ...at, expr: value });
  return true;
}

/** `tools.search = …`, `tools['search'] = …` beside the definition; false where a key was computed. */
function addMembers(at: Located, entries: Map<string, Located>): boolean {
  let complete = true;
  for (const [key, sets] of mutationsOf(at.module, at.expr).members) {
    const last = sets.at(-1);
    if (key === '*' || last === undefined) complete = false;
    else if (!key.includes('.')) entries.set(key, { module: at.module, scope: last.scope, expr: last.value });
  }
  return complete;
}
