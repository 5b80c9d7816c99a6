import type { Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, possible } from '../calls/possible-arguments.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import { readToolList } from '../tool-lists/read-tool-list.ts';
import { add, emptyToolList, open, type ToolList } from '../tool-lists/tool-list.ts';
import { ownTool } from '../tools/builtin-tools.ts';
import { givenLater, type AgentCall } from './agent-calls.ts';
import { changesFields, mayChangeItself } from './agent-families.ts';
import { mayAddTools } from './agent-classes.ts';
import { readMiddleware } from './agent-middleware.ts';

/** The list as the call gives it, and what is added to it afterwards. */
export function readTools(
  recognition: Recognition,
  { call, entry, receiver }: AgentCall,
  symbol: string,
): ToolList {
  const isOfOneClass = receiver !== undefined;
  const list: ToolList = { ...emptyToolList(), isOfOneClass, complete: entry.row.hasOtherTools !== true };
  const given = argument(recognition, call, entry.row.arguments.tools);
  const place = { framework: entry.framework, owner: symbol, key: null };
  for (const { at, when } of possible(given)) {
    readToolList(recognition, at, { ...place, when }, list);
    if (!isWrittenIn(call, at)) list.sources.push(at);
  }
  const later = givenLater(recognition, { call, receiver }, entry.row.arguments.tools);
  if (!later.isWhole) open(list, 'what is put into one of its family');
  for (const at of later.puts) {
    list.read.add(at.expr);
    readToolList(recognition, at, { ...place, when: at.when }, list);
  }
  for (const row of entry.row.comesWith ?? []) add(list, ownTool(recognition, call, row, place), undefined);
  if (entry.row.hasOtherTools === true) list.open.push('what the framework gives it besides');
  readMiddleware(recognition, call, entry, place, list);
  if (mayAddTools(call)) {
    list.complete = false;
    list.open.push('what its class adds');
  }
  if (receiver !== undefined && changesFields(recognition, call, receiver))
    open(list, 'what a class above puts into it');
  if (receiver !== undefined && mayChangeItself(recognition, call, receiver))
    open(list, 'what its class may change of itself');
  // Something spread into the call hides whether tools are given, or may replace them.
  if (isHidden(given)) open(list, 'the arguments of the call');
  return list;
}

/** Whether the list stands in the call itself, where nobody else has it. */
function isWrittenIn({ expr: { args, named } }: LocatedCall, { expr }: Located): boolean {
  const inside = (one: Expr): boolean =>
    one === expr || (one.kind === 'object' && one.entries.some(({ value }) => inside(value)));
  return args.some(inside) || named.some(({ value }) => inside(value));
}
