import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { callersOfAsking, functionNamed, isReadByCallers, type NamedFunction } from './answer-callers.ts';
import { givenBack } from './answer-reading.ts';
import { describedName } from './described-tools.ts';
import { givenTools, type GivenTools } from './given-tools.ts';
import { nameMentions, spellingsOf, type Mention, type NameMentions } from './name-mentions.ts';

/** A request that makes the model call its only tool, and the function that sends it. */
interface ForcedTool {
  readonly name: string;
  readonly asks: NamedFunction;
  /** Where the tool and the choice are written. */
  readonly written: readonly Located[];
}

/** What a tool and a function may be called to be looked for in texts. */
const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;
/** With more names to look for, every such tool stays one. */
const MAX_NAMES = 200;

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

/** Whether all that a call is handed is written there: what is merged in may leave the model a choice, or give it other tools. */
function isWhole({ resolver }: Recognition, call: LocatedCall): boolean {
  const { args, complete } = call.expr;
  return complete && args.every((expr) => resolver.object(within(call, expr))?.complete !== false);
}

/** Null wherever that is not certain, or another part of the program could be what runs the tool. */
function forcedTool(
  recognition: Recognition,
  call: LocatedCall,
  { tools, choice }: GivenTools,
): ForcedTool | null {
  const name = choice === null ? null : forcedName(recognition, choice);
  const only = name === null ? null : onlyTool(recognition, tools);
  if (name === null || choice === null || only === null) return null;
  if (describedName(recognition, only) !== name || !PLAIN_NAME.test(name)) return null;
  const asks = functionNamed(call);
  if (asks === null || !isWhole(recognition, call) || hasFunction(recognition, name)) return null;
  // What was filled in has to be given back, or nothing was read; who gets the answer itself may do with it what it says.
  if (givenBack(recognition, call, asks.fn, 'answer') !== 'filled') return null;
  const chosen = recognition.resolver.value(choice);
  return { name, asks, written: [only, chosen.kind === 'definition' ? chosen.at : choice] };
}

const mentions = new WeakMap<Recognition, NameMentions | null>();

/** For all such requests at once; null where there are too many names to look for, or a file could not be read. */
function mentionsFor(recognition: Recognition): NameMentions | null {
  const known = mentions.get(recognition);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const { call, symbol } of knownCalls(recognition)) {
    if (names.size > MAX_NAMES) break;
    for (const given of givenTools(recognition, call, symbol)) {
      const forced = forcedTool(recognition, call, given);
      if (forced === null) continue;
      for (const name of [...spellingsOf(forced.name), ...callersOfAsking(recognition, forced.asks)])
        names.add(name);
    }
  }
  const { program, sink } = recognition;
  let isWhole = true;
  const files = program.sourceFiles(program.paths, ({ where, reason, detail }, isModule) => {
    // It may hold what runs the tool.
    isWhole = false;
    if (!isModule) sink.gap(where, reason, detail);
  });
  const searched = names.size > MAX_NAMES ? null : nameMentions(files, [...names]);
  const found = isWhole ? searched : null;
  if (found?.cutAt != null)
    sink.gap(
      found.cutAt,
      'too-large',
      'from here on no file was searched for what runs the tools that a model has to call',
    );
  mentions.set(recognition, found);
  return found;
}

/** Whether a mention is nothing but the description of the tool, its choice, or a part of the function that was read. */
function isOwn({ asks, written }: ForcedTool, { path, line, describes }: Mention): boolean {
  const holds = (at: { readonly startLine: number; readonly endLine: number }): boolean =>
    at.startLine <= line && line <= at.endLine;
  if (asks.module.path === path && holds(asks.fn.span)) return true;
  return describes && written.some(({ module, expr }) => module.path === path && holds(expr.span));
}

/**
 * Whether the tools of a request are no tools: the model has to call the only one, and what it fills in is read as an answer
 * of that form by the function that asks and by all that call it, and run by nothing. Wherever that is not certain it is false.
 */
export function isAnswerForm(recognition: Recognition, call: LocatedCall, given: GivenTools): boolean {
  const forced = forcedTool(recognition, call, given);
  const all = forced === null ? null : mentionsFor(recognition);
  if (forced === null || all === null || all.cutAt !== null) return false;
  const named = spellingsOf(forced.name).flatMap((name) => all.found.get(name) ?? []);
  return named.every((mention) => isOwn(forced, mention)) && isReadByCallers(recognition, all, forced.asks);
}
