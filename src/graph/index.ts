// The room joins facts into one graph and answers questions about it. Rules and reports hold a GraphView and nothing
// else of what is exported here; the draft, the columns and the search stay inside.
export { type AccessAnswers, type AccessQuestion, type GrantedAccess } from './access-answers.ts';
export type { WideGrant } from '#access';
export { awsAnswers, type GrantSources } from './aws-answers.ts';
export { anyMatch, compileGlob } from './glob.ts';
export { buildGraph, type BuiltGraph, type GraphOptions } from './build-graph.ts';
export {
  type AccessPair,
  type AttributeReading,
  type CompleteQuestion,
  type ComputedEdge,
  type EdgeOnPlane,
  type GraphEdge,
  type GraphNode,
  type GraphView,
  type Hop,
  type ReachAnswer,
  type ReachMode,
  type ReachPath,
  type ReachQuery,
  type UnloggedUse,
} from './graph-view.ts';
export { type RejectedEdge } from './merge/draft.ts';
export { cheapestCut } from './reach/cheapest-cut.ts';
export { hopKey } from './reach/leg.ts';
