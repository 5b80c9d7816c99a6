import type { CallExpr, Expr } from '../ir.ts';
import type { Entity, EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';

/** What says how a field gets its value (pydantic, "Fields"; Python, "dataclasses"; attrs, "API Reference"). */
const FIELDS =
  /^(((langchain(_core)?\.)?pydantic(_v1|\.v1|\.fields)?)\.(Field|fields\.Field)|dataclasses\.field|attrs?\.(field|ib))$/;
const FACTORIES: ReadonlySet<string> = new Set(['default_factory', 'factory']);
const CASTS: ReadonlySet<string> = new Set(['typing.cast', 'typing_extensions.cast']);

/** One call for each factory: what is found of an expression is kept by it. */
const calls = new WeakMap<Expr, CallExpr>();

/**
 * What stands behind a call of Python's that gives back something else than the object of its own name: `cast(T, x)` is x, and a
 * field with a factory holds what that makes. Null for every other call.
 */
export function madeInPlace(
  entities: EntityFollower,
  at: Located,
  call: CallExpr,
  callee: Entity,
): Entity | null {
  if (at.module.language !== 'python' || callee.kind !== 'package') return null;
  const { qualified } = callee.symbol;
  const [, value] = call.args;
  if (CASTS.has(qualified) && value !== undefined) return entities.entity({ ...at, expr: value });
  if (!FIELDS.test(qualified)) return null;
  const factory = call.named.find(({ name }) => FACTORIES.has(name))?.value;
  if (factory === undefined) return null;
  const made = entities.entity({ ...at, expr: calledWithout(factory) });
  if (made.kind !== 'expr' || made.at.expr.kind !== 'call') return null;
  // A list that `list` makes is empty until it is filled, by whoever has the object: nothing is said of it.
  const maker = entities.entity({ ...made.at, expr: made.at.expr.callee });
  return maker.kind === 'package' && maker.symbol.package === 'builtins' ? null : made;
}

function calledWithout(callee: Expr): CallExpr {
  const known = calls.get(callee);
  if (known !== undefined) return known;
  const { span } = callee;
  const call: CallExpr = {
    kind: 'call',
    callee,
    args: [],
    named: [],
    spreads: [],
    isNew: false,
    complete: true,
    span,
  };
  calls.set(callee, call);
  return call;
}
