import { ANY_KEY, MERGED } from '../../dotted-name.ts';
import type { Expr, ModuleIr, Span } from '../../ir.ts';
import { choiceOf } from '../choices.ts';
import type { Entity, EntityFollower } from '../entity.ts';
import { mutationsOf } from '../mutations/mutations.ts';
import type { Put } from '../mutations/scope-mutations.ts';
import type { Assumption, Located, ResolvedObject } from '../resolver.ts';
import { isSameValue, leaveUnread, noParts, replacedBy, setKey, takeIn, type Parts } from './object-parts.ts';
import { isAfter, isAlways, takeInPut } from './object-puts.ts';

/** Spreads of spreads. */
const MAX_NESTED = 8;
/** Objects that are looked into for one question: spreads of spreads would otherwise multiply. */
const MAX_STEPS = 2_000;

/** Exports have no place of their own. */
const AT_THE_TOP: Span = { startLine: 1, endLine: 1 };

/** What an object or dictionary holds, spreads and later assignments included; null where it is not one. */
export function resolveObject(entities: EntityFollower, at: Located): ResolvedObject | null {
  const handed = entities.handedOver(at);
  // Most of what is asked is none, and seven collections would be made to say so.
  if (handed === null && !mayBeObject(entities.entity(at))) return null;
  const parts = noParts(0);
  if (!addHanded(entities, at, handed, parts, 0)) return null;
  const { allValues, others } = parts;
  return { ...parts, complete: allValues && others.length === 0 };
}

function mayBeObject(entity: Entity): boolean {
  if (entity.kind === 'either') return entity.options.some(mayBeObject);
  if (entity.kind !== 'expr') return entity.kind === 'module';
  const { kind } = entity.at.expr;
  return kind === 'object' || kind === 'call';
}

/** Every value of an object, under whichever key; null where it is none. */
export function valuesOf({ entries, others, alternatives }: ResolvedObject): readonly Located[] {
  return [...entries.values(), ...alternatives.map(({ value }) => value), ...others];
}

function add(entities: EntityFollower, at: Located, parts: Parts, depth: number): boolean {
  return addHanded(entities, at, entities.handedOver(at), parts, depth);
}

/** With what a call passes put in for the parameters that decide what is in it. */
function addHanded(
  entities: EntityFollower,
  at: Located,
  handed: readonly Assumption[] | null,
  parts: Parts,
  depth: number,
): boolean {
  if (handed === null) return addAsked(entities, at, parts, depth);
  return entities.assuming(handed, () => addAsked(entities, at, parts, depth));
}

/** False where the expression is no object. Cut short at a bound it is one, and its values are not all known. */
function addAsked(entities: EntityFollower, at: Located, parts: Parts, depth: number): boolean {
  if (depth > MAX_NESTED || ++parts.steps > MAX_STEPS) {
    parts.allValues = false;
    return false;
  }
  const entity = entities.entity(at);
  const options = entity.kind === 'either' ? entity.options : [entity];
  if (options.length > 1) return addAlternatives(entities, options, at, parts, depth);
  return options.some((option) => addOption(entities, option, at, parts, depth));
}

/** Values of all alternatives: those that are not the same in each are there only in some cases. */
function addAlternatives(
  entities: EntityFollower,
  options: readonly Entity[],
  at: Located,
  parts: Parts,
  depth: number,
): boolean {
  const each: Parts[] = [];
  let isObject = false;
  for (const option of options) {
    const own = noParts(parts.steps);
    if (addOption(entities, option, at, own, depth)) isObject = true;
    else if (!isEmpty(option)) own.allValues = false;
    parts.steps = own.steps;
    each.push(own);
  }
  const condition = isObject ? choiceOf(entities, at) : null;
  const replaced = replacedBy(parts, each);
  for (const own of each) {
    takeIn(parts, own);
    const isEverywhere = (key: string, value: Located): boolean =>
      each.every((other) => isSameValue(entities, other.entries.get(key), value));
    for (const [key, value] of own.entries) {
      // A key that two alternatives give different values holds either.
      const before = replaced.delete(key) ? undefined : parts.entries.get(key);
      if (before !== undefined && !isSameValue(entities, before, value))
        parts.alternatives.push({ key, value: before });
      parts.entries.set(key, value);
      if (condition !== null && !parts.maybe.has(value) && !isEverywhere(key, value))
        parts.maybe.set(value, condition);
    }
    if (condition !== null)
      for (const value of own.others) if (!parts.maybe.has(value)) parts.maybe.set(value, condition);
  }
  // Of one alternative that was not read nothing is known, the keys of the others included.
  if (!each.every(({ allValues }) => allValues)) leaveUnread(parts);
  return isObject;
}

/** `cond && {…}`: the other alternative holds nothing. */
function isEmpty(option: Entity): boolean {
  return option.kind === 'expr' && (option.at.expr.kind === 'null' || option.at.expr.kind === 'boolean');
}

/** False where the alternative is no object; otherwise its parts are in. */
function addOption(
  entities: EntityFollower,
  option: Entity,
  from: Located,
  parts: Parts,
  depth: number,
): boolean {
  if (option.kind === 'module') return addExports(entities, option.module, parts);
  if (option.kind !== 'expr') return false;
  const { at } = option;
  const { expr } = at;
  if (expr.kind === 'object') addLiteral(entities, at, expr, parts, depth);
  else if (expr.kind !== 'call' || !addCall(entities, at, expr, parts, depth)) return false;
  if (expr !== from.expr) parts.sources.push(at);
  addMembers(entities, at, from, parts, depth);
  return true;
}

function addLiteral(
  entities: EntityFollower,
  at: Located,
  object: Expr & { kind: 'object' },
  parts: Parts,
  depth: number,
): void {
  const { entries, spreads, spreadsAfter } = object;
  let spread = 0;
  const mergeBefore = (count: number): void => {
    for (; spread < spreads.length && (spreadsAfter?.[spread] ?? 0) <= count; spread += 1)
      merge(entities, { ...at, expr: spreads[spread] ?? object }, parts, depth);
  };
  const hasReason = spreads.length > 0 || entries.some(({ key }) => key === ANY_KEY);
  if (!object.complete && !hasReason) parts.allValues = false;
  // What is written later wins.
  entries.forEach(({ key, value }, index) => {
    if (spread < spreads.length) mergeBefore(index);
    const others = parts.others.length;
    setKey(entities, parts, key, { ...at, expr: value });
    if (object.filtered === true)
      for (const one of parts.others.slice(others))
        parts.maybe.set(one, { module: at.module, span: object.span, isBranch: false });
  });
  mergeBefore(entries.length);
}

/** `import * as tools`: what a module shows, by name. Of Python's modules everything is shown, and nothing is said. */
function addExports(entities: EntityFollower, module: ModuleIr, parts: Parts): boolean {
  if (module.language === 'python') return false;
  for (const { name, local, from } of module.exports) {
    const found = from === null ? null : entities.exported(module, name);
    if (name === '*' || (from !== null && found === null)) leaveUnread(parts);
    else if (found !== null) setKey(entities, parts, name, { ...found.at });
    else
      setKey(entities, parts, name, {
        module,
        scope: 0,
        expr: { kind: 'name', name: local, span: AT_THE_TOP },
      });
  }
  return true;
}

/** What is spread or merged in. If it is not known, the object may hold anything more. */
function merge(entities: EntityFollower, at: Located, parts: Parts, depth: number): void {
  if (!add(entities, at, parts, depth + 1)) leaveUnread(parts);
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
      for (const { name, value } of call.named) setKey(entities, parts, name, { ...at, expr: value });
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
  parts.sources.push(...list.sources);
  for (const item of list.items) {
    const pair = entities.entity(item);
    const [key, value] = pair.kind === 'expr' && pair.at.expr.kind === 'list' ? pair.at.expr.items : [];
    if (pair.kind !== 'expr' || key === undefined || value === undefined) {
      parts.allValues = false;
      continue;
    }
    const entry: Located = { ...pair.at, expr: value };
    const condition = list.maybe.get(item);
    if (condition !== undefined) parts.maybe.set(entry, condition);
    setKey(entities, parts, key.kind === 'string' ? key.value : ANY_KEY, entry);
  }
  return true;
}

/** `tools.search = …`, `tools[name] = …`, `tools.update({…})` beside the definition. */
function addMembers(entities: EntityFollower, at: Located, from: Located, parts: Parts, depth: number): void {
  for (const [key, puts] of mutationsOf(entities, at).members) {
    if (key.includes('.')) continue;
    const isOne = key !== ANY_KEY && key !== MERGED;
    // Of one key the last value counts that is put there in all cases and before what asks, and those after it.
    const isLast = (put: Put): boolean => isAlways(put, at) && !isAfter(put, from);
    const last = isOne ? puts.findLastIndex(isLast) : -1;
    for (const put of puts.slice(Math.max(last, 0))) {
      const own = noParts(parts.steps);
      if (entities.isRuledOut(put, put.asks)) continue;
      if (key === MERGED) merge(entities, put, own, depth);
      else setKey(entities, own, key, { ...put });
      parts.steps = own.steps;
      takeInPut(entities, parts, own, put, isLast(put));
    }
  }
}
