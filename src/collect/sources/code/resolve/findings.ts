import type { Assignment, CallExpr, Expr } from '../ir.ts';
import type { Binding } from './bindings.ts';
import type { Entity } from './entity.ts';
import type { Receiver } from './resolver.ts';

/** What is put in at present. */
interface Assumed {
  /** Whose methods are read: in those that it inherits, `self` is it. */
  readonly receiver: Receiver | null;
  readonly elements: ReadonlyMap<Expr, Entity>;
  readonly parameters: ReadonlyMap<Binding, Entity>;
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

export const NOTHING_ASSUMED: Assumed = { receiver: null, elements: new Map(), parameters: new Map() };

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
