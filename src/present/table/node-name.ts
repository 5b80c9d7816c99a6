import { kindText } from '#model';
import { distinctName } from '#assess';
import type { GraphView } from '#graph';
import { onOneLine } from './printable.ts';

/**
 * Kind and name; where several in use bear both, the place as well. An id that is no node is printed as it is; what is called by
 * its kind, such as the internet, is named once.
 */
export function nameOf(id: string, view: GraphView): string {
  const node = view.node(id);
  if (node === null) return onOneLine(id);
  if (node.kind === node.name) return onOneLine(node.name);
  // The name of such content is a clause: what a tool returns.
  const colon = node.kind === 'untrusted-content' ? ':' : '';
  return onOneLine(`${kindText(node.kind)}${colon} ${distinctName(node, view)}`);
}
