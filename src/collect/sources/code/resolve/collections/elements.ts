import type { CallExpr, Expr } from '../../ir.ts';
import { either, isAny, isGeneric, none, type Entity, type EntityFollower } from '../entity.ts';
import { memberEntity } from '../members/members.ts';
import { isReadByParameter, namesReadBy } from '../passed-names.ts';
import type { Located } from '../resolver.ts';
import { valuesOf } from './objects.ts';

/** Alternatives of one element; a longer collection is data. */
const MAX_ELEMENTS = 32;

/**
 * `object[index]`: by a key or position that is written, else whichever element. Never an element by guess: where the
 * index is not known, it is all of them or none.
 */
export function elementEntity(entities: EntityFollower, at: Located, object: Expr, index: Expr): Entity {
  const from = entities.entity({ ...at, expr: object });
  if (isGeneric(from) && index.kind !== 'string' && at.module.language === 'python') return from;
  const collection: Located = { ...at, expr: object };
  if (isAny(index)) {
    const list = entities.list(collection);
    return anyElement(entities, at, list?.complete === true ? list.items : null, collection);
  }
  const key = entities.entity({ ...at, expr: index });
  if (key.kind === 'expr' && key.at.expr.kind === 'string')
    return memberEntity(entities, at, from, object, key.at.expr.value);
  if (key.kind === 'expr' && key.at.expr.kind === 'number' && from.kind === 'expr') {
    const item = itemAt(from, key.at.expr.value);
    if (item !== null) return entities.entity(item);
  }
  if (key.kind === 'expr' && key.at.expr.kind === 'number' && from.kind === 'either') {
    // Of each pair the part that stands there, and no other.
    const position = key.at.expr.value;
    const parts = from.options.map((option) => itemAt(option, position));
    if (parts.every((part) => part !== null))
      return either(
        parts.map((part) => entities.entity(part)),
        at,
      );
  }
  // `([name, tool]) => …`: the part of what is passed that stands there.
  if (key.kind === 'expr' && key.at.expr.kind === 'number' && from.kind === 'param')
    return { ...from, path: [...from.path, String(key.at.expr.value)], default: null };
  if (isReadByParameter(from, key)) return { kind: 'expr', at, symbol: null };
  const names = namesReadBy(from, key);
  if (names !== null)
    return either(
      names.map((name) => memberEntity(entities, at, from, object, name)),
      at,
    );
  return anyValue(entities, at, from, collection);
}

/** Where something is spread in between, the position says nothing. */
function itemAt(list: Entity, position: number): Located | null {
  if (list.kind !== 'expr' || list.at.expr.kind !== 'list' || !list.at.expr.complete) return null;
  const item = list.at.expr.items.at(position);
  return item === undefined ? null : { ...list.at, expr: item };
}

/** Any value of a list or an object that is known whole. */
function anyValue(entities: EntityFollower, at: Located, from: Entity, collection: Located): Entity {
  // What a package gives is known by its symbol alone, and a parameter by its callers.
  if (from.kind !== 'expr' && from.kind !== 'either') return none('the index is not known', at);
  const list = entities.list(collection);
  if (list !== null) return anyElement(entities, at, list.complete ? list.items : null, collection);
  const object = entities.object(collection);
  return anyElement(entities, at, object?.allValues === true ? valuesOf(object) : null, collection);
}

/** One of several: not known where one of them is not, since it may be that one. */
function anyElement(
  entities: EntityFollower,
  at: Located,
  items: readonly Located[] | null,
  collection: Located,
): Entity {
  if (items === null || items.length === 0 || items.length > MAX_ELEMENTS)
    return none('the elements are not all known', at);
  const found = either(
    items.map((item) => entities.hop(collection, () => entities.entity(item))),
    at,
  );
  const isTooMany = found.kind === 'either' && found.options.length > 2 * MAX_ELEMENTS;
  return isTooMany ? none('more alternatives than are followed', at) : found;
}

/** `table.get(key)`, `table.get(key, fallback)` of a dictionary or map that is known; null of anything else. */
export function keyedEntity(entities: EntityFollower, at: Located, call: CallExpr): Entity | null {
  const { callee } = call;
  const [key, fallback] = call.args;
  if (callee.kind !== 'member' || callee.property !== 'get' || key === undefined) return null;
  const collection: Located = { ...at, expr: callee.object };
  const from = entities.entity(collection);
  const object = from.kind === 'expr' || from.kind === 'either' ? entities.object(collection) : null;
  if (object === null) return null;
  const name = entities.entity({ ...at, expr: key });
  const written = name.kind === 'expr' && name.at.expr.kind === 'string' ? name.at.expr.value : null;
  const entry = written === null ? undefined : object.entries.get(written);
  if (entry !== undefined && written !== null) {
    const others = object.alternatives.filter((one) => one.key === written).map((one) => one.value);
    const found = [entry, ...others].map((one) => entities.entity(one));
    if (object.replaceable.has(written)) found.push(none('something that was not read may replace it', at));
    // Found under its key in all cases, the fallback is not taken.
    if (fallback !== undefined && object.mayLack.has(written))
      found.push(entities.entity({ ...at, expr: fallback }));
    return either(found, at);
  }
  const value = written === null || !object.complete ? anyValue(entities, at, from, collection) : null;
  const options = value === null ? [] : [value];
  if (fallback !== undefined) options.push(entities.entity({ ...at, expr: fallback }));
  return either(options, at);
}
