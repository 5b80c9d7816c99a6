import type { GraphNode, GraphView } from '#graph';

/** Nobody declared it, and no call of it was seen to work: it may be a tool, or a name that a model made up. */
export function isOnlyTried(node: GraphNode, view: GraphView): boolean {
  const reading = view.attribute(node, 'onlyFailed');
  return reading.kind === 'known' && reading.value === true && !node.planes.includes('declared');
}
