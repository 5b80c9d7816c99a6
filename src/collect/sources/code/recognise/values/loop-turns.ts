import type { Expr } from '../../ir.ts';
import { lookUp, seenFrom, type Binding } from '../../resolve/bindings.ts';
import { isAny } from '../../resolve/entity.ts';
import type { Assumption, Located } from '../../resolve/resolver.ts';
import { handedElement } from '../calls/callers.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** Names for names, functions around lists, comprehensions of comprehensions. */
const MAX_NESTED = 6;
/** Expressions that are looked at for one call. */
const MAX_STEPS = 200;
/** A longer table is data. */
const MAX_TURNS = 300;

/** What is put in for one turn of a loop: its element, and before it whatever the element is made of. */
type Turn = readonly Assumption[];

interface LoopTurns {
  readonly turns: readonly Turn[];
  /** There are no others. */
  readonly complete: boolean;
}

/** What has another value with every turn, and the collection that its values come from. */
interface LoopVariable {
  readonly at: Located;
  readonly collection: Located;
}

/** An element where it stands, once `given` is put in. */
interface Element {
  readonly given: Turn;
  readonly at: Located;
}

interface Elements {
  readonly elements: readonly Element[];
  readonly complete: boolean;
}

/**
 * The turns of the loop (a statement, or a callback that a list's method calls) whose variable the arguments of a call hang on;
 * null where they hang on none, or on one over what is no list.
 */
export function turnsOf(recognition: Recognition, call: LocatedCall): LoopTurns | null {
  const { args, named, spreads } = call.expr;
  const variables = variablesIn(recognition, call, [...args, ...named.map(({ value }) => value), ...spreads]);
  const [variable] = variables;
  if (variable === undefined) return null;
  // Which element of one goes with which of the other is not followed.
  if (variables.length > 1) return { turns: [[]], complete: false };
  const found = elementsOf(recognition, variable.collection, [], 0);
  if (found === null || found.elements.length === 0 || found.elements.length > MAX_TURNS) return null;
  const turns = found.elements.map((element) => [...element.given, { at: variable.at, is: element.at }]);
  return { turns, complete: found.complete };
}

/** What expressions hang on of loops, through the names that stand between. */
function variablesIn(recognition: Recognition, at: Located, exprs: readonly Expr[]): readonly LoopVariable[] {
  const search: Search = { recognition, found: new Map(), seen: new Set(), steps: 0 };
  for (const expr of exprs) look(search, within(at, expr), 0);
  return [...search.found.values()];
}

interface Search {
  readonly recognition: Recognition;
  readonly found: Map<Expr | Binding, LoopVariable>;
  readonly seen: Set<Binding>;
  steps: number;
}

function look(search: Search, at: Located, depth: number): void {
  const { expr } = at;
  if (depth > MAX_NESTED || ++search.steps > MAX_STEPS) return;
  if (expr.kind === 'name') {
    lookBehind(search, at, expr.name, depth);
    return;
  }
  if (expr.kind === 'index' && isAny(expr.index)) {
    search.found.set(expr, { at, collection: within(at, expr.object) });
    return;
  }
  for (const part of partsOf(expr)) look(search, within(at, part), depth + 1);
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'member':
      return [expr.object];
    case 'index':
      return [expr.object, expr.index];
    case 'call':
      return [expr.callee, ...expr.args, ...expr.named.map(({ value }) => value), ...expr.spreads];
    case 'either':
      return expr.options;
    case 'template':
      return expr.parts.filter((part) => typeof part !== 'string');
    case 'list':
      return [...expr.items, ...expr.spreads];
    case 'object':
      return [...expr.entries.map(({ value }) => value), ...expr.spreads];
    default:
      return [];
  }
}

/** A name of the loop, one that is set from it, or the parameter of a callback. */
function lookBehind(search: Search, at: Located, name: string, depth: number): void {
  const { module, scope } = at;
  const all = name === 'self' ? null : lookUp(module, scope, name);
  const binding = all === null ? null : seenFrom(all, at.scope, at.expr.span);
  if (binding === null || search.seen.has(binding)) return;
  search.seen.add(binding);
  for (const set of binding.sets) look(search, { module, scope: set.scope, expr: set.value }, depth + 1);
  if (binding.sets.length > 0) return;
  if (binding.param !== null) lookAtParameter(search, at, name, binding);
}

/** `xs.forEach((x) => …)`: the first that the callback is handed is the element. */
function lookAtParameter({ recognition, found }: Search, at: Located, name: string, binding: Binding): void {
  if (at.module.scopes[binding.scope]?.params[0]?.name !== name) return;
  const resolved = recognition.resolver.value({ ...at, expr: { kind: 'name', name, span: at.expr.span } });
  const element = resolved.kind === 'parameter' ? handedElement(recognition, resolved) : null;
  if (element?.expr.kind !== 'index') return;
  found.set(binding, { at, collection: within(element, element.expr.object) });
}

/** What a collection holds; null where it is no list. */
function elementsOf(
  recognition: Recognition,
  collection: Located,
  given: Turn,
  depth: number,
): Elements | null {
  const at = behindName(recognition, collection, given);
  if (depth > MAX_NESTED) return null;
  if (isCall(at)) {
    const body = bodyOf(recognition, at, given);
    const made = body === null ? null : elementsOf(recognition, body.at, body.given, depth + 1);
    if (made !== null) return made;
  }
  const mappedBy = isCall(at) ? calledBack(recognition, at, given, depth) : null;
  if (mappedBy !== null) return mappedBy;
  const { expr } = at;
  const [item] = expr.kind === 'list' && !expr.complete && expr.spreads.length === 0 ? expr.items : [];
  // What else is put into it is read with the list.
  if (item !== undefined && recognition.resolver.puts(at).length === 0) {
    const mapped = mappedElements(recognition, within(at, item), given, depth);
    if (mapped !== null) return mapped;
  }
  const list = recognition.resolver.assuming(given, () => recognition.resolver.list(at));
  if (list === null) return null;
  return {
    elements: list.items.map((one) => settled(recognition, one, given)),
    complete: list.complete,
  };
}

/** `[f(x) for x in xs]`: what is made of each, and `[x for x in xs if …]`: each, since any of them may be in it. */
function mappedElements(
  recognition: Recognition,
  item: Located,
  given: Turn,
  depth: number,
): Elements | null {
  if (item.expr.kind === 'index' && isAny(item.expr.index))
    return elementsOf(recognition, within(item, item.expr.object), given, depth + 1);
  const variables = variablesIn(recognition, item, [item.expr]);
  const [variable] = variables;
  if (variable === undefined || variables.length > 1) return null;
  const from = elementsOf(recognition, variable.collection, given, depth + 1);
  if (from === null || from.elements.length > MAX_TURNS) return null;
  const elements = from.elements.map((element) =>
    settled(recognition, item, [...element.given, { at: variable.at, is: element.at }]),
  );
  return { elements, complete: from.complete };
}

/** `xs.map((x) => …)`: what the callback makes of each. */
function calledBack(
  recognition: Recognition,
  { module, scope, expr }: LocatedCall,
  given: Turn,
  depth: number,
): Elements | null {
  const { callee, args } = expr;
  const [callback] = args;
  if (callee.kind !== 'member' || callee.property !== 'map' || callback === undefined) return null;
  const found = recognition.resolver.fn({ module, scope, expr: callback });
  const [returned] = found?.fn.returns ?? [];
  const [param] = found?.fn.params ?? [];
  if (found === null || returned === undefined || param === undefined || found.fn.returns.length > 1)
    return null;
  const inside = (inner: Expr): Located => ({ module: found.module, scope: found.fn.scope, expr: inner });
  const at = inside({ kind: 'name', name: param.name, span: returned.span });
  const from = elementsOf(recognition, { module, scope, expr: callee.object }, given, depth + 1);
  if (from === null || from.elements.length > MAX_TURNS) return null;
  const elements = from.elements.map((element) =>
    settled(recognition, inside(returned), [...element.given, { at, is: element.at }]),
  );
  return { elements, complete: from.complete };
}

/** What a name was set to, where nothing else ever is; what the name is imported from; what is put in for it. */
function behindName(recognition: Recognition, at: Located, given: Turn): Located {
  let current = at;
  for (let steps = 0; steps < MAX_NESTED && current.expr.kind === 'name'; steps++) {
    const { module, scope } = current;
    const all = lookUp(module, scope, current.expr.name);
    const binding = all === null ? null : seenFrom(all, current.scope, current.expr.span);
    if (binding === null || binding.appends.length > 0) return current;
    const [set, ...others] = binding.sets;
    if (set !== undefined) {
      if (others.length > 0 || binding.imports.length > 0) return current;
      current = { module, scope: set.scope, expr: set.value };
    } else if (binding.param !== null) {
      const passed = given.findLast((one) => isParameter(one, binding));
      if (passed === undefined) return current;
      current = passed.is;
    } else {
      const resolved = binding.imports.length === 0 ? null : recognition.resolver.value(current);
      return resolved?.kind === 'definition' ? resolved.at : current;
    }
  }
  return current;
}

function isParameter({ at }: Assumption, binding: Binding): boolean {
  return at.expr.kind === 'name' && lookUp(at.module, at.scope, at.expr.name) === binding;
}

/** What an element is made of, where a function of the program makes it. */
function settled(recognition: Recognition, at: Located, given: Turn): Element {
  const body = isCall(at) ? bodyOf(recognition, at, given) : null;
  return body ?? { at, given };
}

/** What the one `return` of a called function gives back, with what the call passes put in for the parameters. */
function bodyOf(recognition: Recognition, call: LocatedCall, given: Turn): Element | null {
  const { resolver } = recognition;
  const found = resolver.assuming(given, () => resolver.fn(within(call, call.expr.callee)));
  const [returned] = found?.fn.returns ?? [];
  if (found === null || returned === undefined || found.fn.returns.length > 1) return null;
  const { module, fn } = found;
  const inside = (expr: Expr): Located => ({ module, scope: fn.scope, expr });
  const params = fn.params.filter(({ name }) => name !== 'self' && name !== 'cls');
  const passed = params.flatMap(({ name }, position): Assumption[] => {
    const value = call.expr.named.find((one) => one.name === name)?.value ?? call.expr.args[position];
    // What the function sets again is no longer what it was passed.
    const isSet = lookUp(module, fn.scope, name)?.sets.length !== 0;
    if (value === undefined || isSet) return [];
    return [{ at: inside({ kind: 'name', name, span: returned.span }), is: within(call, value) }];
  });
  return { at: inside(returned), given: [...given, ...passed] };
}
