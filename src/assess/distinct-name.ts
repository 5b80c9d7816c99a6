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
  const place = placeOf(node);
  const isTold = place !== null && alike.every((one) => placeOf(one) !== place);
  return `${node.name} (${isTold ? place : node.id.replace(`${node.kind}:`, '')})`;
}

/** Where it is defined, as findings name places; null where no file of a person does. */
function placeOf({ evidence }: GraphNode): string | null {
  const lines = evidence.flatMap(lineOf);
  return lines[0] ?? null;
}

function lineOf({ at, target }: Evidence): readonly string[] {
  return 'startLine' in at ? [`${target}/${at.path}:${String(at.startLine)}`] : [];
}
