import type { Evidence } from '#model';
import type { GraphNode, GraphView } from '#graph';

/**
 * The name; where another asset in use of its kind bears it too, with the place that tells them apart: `a (repo/src/a.ts:20)`. Where
 * no source line does, with the id, which names a file or an account.
 */
export function distinctName(node: GraphNode, view: GraphView): string {
  const alike = view
    .nodes(node.kind)
    .filter((one) => one.name === node.name && one.state === 'active' && one.id !== node.id);
  if (alike.length === 0) return node.name;
  const isOnly = hasOneTarget(view);
  const place = placeOf(node, isOnly);
  const isTold = place !== null && alike.every((one) => placeOf(one, isOnly) !== place);
  return `${node.name} (${isTold ? place : node.id.replace(`${node.kind}:`, '')})`;
}

const counted = new WeakMap<GraphView, boolean>();

/** Then no place needs to say in which target it is, as none does elsewhere on a page. */
function hasOneTarget(view: GraphView): boolean {
  const known = counted.get(view);
  if (known !== undefined) return known;
  const targets = new Set(view.nodes().flatMap(({ evidence }) => evidence.map(({ target }) => target)));
  counted.set(view, targets.size <= 1);
  return targets.size <= 1;
}

/** Where it is defined, as findings name places; null where no file of a person does. */
function placeOf({ evidence }: GraphNode, isOnly: boolean): string | null {
  const lines = evidence.flatMap((one) => lineOf(one, isOnly));
  return lines[0] ?? null;
}

function lineOf({ at, target }: Evidence, isOnly: boolean): readonly string[] {
  if (!('startLine' in at)) return [];
  return [`${isOnly ? '' : `${target}/`}${at.path}:${String(at.startLine)}`];
}
