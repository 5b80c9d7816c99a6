import { argument, textOf } from '../calls/arguments.ts';
import { calledSymbol, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { ownTool } from './builtin-tools.ts';
import type { AddedTool } from './tools.ts';

/** Tools that a call was asked for by name. */
interface NamedTools {
  readonly tools: readonly AddedTool[];
  /** Every name was read, and is one that the catalogue describes. */
  readonly isWhole: boolean;
}

/** `load_tools(["llm-math", "arxiv"])`: the tools of these names; null for every other call. */
export function namedTools(recognition: Recognition, call: LocatedCall): NamedTools | null {
  const { catalog, names, resolver } = recognition;
  const row = catalog.namedTools.get(calledSymbol(recognition, call)?.symbol ?? '')?.row;
  if (row === undefined) return null;
  const given = argument(recognition, call, row.arguments.names);
  const list = given.kind === 'given' ? resolver.list(given.at) : null;
  // Whoever has them, they are made here.
  const owner = names.binding(call) ?? names.enclosing(call) ?? 'module';
  let isWhole = list?.complete === true;
  const tools = (list?.items ?? []).flatMap((item) => {
    const name = textOf(resolver.value(item)) ?? '';
    const own = Object.hasOwn(row.tools, name) ? row.tools[name] : undefined;
    isWhole &&= own !== undefined;
    return (own ?? []).map((one) => ownTool(recognition, call, one, { owner }));
  });
  return { tools, isWhole };
}
