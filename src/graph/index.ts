export {
  type AccessPair,
  type AttributeReading,
  type EdgeOnPlane,
  type GraphEdge,
  type GraphNode,
  type GraphView,
  type Hop,
  type ReachAnswer,
  type ReachMode,
  type ReachPath,
  type ReachQuery,
} from './graph-view.ts';
