import type { Expr } from '../ir.ts';
import { ANY_KEY, MERGED } from '../dotted-name.ts';
import { alternativesOf, type Entity, type EntityFollower } from './entity.ts';
import { mutationsOf } from './mutations.ts';
import type { Located, ResolvedObject } from './resolver.ts';

/** Spreads of spreads. */
const MAX_NESTED = 8;
/** Objects that are looked into for one question: spreads of spreads would otherwise multiply. */
const MAX_STEPS = 2_000;

/** An object while its parts are being put together. */
interface Parts {
  readonly entries: Map<string, Located>;
  readonly others: Located[];
  /** False where there may be values that are in neither. */
  allValues: boolean;
  steps: number;
}

/** What an object or dictionary holds, spreads and later assignments included; null where it is not one. */
export function resolveObject(entities: EntityFollower, at: Located): ResolvedObject | null {
  const parts: Parts = { entries: new Map(), others: [], allValues: true, steps: 0 };
  if (!add(entities, at, parts, 0)) return null;
  const { entries, others, allValues } = parts;
  return { entries, others, allValues, complete: allValues && others.length === 0 };
}

/** Every value of an object, under whichever key; null where it is none. */
export function valuesOf({ entries, others }: ResolvedObject): readonly Located[] {
  return [...entries.values(), ...others];
}

/** False where the expression is no object. Cut short at a bound it is one, and its values are not all known. */
function add(entities: EntityFollower, at: Located, parts: Parts, depth: number): boolean {
  if (depth > MAX_NESTED || ++parts.steps > MAX_STEPS) {
    parts.allValues = false;
    return false;
  }
  const entity = entities.entity(at);
  const options = entity.kind === 'either' ? entity.options : [entity];
  let isObject = false;
  for (const option of options) {
    if (addOption(entities, option, parts, depth)) isObject = true;
    else if (!isEmpty(option)) parts.allValues = false;
  }
  return isObject;
}

/** `cond && {…}`: the other alternative holds nothing. */
function isEmpty(option: Entity): boolean {
  return option.kind === 'expr' && (option.at.expr.kind === 'null' || option.at.expr.kind === 'boolean');
}

/** False where the alternative is no object; otherwise its parts are in. */
function addOption(entities: EntityFollower, option: Entity, parts: Parts, depth: number): boolean {
  if (option.kind !== 'expr') return false;
  const { at } = option;
  const { expr } = at;
  if (expr.kind === 'object') addLiteral(entities, at, expr, parts, depth);
  else if (expr.kind !== 'call' || !addCall(entities, at, expr, parts, depth)) return false;
  addMembers(entities, at, parts, depth);
  return true;
}

function addLiteral(
  entities: EntityFollower,
  at: Located,
  object: Expr & { kind: 'object' },
  parts: Parts,
  depth: number,
): void {
  for (const spread of object.spreads) merge(entities, { ...at, expr: spread }, parts, depth);
  const hasReason = object.spreads.length > 0 || object.entries.some(({ key }) => key === ANY_KEY);
  if (!object.complete && !hasReason) parts.allValues = false;
  // Written entries win over what was spread.
  for (const { key, value } of object.entries) set(entities, parts, key, { ...at, expr: value });
}

/** What is spread or merged in. If it is not known, the object may hold anything more. */
function merge(entities: EntityFollower, at: Located, parts: Parts, depth: number): void {
  if (!add(entities, at, parts, depth + 1)) parts.allValues = false;
}

/** Under a key that is computed there may be one of several, as a loop gives them. */
function set(entities: EntityFollower, parts: Parts, key: string, value: Located): void {
  if (key !== ANY_KEY) parts.entries.set(key, value);
  else if (value.expr.kind !== 'index') parts.others.push(value);
  else {
    const options = alternativesOf(entities.entity(value));
    parts.others.push(...(options ?? [value]));
  }
}

/** Calls that give an object: `dict(a=1)`, `dict(pairs)`, `new Map(pairs)`, `Object.fromEntries(pairs)`, `Object.freeze(o)`. */
function addCall(
  entities: EntityFollower,
  at: Located,
  call: Expr & { kind: 'call' },
  parts: Parts,
  depth: number,
): boolean {
  const [first] = call.args;
  if (call.callee.kind === 'member' && call.callee.property === 'copy' && first === undefined)
    return add(entities, { ...at, expr: call.callee.object }, parts, depth + 1);
  const callee = entities.entity({ ...at, expr: call.callee });
  if (callee.kind !== 'package') return false;
  switch (callee.symbol.qualified) {
    case 'builtins.dict':
      for (const spread of call.spreads) merge(entities, { ...at, expr: spread }, parts, depth);
      if (first !== undefined && !addPairs(entities, { ...at, expr: first }, parts))
        merge(entities, { ...at, expr: first }, parts, depth);
      for (const { name, value } of call.named) set(entities, parts, name, { ...at, expr: value });
      return true;
    case 'globalThis#Map':
    case 'globalThis#Object.fromEntries':
      if (first !== undefined && !addPairs(entities, { ...at, expr: first }, parts)) parts.allValues = false;
      return true;
    case 'globalThis#Object.freeze':
      return first !== undefined && add(entities, { ...at, expr: first }, parts, depth + 1);
    case 'globalThis#Object.assign':
      for (const expr of [...call.args, ...call.spreads]) merge(entities, { ...at, expr }, parts, depth);
      return true;
    default:
      return false;
  }
}

/** `[["a", x], ["b", y]]`; false where it is no list. */
function addPairs(entities: EntityFollower, at: Located, parts: Parts): boolean {
  const list = entities.list(at);
  if (list === null) return false;
  if (!list.complete) parts.allValues = false;
  for (const item of list.items) {
    const pair = entities.entity(item);
    const [key, value] = pair.kind === 'expr' && pair.at.expr.kind === 'list' ? pair.at.expr.items : [];
    if (pair.kind !== 'expr' || key === undefined || value === undefined) parts.allValues = false;
    else set(entities, parts, key.kind === 'string' ? key.value : ANY_KEY, { ...pair.at, expr: value });
  }
  return true;
}

/** `tools.search = …`, `tools[name] = …`, `tools.update({…})` beside the definition. */
function addMembers(entities: EntityFollower, at: Located, parts: Parts, depth: number): void {
  for (const [key, values] of mutationsOf(entities, at).members) {
    if (key.includes('.')) continue;
    // Of one key the last value counts.
    for (const given of key === ANY_KEY || key === MERGED ? values : values.slice(-1)) {
      if (key === MERGED) merge(entities, given, parts, depth);
      else set(entities, parts, key, given);
    }
  }
}
