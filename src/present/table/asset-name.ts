import type { GraphView } from '#graph';
import { placesText } from './evidence-text.ts';
import type { Style } from './painter.ts';
import { nameOf } from './node-name.ts';

/** Kind and name; of several in use that bear both, the place as well, since otherwise nobody knows which is meant. */
export function assetName(id: string, view: GraphView, style: Pick<Style, 'place'>): string {
  const node = view.node(id);
  const name = nameOf(id, view);
  if (node === null) return name;
  const alike = view
    .nodes(node.kind)
    .filter((one) => one.name === node.name && one.state === 'active' && one.id !== node.id);
  const place = alike.length === 0 ? '' : placesText(node.evidence.slice(0, 1), 1, style);
  return place === '' ? name : `${name} (${place})`;
}
