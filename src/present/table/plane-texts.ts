import { counted, type EdgeKind } from '#model';
import type { GraphEdge } from '#graph';

/** What is somewhere, and is not done: records show it over and over. */
const STANDING: ReadonlySet<EdgeKind> = new Set([
  'deployed-as',
  'runs-as',
  'executes-on',
  'has-secret',
  'provides-tool',
]);

/** A call is of a tool, an access of an identity: one call may make several accesses. */
function timesText(edge: EdgeKind, count: number): string {
  if (STANDING.has(edge)) return ` in ${counted(count, 'record')}`;
  if (edge === 'calls-tool') return ` in ${counted(count, 'call')}`;
  return edge.startsWith('can-') ? ` in ${counted(count, 'access', 'accesses')}` : ` ×${String(count)}`;
}

/** The planes of an edge; of what is done with how often it was, of what stands with how many records show it. */
export function planeTexts({ edge, planes }: Pick<GraphEdge, 'edge' | 'planes'>): readonly string[] {
  return planes.map(({ plane, count }) => (count === null ? plane : `${plane}${timesText(edge, count)}`));
}
