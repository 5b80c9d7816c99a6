import type { FunctionIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import { functionOf } from '../calls/callers.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { isOnlyRead } from './answer-reading.ts';
import { describedName } from './described-tools.ts';

/** The name of the tool that a request makes the model call; null where it leaves the model a choice. */
function forcedName({ catalog, resolver }: Recognition, choice: Located): string | null {
  const said = resolver.object(choice);
  const type = said?.complete === true ? said.entries.get('type') : undefined;
  const kind = type === undefined ? null : textOf(resolver.value(type));
  if (kind === null || !catalog.forcedTools.types.includes(kind)) return null;
  const wrapped = said?.entries.get('function');
  const name = (wrapped === undefined ? said : resolver.object(wrapped))?.entries.get('name');
  const found = name === undefined ? null : resolver.value(name);
  return found?.kind === 'known' && typeof found.value === 'string' ? found.value : null;
}

/** The one tool of a list; null where it may hold others. */
function onlyTool({ resolver }: Recognition, tools: Located): Located | null {
  const list = resolver.list(tools);
  const [only, ...others] = list?.items ?? [];
  if (list?.complete !== true || list.maybe.size > 0 || only === undefined || others.length > 0) return null;
  const written = resolver.value(only);
  return written.kind === 'definition' ? written.at : only;
}

/** `save_order` of `saveOrder`. */
function plainName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** Whether any function of the program has the tool's name: it may be what runs it. */
function hasFunction({ program }: Recognition, tool: string): boolean {
  const wanted = plainName(tool);
  for (const { scopes, callSites } of program.modules.values()) {
    for (const { functions, classes } of scopes)
      for (const { name } of [...functions, ...classes.flatMap(({ methods }) => methods)])
        if (name !== null && plainName(name) === wanted) return true;
    // Also one that is imported, or kept under the name.
    if (callSites.some(({ name }) => name !== null && plainName(name) === wanted)) return true;
  }
  return false;
}

/** The function whose own statements ask; null at the level of a module, whose names others may read. */
function askingFunction({ module, scope }: LocatedCall): FunctionIr | null {
  const parent = module.scopes[scope]?.parent ?? null;
  const method = module.declaring
    .flatMap(({ classes }) => classes)
    .find((cls) => cls.scope === parent)
    ?.methods.find((fn) => fn.scope === scope);
  return method ?? functionOf(module, parent, scope);
}

/** Whether all that a call is handed is written there: what is merged in may leave the model a choice, or give it other tools. */
function isWhole({ resolver }: Recognition, call: LocatedCall): boolean {
  const { args, complete } = call.expr;
  return complete && args.every((expr) => resolver.object(within(call, expr))?.complete !== false);
}

/**
 * Whether the tools of a request are no tools: the model has to call the only one, and what it fills in is read as an answer
 * of that form, and run by nothing. Wherever that is not certain it is false.
 */
export function isAnswerForm(
  recognition: Recognition,
  call: LocatedCall,
  tools: Located,
  choice: Located | null,
): boolean {
  const forced = choice === null ? null : forcedName(recognition, choice);
  const only = forced === null ? null : onlyTool(recognition, tools);
  if (forced === null || only === null || describedName(recognition, only) !== forced) return false;
  const fn = askingFunction(call);
  if (fn === null || !isWhole(recognition, call) || hasFunction(recognition, forced)) return false;
  return isOnlyRead(recognition, call, fn);
}
