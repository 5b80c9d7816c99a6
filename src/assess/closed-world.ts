import type { MarkOnPlane, Missing } from '#model';
import type { CompleteQuestion, GraphNode } from '#graph';
import { attributeText } from './attribute-text.ts';
import { edgesUnlisted, kindUnlisted } from './missing-text.ts';
import { numberOf, type RuleContext } from './rule-context.ts';
import type { Within } from './rule-schema.ts';

const HOUR_MS = 3_600_000;

/** What is not watched any more may be used by now. */
const LATEST_DAYS = 30;

/**
 * For how long the mark's source watched what there was to watch: from the time when all `ends` existed, and not beyond the
 * assessment. A window that ended too long ago counts as none. Null where the source does not watch but reads a state.
 *
 * @param latestDays How long before the assessment the window may have ended.
 */
export function watchedHours(
  { from, to }: MarkOnPlane,
  ends: readonly GraphNode[],
  { view, now }: RuleContext,
  latestDays = LATEST_DAYS,
): number | null {
  if (from === null || to === null) return null;
  const today = Date.parse(now);
  const until = Math.min(Date.parse(to), today);
  const created = ends.flatMap((end) => {
    const reading = view.attribute(end, 'createdAt');
    const at = reading.kind === 'known' ? Date.parse(attributeText(reading.value)) : NaN;
    // What nobody dates is taken to have been there: the window itself is all that is known.
    return Number.isNaN(at) ? [] : [at];
  });
  if (today - until > latestDays * 24 * HOUR_MS) return 0;
  return Math.max(0, until - Math.max(Date.parse(from), ...created)) / HOUR_MS;
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
  return marks.some((mark) => (watchedHours(mark, [node], context) ?? 0) >= needed);
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
