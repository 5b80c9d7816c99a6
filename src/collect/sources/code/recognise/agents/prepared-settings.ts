import type { NodeId } from '#model';
import type { Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Condition, Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, possible } from '../calls/possible-arguments.ts';
import { modelsOf } from '../models/models.ts';
import { addPrompt } from '../prompts/prompts.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import { readToolList } from '../tool-lists/read-tool-list.ts';
import { open, type ToolList } from '../tool-lists/tool-list.ts';
import type { ToolPlace } from '../tools/tool-place.ts';
import type { AgentEntry } from './agent-calls.ts';
import { addModelEdges, form } from './agent-models.ts';

/** Settings of one run or step: an object that a function of the program gives back. */
interface Prepared {
  readonly at: Located;
  readonly entries: ReadonlyMap<string, Located>;
}

/**
 * What is decided anew for each run or step of an agent, into its list: tools that are offered to the model only then, and other
 * tools, models and instructions that a function gives back in place of the agent's.
 */
export function readPrepared(
  recognition: Recognition,
  agent: {
    readonly id: NodeId;
    readonly call: LocatedCall;
    readonly entry: AgentEntry;
    readonly symbol: string;
  },
  list: ToolList,
): void {
  const { call, entry, symbol } = agent;
  const { offered, prepares, preparesStep } = entry.row.arguments;
  const place = { framework: entry.framework, owner: symbol, key: null };
  const run = argument(recognition, call, prepares);
  const settings = preparedBy(recognition, possible(run));
  if (isHidden(run) || !settings.isWhole) open(list, 'what its settings are prepared with');
  const step = preparedBy(recognition, possible(argument(recognition, call, preparesStep)));
  // It may choose among the tools, and take another model.
  if (!step.isWhole)
    recognition.sink.gap(`${call.module.path}#${symbol}`, 'unresolved', 'what each step is prepared with');
  for (const one of [...settings.found, ...step.found]) takeIn(recognition, agent, one, place, list);
  const names = argument(recognition, call, offered);
  for (const { at, when } of possible(names)) offerOnly(recognition, at, when, list);
}

/** The objects that functions give back; not whole where one was not found, or gives back something that was not read. */
function preparedBy(
  recognition: Recognition,
  functions: readonly { readonly at: Located }[],
): { readonly found: readonly Prepared[]; readonly isWhole: boolean } {
  const found: Prepared[] = [];
  let isWhole = true;
  for (const { at } of functions) {
    const made = recognition.resolver.fn(at);
    if (made === null) isWhole = false;
    for (const expr of made?.fn.returns ?? [])
      if (made !== null && !readReturn(recognition, made, expr, found)) isWhole = false;
  }
  return { found, isWhole };
}

interface Made {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
}

/** False where it is not known what is given back. */
function readReturn(recognition: Recognition, made: Made, expr: Expr, found: Prepared[]): boolean {
  if (expr.kind === 'either')
    return expr.options.every((option) => readReturn(recognition, made, option, found));
  if (expr.kind === 'null' || expr.kind === 'boolean' || isHandedIn(recognition, made, expr)) return true;
  const at: Located = { module: made.module, scope: made.fn.scope, expr };
  const object = recognition.resolver.object(at);
  if (object === null) return false;
  found.push({ at, entries: object.entries });
  // `{ ...settings, tools }`: the agent's own settings, as they were handed in.
  return (
    object.complete ||
    (expr.kind === 'object' && expr.spreads.every((spread) => isHandedIn(recognition, made, spread)))
  );
}

/** What the function itself was handed, or the rest of it. */
function isHandedIn(recognition: Recognition, { module, fn }: Made, expr: Expr): boolean {
  if (expr.kind !== 'name' && expr.kind !== 'member') return false;
  const isRest = fn.assignments.some(
    ({ target, value }) =>
      expr.kind === 'name' &&
      target === expr.name &&
      value.kind === 'unknown' &&
      value.text.startsWith('...'),
  );
  if (isRest) return true;
  const value = recognition.resolver.value({ module, scope: fn.scope, expr });
  return value.kind === 'parameter' && value.at.scope === fn.scope;
}

/** One object of settings: what it says is so in some runs, and what the agent says in others. */
function takeIn(
  recognition: Recognition,
  { id, call, entry, symbol }: Parameters<typeof readPrepared>[1],
  { at, entries }: Prepared,
  place: ToolPlace,
  list: ToolList,
): void {
  const { arguments: where } = entry.row;
  const named = (paths: readonly string[] | undefined): readonly Located[] =>
    (paths ?? []).flatMap((path) => entries.get(path.split('.').at(-1) ?? path) ?? []);
  const when: Condition = { module: at.module, span: at.expr.span, isBranch: false };
  for (const tools of named(where.tools)) {
    makeConditional(list, when);
    readToolList(recognition, tools, { ...place, when }, list);
  }
  for (const names of named(where.offered)) offerOnly(recognition, names, when, list);
  for (const model of named(where.model))
    addModelEdges(recognition, id, modelsOf(recognition, model, form(entry)), symbol);
  for (const text of named(where.instructions)) {
    const prompt = addPrompt(recognition, text, symbol);
    for (const one of prompt.ids)
      recognition.sink.edge(id, 'instructed-by', one, [recognition.sink.evidence(call)]);
    if (!prompt.isRead)
      recognition.sink.gap(`${call.module.path}#${symbol}`, 'unresolved', 'the text of the instructions');
  }
}

/** Whatever is listed so far is there in some runs only; what was conditional before stays as it is. */
function makeConditional(
  { tools, conditions }: ToolList,
  when: Condition,
  apart: ReadonlySet<string> = new Set(),
): void {
  for (const { id, name } of tools) if (!conditions.has(id) && !apart.has(name)) conditions.set(id, when);
}

/** Of the tools of the list the model is told of those alone that are named. */
function offerOnly(recognition: Recognition, at: Located, when: Condition | undefined, list: ToolList): void {
  const names = recognition.resolver.list(at);
  const isWhole = when === undefined && names?.complete === true && names.maybe.size === 0;
  const known = (names?.items ?? []).map((item) => recognition.resolver.value(item));
  const always = isWhole ? known.flatMap((one) => (one.kind === 'known' ? [String(one.value)] : [])) : [];
  makeConditional(list, when ?? { module: at.module, span: at.expr.span, isBranch: false }, new Set(always));
}
