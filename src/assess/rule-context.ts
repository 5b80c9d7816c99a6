import type { GraphNode, GraphView } from '#graph';
import type { Answer } from './answer.ts';
import type { Lost } from './lost.ts';
import type { Condition, ParamValue } from './rule-schema.ts';

/** Everything a rule may ask: the graph, its parameters, and the assessment's clock. */
export interface RuleContext {
  readonly view: GraphView;
  /** The rule's own values with the configuration's in their place, by name without `$`. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** ISO 8601 UTC; handed in, so that a run can be repeated. */
  readonly now: string;
  /** Some of what was seen at run time was lost: whatever is counted of it may be more. */
  readonly sightingsLost?: boolean;
  /** Everything that is known to be missing. */
  readonly lost?: readonly Lost[];
}

/** One answer, and what it is about besides the node itself: a store, a tool, an action. Null speaks of the node as a whole. */
export interface SubjectAnswer {
  readonly subject: string | null;
  readonly answer: Answer;
  /** Of an excuse that does not hold: what there is instead, one clause. */
  readonly told?: string;
}

/** What a predicate is asked to excuse: one way to one store, or one edge to its other end. */
interface Excuse {
  readonly sink: GraphNode;
  /** A verb of access, `egress` or `execute`; of an edge that is no access its kind. */
  readonly verb: string;
}

/** How conditions judge an asset; handed down, since a condition about an edge asks conditions of its other end. */
export type HoldsAll = (conditions: readonly Condition[], node: GraphNode, context: RuleContext) => Answer;

/** `excuse` is given where the predicate excuses a path or an edge, and null elsewhere. */
export type Predicate = (
  node: GraphNode,
  context: RuleContext,
  excuse: Excuse | null,
) => readonly SubjectAnswer[];

/** A number from a rule: written down, or a reference to a parameter. A reference to nothing is a bug in the rule, found when it is loaded. */
export function numberOf(value: number | string, context: RuleContext): number {
  // A reference is written `$name`.
  const read = typeof value === 'number' ? value : context.params[value.slice(1)];
  if (typeof read !== 'number') throw new Error(`parameter ${String(value)} is not a number`);
  return read;
}

/**
 * A list from a rule, by the same two ways.
 *
 * @throws Where the parameter is missing or no list, as numberOf does.
 */
export function listOf(
  value: readonly (string | number | boolean)[] | string,
  context: RuleContext,
): readonly (string | number | boolean)[] {
  const read = typeof value === 'string' ? context.params[value.slice(1)] : value;
  if (!Array.isArray(read)) throw new Error(`parameter ${String(value)} is not a list`);
  return read as readonly (string | number | boolean)[];
}
