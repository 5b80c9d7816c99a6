import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { Condition, Located } from '../../resolve/resolver.ts';
import type { Recognition } from '../recognition/recognition.ts';

/**
 * A call on the way to a value: which function it called, and what it handed over. Functions are called from many places;
 * with their frames a parameter is what this call passed, and not what any call did.
 */
export interface Frame {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
  /** By position; a parameter that takes the rest has the items of one. */
  readonly passed: readonly Flow[];
  readonly outer: Frame | null;
}

/** `at` stands for itself, seen under the calls of its frame. */
type Held =
  | { readonly kind: 'at'; readonly at: Located; readonly frame: Frame | null }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'items'; readonly items: readonly Flow[] }
  | { readonly kind: 'record'; readonly entries: readonly { readonly key: Flow; readonly value: Flow }[] };

/** What an expression holds, as far as it was followed; `when` where it holds it only in some cases. */
export type Flow = Held & {
  readonly when?: Condition;
  /** The item of another list that it was made of. */
  readonly source?: Flow;
};

/** Decided there, unless something further out decided before. */
export function under(flow: Flow, when: Condition | undefined): Flow {
  return when === undefined || flow.when !== undefined ? flow : { ...flow, when };
}

/** With what decides of the record said of each of its values. */
export function entriesOf(flow: Flow): readonly { readonly key: Flow; readonly value: Flow }[] {
  if (flow.kind !== 'record') return [];
  return flow.entries.map(({ key, value }) => ({ key, value: under(value, flow.when) }));
}

/** What follows values: value-flow.ts. */
export interface FlowReader {
  readonly recognition: Recognition;
  /** Alternatives of what a value is; what could not be followed is an `at`, or none at all. */
  heads(flow: Flow): readonly Flow[];
  elements(flow: Flow): readonly Flow[];
  apply(callback: Flow, passed: readonly Flow[]): readonly Flow[] | null;
}
