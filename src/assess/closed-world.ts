import type { MarkOnPlane, Missing } from '#model';
import type { CompleteQuestion, GraphNode } from '#graph';
import { edgesUnlisted, kindUnlisted } from './missing-text.ts';
import { numberOf, type RuleContext } from './rule-context.ts';
import type { Within } from './rule-schema.ts';

const HOUR_MS = 3_600_000;

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
): Missing {
  if (edge === undefined && kind !== undefined && least === undefined) return kindUnlisted(kind, node);
  return edgesUnlisted(edge ?? kind ?? null, node, least === undefined ? null : numberOf(least, context));
}
