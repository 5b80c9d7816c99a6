import type { EdgeKind } from '#model';
import type { GraphEdge } from '#graph';

/** What is somewhere, and is not done: records show it over and over. */
const STANDING: ReadonlySet<EdgeKind> = new Set([
  'deployed-as',
  'runs-as',
  'executes-on',
  'has-secret',
  'provides-tool',
]);

/** The planes of an edge; of what is done with how often it was, of what stands with how many records show it. */
export function planeTexts({ edge, planes }: Pick<GraphEdge, 'edge' | 'planes'>): readonly string[] {
  return planes.map(({ plane, count }) =>
    count === null
      ? plane
      : STANDING.has(edge)
        ? `${plane} in ${String(count)} records`
        : `${plane} ×${String(count)}`,
  );
}
