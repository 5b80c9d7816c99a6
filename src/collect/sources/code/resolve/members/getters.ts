import type { FunctionIr } from '../../ir.ts';
import { either, type Entity, type EntityFollower } from '../entity.ts';
import type { Located, LocatedClass } from '../resolver.ts';

/** A getter with more of them decides too much to be said to give any of them. */
const MAX_RETURNS = 6;

/** What a getter of a class gives back; null for every other method, and where that was not followed. */
export function gotten(
  entities: EntityFollower,
  at: Located,
  { module, cls }: LocatedClass,
  { isGetter, returns, scope, name }: FunctionIr,
): Entity | null {
  if (isGetter !== true || returns.length === 0 || returns.length > MAX_RETURNS) return null;
  const found = returns.map((expr): Entity => {
    const one = entities.hop(at, () => entities.entity({ module, scope, expr }));
    const isNamed = one.kind === 'expr' && one.symbol === null;
    return isNamed ? { ...one, symbol: `${cls.symbol}.${name ?? ''}` } : one;
  });
  const isKnown = found.every(({ kind }) => kind !== 'none' && kind !== 'module');
  return isKnown ? either(found, at) : null;
}
