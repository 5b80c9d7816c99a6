import type { Assignment, CallExpr, Expr } from '../ir.ts';
import { lookUp, type Binding } from './bindings.ts';
import type { Entity } from './entity.ts';
import type { Assumption, Receiver } from './resolver.ts';

/** What is put in at present. */
interface Assumed {
  /** Whose methods are read: in those that it inherits, `self` is it. */
  readonly receiver: Receiver | null;
  readonly elements: ReadonlyMap<Expr, Entity>;
  readonly parameters: ReadonlyMap<Binding, Entity>;
  /** Those of the parameters that may be given something else than what is put in. */
  readonly open: ReadonlySet<Binding>;
}

/** The same while more is put in. */
interface Filling extends Assumed {
  readonly elements: Map<Expr, Entity>;
  readonly parameters: Map<Binding, Entity>;
  readonly open: Set<Binding>;
}

/** Answers that hold with what is put in, and with that alone. */
interface Findings {
  readonly assumed: Assumed;
  readonly memo: Map<Expr, Entity>;
  readonly byBinding: Map<Binding, Entity>;
  readonly instances: Map<CallExpr, Entity | null>;
  readonly exports: Map<string, Entity | null>;
  readonly bySets: Map<readonly Assignment[], Entity>;
  /** The question before: who asks what is called asks of one expression for its symbol, its function and its class. */
  last: { readonly expr: Expr; readonly entity: Entity } | null;
}

export const NOTHING_ASSUMED: Assumed = {
  receiver: null,
  elements: new Map(),
  parameters: new Map(),
  open: new Set(),
};

/** To put more in without touching what holds further out. */
export function copyOf({ receiver, elements, parameters, open }: Assumed): Filling {
  return { receiver, elements: new Map(elements), parameters: new Map(parameters), open: new Set(open) };
}

/** @param isSettled It cannot be anything else by then, and may decide what hangs on it. */
export function putIn(
  { elements, parameters, open }: Filling,
  { at }: Assumption,
  is: Entity,
  isSettled: boolean,
): void {
  const binding = at.expr.kind === 'name' ? lookUp(at.module, at.scope, at.expr.name) : null;
  if (binding === null) {
    elements.set(at.expr, is);
    return;
  }
  parameters.set(binding, is);
  if (isSettled) open.delete(binding);
  else open.add(binding);
}

/** What is put in is known; everything else is asked anew. */
export function nothingFound(assumed: Assumed): Findings {
  return {
    assumed,
    memo: new Map(assumed.elements),
    byBinding: new Map(assumed.parameters),
    instances: new Map(),
    exports: new Map(),
    bySets: new Map(),
    last: null,
  };
}
