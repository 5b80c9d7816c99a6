import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { toolAt } from '../tools/framework-tools.ts';
import { assignedCall } from '../tools/made-by.ts';
import type { ToolPlace } from '../tools/tool-place.ts';
import type { AddedTool } from '../tools/tools.ts';
import type { ToolList } from './tool-list.ts';

/** `withApproval(tool)`: the tool among what is handed to a call that is not known. A bare function is none there. */
export function wrappedTool(recognition: Recognition, call: LocatedCall, place: ToolPlace): AddedTool | null {
  const framework = { ...place.framework, plainFunctionsAreTools: false };
  for (const expr of call.expr.args) {
    const found = toolAt(recognition, within(call, expr), { ...place, framework });
    if (found !== null) return found;
  }
  return null;
}

/** Another entry has the same function make its tool, of what it passes: they are two tools, of which one was found. */
export function isMadeTwice(list: ToolList, { id }: AddedTool, at: Located): boolean {
  const call = isCall(at) ? at : assignedCall(at);
  if (call === null || call.expr.args.length + call.expr.named.length + call.expr.spreads.length === 0)
    return false;
  const before = list.made.get(id);
  list.made.set(id, call.expr);
  return before !== undefined && before !== call.expr;
}

/** `for f in functions: tools.append(tool(f))`: one call that makes several tools, of which the first was taken. */
export function standsForSeveral(recognition: Recognition, call: LocatedCall): boolean {
  const row = recognition.catalog.tools.get(calledSymbol(recognition, call)?.symbol ?? '')?.row;
  if (row === undefined) return false;
  return [row.arguments.name, row.arguments.body ?? ['0']].some((paths) => {
    const found = argument(recognition, call, paths);
    return found.kind === 'given' && recognition.resolver.value(found.at).kind === 'either';
  });
}
