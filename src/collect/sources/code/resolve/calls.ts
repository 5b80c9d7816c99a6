import type { CallExpr } from '../ir.ts';
import { castValue } from './cast-value.ts';
import { objectOfAsked } from './class-factories.ts';
import { keyedEntity } from './collections/elements.ts';
import { either, extendSymbol, none, type Entity, type EntityFollower } from './entity.ts';
import { importedEntity } from './imported.ts';
import { readOfPassed } from './passed-names.ts';
import type { Located } from './resolver.ts';
import { returnsTaken } from './returns-taken.ts';

/** A function with more of them decides too much to be said to give any of them. */
const MAX_RETURNS = 6;

/** A function of the target stands for what it returns; of several returns any can be meant. Other calls stand for themselves. */
export function callEntity(entities: EntityFollower, at: Located, call: CallExpr): Entity {
  const callee = entities.entity({ ...at, expr: call.callee });
  // The call itself: what made a value matters as much as the value.
  const own: Entity = { kind: 'expr', at, symbol: null };
  if (callee.kind === 'package' && callee.symbol.package === 'globalThis') {
    const module = moduleInPlace(entities, at, call, callee.symbol.symbol);
    if (module !== null) return module;
  }
  if (callee.kind !== 'expr' || callee.at.expr.kind !== 'function') {
    const isMethod = call.callee.kind === 'member' && call.callee.property === 'get';
    const inPlace = isMethod ? keyedEntity(entities, at, call) : castValue(entities, at, call, callee);
    return inPlace ?? own;
  }
  const { fn } = callee.at.expr;
  const { module } = callee.at;
  const [first] = fn.returns;
  if (first === undefined || fn.returns.length > MAX_RETURNS) return own;
  // Those that the arguments do not rule out are alternatives.
  return either(
    returnsTaken(entities, at, call, { module, fn }).map((expr) => {
      const found = returned(entities, own, { module, scope: fn.scope, expr });
      return (
        readOfPassed(entities, at, call, { module, fn }, found) ??
        objectOfAsked(entities, at, call, found) ??
        found
      );
    }),
    at,
  );
}

/** `require('x')` and `await import('x')` where they stand; null for any other call, and where the module is not there. */
function moduleInPlace(entities: EntityFollower, at: Located, call: CallExpr, name: string): Entity | null {
  const [specifier] = call.args;
  if ((name !== 'require' && name !== 'import') || specifier?.kind !== 'string') return null;
  const { span } = call;
  const entry = { local: '', module: specifier.value, imported: '*', scope: 0, span };
  const found = importedEntity(entities, at.module, entry);
  return found.kind === 'none' ? null : found;
}

/** Where it is not known what is returned, the call is all there is to say. */
function returned(entities: EntityFollower, own: Entity, at: Located): Entity {
  const found = entities.hop(own.at, () => entities.entity(at));
  return found.kind === 'none' || found.kind === 'param' || found.kind === 'module' ? own : found;
}

/** What a call of a package's symbol gives; null where it calls none. */
export function instanceSymbol(entities: EntityFollower, at: Located, call: CallExpr): Entity | null {
  const callee = entities.entity({ ...at, expr: call.callee });
  // Of a callee that is one of several the first that a package made decides.
  const options = callee.kind === 'either' ? callee.options : [callee];
  for (const option of options) {
    const { expr } = option.at;
    const isCall = option.kind === 'expr' && expr.kind === 'call';
    const from = isCall
      ? entities.hop(at, () => entities.instanceSymbol(option.at, expr) ?? none('', at))
      : option;
    if (from.kind === 'package') {
      return { kind: 'package', symbol: extendSymbol(from.symbol, '()', at, at), at };
    }
  }
  return null;
}
