import type { NodeId } from '#model';
import type { CallExpr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { InFramework } from '../catalog/catalog.ts';
import type { EnvironmentRead } from '../credentials/environment-reads.ts';
import type { Route } from './graph-routes.ts';
import type { ModelReferences } from '../models/models.ts';
import type { Runnable } from './node-runnables.ts';
import type { LocatedCall } from '../recognition/recognition.ts';
import { emptyToolList, type ToolList } from '../tool-lists/tool-list.ts';

/** A node that is an agent, a graph, or made of models with a name of their own. */
interface DraftedNode {
  readonly name: string | null;
  readonly agent: NodeId | null;
  readonly subgraph: CallExpr | null;
  readonly runnables: readonly Runnable[];
}

/** A graph under construction: nodes are added by calls on it, and it runs once compiled. */
export interface GraphDraft {
  readonly call: LocatedCall;
  readonly entry: InFramework<'graphs'>;
  readonly symbol: string;
  readonly tools: ToolList;
  readonly models: { readonly found: ModelReferences; readonly at: LocatedCall }[];
  readonly prompts: Set<NodeId>;
  readonly subagents: Set<NodeId>;
  /** Other graphs that run inside this one, by the call that made them. */
  readonly subgraphs: Set<CallExpr>;
  /** Those of its nodes that are more than a function. */
  readonly nodes: DraftedNode[];
  readonly routes: Route[];
  /** Variables that its nodes read. */
  readonly environment: EnvironmentRead[];
  /** What the call that made it passes to the function that says what it is; the expression itself for everything else. */
  readonly passed: (at: Located) => Located;
  name: string | null;
  /** A node makes a model, whichever it is. */
  makesModel: boolean;
}

/** Nothing is known yet of what its nodes do. */
export function emptyDraft(
  { made, entry }: { readonly made: LocatedCall; readonly entry: InFramework<'graphs'> },
  symbol: string,
  passed: GraphDraft['passed'] = (at) => at,
): GraphDraft {
  return {
    call: made,
    entry,
    symbol,
    tools: emptyToolList(),
    models: [],
    prompts: new Set(),
    subagents: new Set(),
    subgraphs: new Set(),
    nodes: [],
    routes: [],
    environment: [],
    passed,
    name: null,
    makesModel: false,
  };
}
