import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** A builder's chain is as long as its graph. */
const MAX_STEPS = 60;

/** Back through `graph.addNode(…).addEdge(…)` to the call that made the graph. */
export function graphBehind(
  recognition: Recognition,
  call: LocatedCall,
): { readonly made: LocatedCall; readonly entry: InFramework<'graphs'> } | null {
  let current: LocatedCall = call;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const symbol = recognition.resolver.symbol(within(current, current.expr.callee));
    const entry =
      symbol === null ? undefined : recognition.catalog.graphs.get(canonicalSymbol(symbol.qualified));
    if (entry !== undefined) return { made: current, entry };
    if (symbol?.origin == null || !isCall(symbol.origin)) return null;
    current = symbol.origin;
  }
  return null;
}
