import { RECORD_KINDS, type MarkOnPlane } from '#model';
import type { CompleteQuestion, GraphNode } from '#graph';
import { numberOf, type RuleContext } from './rule-context.ts';
import type { Within } from './rule-schema.ts';

const HOUR_MS = 3_600_000;
const RECORDS: readonly string[] = RECORD_KINDS;

/** How long the mark's source watched; null where it does not watch but reads a state. */
export function watchedHours({ from, to }: MarkOnPlane): number | null {
  return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / HOUR_MS;
}

/** What the rule wants enumerated, asked of the graph: of an edge on one plane, only sources of that plane can say it. */
export function isEnumerated(
  node: GraphNode,
  { kind, edge, watchedHours: least }: Within,
  plane: CompleteQuestion['plane'],
  context: RuleContext,
): boolean {
  const marks = context.view.complete(node, {
    ...(kind === undefined ? {} : { kind }),
    ...(edge === undefined ? {} : { edge }),
    // A register is read on the plane of its own, whatever plane the edges are looked for on.
    ...(edge === undefined || plane === undefined ? {} : { plane }),
  });
  if (least === undefined) return marks.length > 0;
  const needed = numberOf(least, context);
  return marks.some((mark) => (watchedHours(mark) ?? 0) >= needed);
}

/** What would have to be handed over for the silence to mean something. */
export function notEnumerated(
  node: GraphNode,
  { kind, edge, watchedHours: least }: Within,
  context: RuleContext,
): string {
  if (kind !== undefined && RECORDS.includes(kind))
    return `no register of ${kind}s was handed over for ${node.kind} ${node.name}`;
  const what = edge === undefined ? (kind ?? 'this') : `all ${edge} edges`;
  const time = least === undefined ? '' : ` for ${String(numberOf(least, context))} watched hours`;
  return `nothing enumerated ${what} for ${node.kind} ${node.name}${time}`;
}
