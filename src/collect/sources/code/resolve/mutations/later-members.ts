import { ANY_KEY, MERGED } from '../../dotted-name.ts';
import { none, type Entity, type EntityFollower } from '../entity.ts';
import type { Located } from '../resolver.ts';
import { mutationsOf } from './mutations.ts';

/** What is put there under another name of the object, by a function that is handed it, or under a key that was not read. */
export function putThere(
  entities: EntityFollower,
  at: Located,
  object: Located,
  property: string,
  set: Entity | null,
): readonly Entity[] {
  const { kind } = object.expr;
  if (kind !== 'object' && kind !== 'call') return [];
  const { members } = mutationsOf(entities, object);
  if (members.size === 0) return [];
  const known = set?.kind === 'either' ? set.options : set === null ? [] : [set];
  const under = (members.get(property) ?? [])
    .map((put) => entities.entity(put))
    .filter((one) => !known.some((other) => other.at.expr === one.at.expr));
  if (kind !== 'object') return under;
  const any = members.has(ANY_KEY) ? [none('it may be set under a key that was not read', at)] : [];
  return [
    ...under,
    ...any,
    ...(members.get(MERGED) ?? []).flatMap((put) => mergedIn(entities, put, property)),
  ];
}

/** What an object that is merged in gives a key; nothing where it is known not to have it. */
export function mergedIn(entities: EntityFollower, put: Located, property: string): readonly Entity[] {
  const object = entities.object(put);
  const found = object?.entries.get(property);
  const others = object?.alternatives.filter(({ key }) => key === property).map(({ value }) => value) ?? [];
  const isOpen = object === null || !object.allValues || object.others.length > 0;
  return [
    ...(found === undefined ? [] : [found, ...others]).map((value) => entities.entity(value)),
    ...(isOpen ? [none('what is merged in was not read whole', put)] : []),
  ];
}
