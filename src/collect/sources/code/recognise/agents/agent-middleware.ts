import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { calledSymbol, isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { readToolList } from '../tool-lists/read-tool-list.ts';
import { add, open, type ToolList } from '../tool-lists/tool-list.ts';
import { ownTool } from '../tools/builtin-tools.ts';
import type { ToolPlace } from '../tools/tool-place.ts';
import type { AgentEntry } from './agent-calls.ts';

/** Tools that an agent's middleware brings, into its list; the list is open where one of them is not known. */
export function readMiddleware(
  recognition: Recognition,
  call: LocatedCall,
  { row }: AgentEntry,
  place: ToolPlace,
  list: ToolList,
): void {
  const given = argument(recognition, call, row.arguments.middleware);
  if (given.kind === 'absent') return;
  const items = given.kind === 'given' ? recognition.resolver.list(given.at) : null;
  if (items?.complete !== true) open(list, 'its middleware');
  for (const item of items?.items ?? []) {
    const at = isCall(item) ? item : recognition.resolver.value(item).at;
    const known = middlewareRow(recognition, at);
    const when = items?.maybe.get(item);
    for (const own of known?.row.comesWith ?? []) add(list, ownTool(recognition, call, own, place), when);
    const swaps =
      known !== undefined && isCall(at) && argument(recognition, at, known.row.swaps).kind !== 'absent';
    const tools = known !== undefined && isCall(at) ? argument(recognition, at, known.row.tools) : null;
    if (tools?.kind === 'given') readToolList(recognition, tools.at, { ...place, when }, list);
    if (known === undefined || swaps || tools?.kind === 'unknown') open(list, 'its middleware');
  }
}

/** By the call that makes it, or by the decorator of the function that it is. */
function middlewareRow(recognition: Recognition, at: Located): InFramework<'middleware'> | undefined {
  const { catalog, resolver } = recognition;
  if (isCall(at)) return catalog.middleware.get(calledSymbol(recognition, at)?.symbol ?? '');
  const made = resolver.fn(at);
  for (const { expr } of made?.fn.decorators ?? []) {
    const scope = made?.module.scopes[made.fn.scope]?.parent ?? 0;
    const named = expr.kind === 'call' ? expr.callee : expr;
    const symbol = made === null ? null : resolver.symbol({ module: made.module, scope, expr: named });
    const row = symbol === null ? undefined : catalog.middleware.get(canonicalSymbol(symbol.qualified));
    if (row !== undefined) return row;
  }
  return undefined;
}
