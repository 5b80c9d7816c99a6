import type { CallExpr, ClassIr, Decorator, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument, textArgument } from '../calls/arguments.ts';
import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { declaredSchema, signatureSchema } from './input-schema.ts';
import { describedTool } from './described-tools.ts';
import { modelGiven, type Body } from './model-given.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { subclassTool, type LocatedClass } from './tool-classes.ts';
import { makingOf, placeOf, textIn, type MadeBy } from './made-by.ts';
import { addTool, type AddedTool } from './tools.ts';
import { approvalAt, enabledAt, symbolOf, type ToolPlace } from './tool-place.ts';
import { builtinRow, builtinTool, packageTool, retrieverTool } from './builtin-tools.ts';

/** The function that runs when the tool is called; null where it was not resolved. */
function bodyAt(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
  by: MadeBy | null,
): Body | null {
  const at = placeOf(recognition, call, paths, by);
  return at === null ? null : recognition.resolver.fn(at);
}

/** Undefined where nothing is declared, or where it was not resolved. */
function schemaAt(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
  by: MadeBy | null = null,
) {
  const at = placeOf(recognition, call, paths, by);
  return at === null ? undefined : declaredSchema(recognition, at);
}

/** A class whose fields are the arguments: `tool(Answer)`, `bind_tools([Answer])`. */
function classTool(recognition: Recognition, { module, cls }: LocatedClass): AddedTool {
  const scope = module.scopes[cls.scope]?.parent ?? 0;
  const at: Located = { module, scope, expr: { kind: 'class', cls, span: cls.span } };
  return addTool(recognition, {
    name: cls.name,
    symbol: cls.symbol,
    at,
    description: cls.doc,
    schema: declaredSchema(recognition, at),
    body: null,
    given: [],
    approval: null,
    isClass: true,
  });
}

/** The class that a call makes a tool of; null where it is handed anything else. */
function classArgument(recognition: Recognition, call: LocatedCall): LocatedClass | null {
  const [first] = call.expr.args;
  return first === undefined || first.kind === 'call' ? null : recognition.resolver.cls(within(call, first));
}

/** Calls that make a tool, and functions that become one where a list's entry has them made. */
const placed = new WeakMap<Recognition, Set<CallExpr | FunctionIr>>();

function markPlaced(recognition: Recognition, made: CallExpr | FunctionIr): void {
  placed.set(recognition, (placed.get(recognition) ?? new Set()).add(made));
}

/** A tool that a call makes: `tool({…})`, `FunctionTool(…)`, `StructuredTool.from_function(f)`. */
function factoryTool(
  recognition: Recognition,
  call: LocatedCall,
  found: InFramework<'tools'>,
  place: ToolPlace,
  entry: Located = call,
): AddedTool {
  const { row } = found;
  const { arguments: where } = row;
  markPlaced(recognition, call.expr);
  const { at, by, isOneOfSeveral } = makingOf(recognition, entry, { call, made: call }, found, place.key);
  const body = bodyAt(recognition, call, where.body ?? (row.form === 'decorator' ? ['0'] : undefined), by);
  const binding = recognition.names.binding(at)?.split('.').at(-1);
  const cls = body === null && row.form === 'decorator' ? classArgument(recognition, call) : null;
  if (cls !== null) return classTool(recognition, cls);
  const name = place.key ?? textIn(recognition, call, where.name, by) ?? body?.fn.name ?? binding ?? 'tool';
  const given = body === null ? [] : modelGiven(body, row.skipsFirst ?? []);
  // FunctionTool hands its body a context and one JSON text.
  const positional = body?.module.language === 'python' && where.schema?.includes('params_json_schema');
  const declared = schemaAt(recognition, call, where.schema, by);
  const derived =
    body?.module.language === 'python' && !positional ? signatureSchema(body.fn, given) : undefined;
  const tool = addTool(recognition, {
    name,
    symbol: symbolOf(recognition, at, place, name),
    at,
    description: textIn(recognition, call, where.description, by) ?? body?.fn.doc ?? null,
    schema: declared ?? derived,
    body,
    given: (positional === true ? given.slice(-1) : given).map((param) => param.name),
    approval: approvalAt(recognition, call, where.approval),
    enabled: enabledAt(recognition, call, where.enabled),
  });
  return isOneOfSeveral ? { ...tool, isOneOfSeveral } : tool;
}

/**
 * A tool that no list was seen to hold, and that no variable holds: a function gives it back, or it stands in a record. One that
 * is made of nothing but what a function was handed is made by the function's callers.
 *
 * @param framework The row by which the call makes a tool.
 */
export function looseTool(
  recognition: Recognition,
  call: LocatedCall,
  { framework, row }: InFramework<'tools'>,
): void {
  if (placed.get(recognition)?.has(call.expr) === true) return;
  const { arguments: where } = row;
  const named = textArgument(recognition, call, where.name);
  // Named by what is not known: any name would be another's.
  if (named === null && argument(recognition, call, where.name).kind !== 'absent') return;
  const key =
    recognition.names.entry(call)?.key ?? recognition.names.enclosing(call)?.split('.').at(-1) ?? null;
  if (named === null && key === null) return;
  const isDescribed =
    textArgument(recognition, call, where.description) !== null ||
    schemaAt(recognition, call, where.schema) !== undefined;
  if (!isDescribed) return;
  factoryTool(
    recognition,
    call,
    { framework, row },
    { framework, owner: 'module', key: named === null ? key : null },
  );
}

/** A Python function under a tool decorator, or one that the framework takes as it is. */
function functionTool(
  recognition: Recognition,
  body: Body,
  decorated: { readonly entry: InFramework<'tools'>; readonly call: LocatedCall | null } | null,
  listed: { readonly entry: Located; readonly place: ToolPlace } | null = null,
): AddedTool {
  const { call = null } = decorated ?? {};
  const where = decorated?.entry.row.arguments;
  const given = modelGiven(body, decorated?.entry.row.skipsFirst ?? []);
  const made = functionAt(body);
  const making =
    listed === null || call === null || decorated === null
      ? null
      : makingOf(recognition, listed.entry, { call, made }, decorated.entry, null);
  const by = making?.by ?? null;
  // A bare decorator says nothing: name and description are the function's.
  const said = call === null ? null : textIn(recognition, call, where?.name, by);
  const describedAs = call === null ? null : textIn(recognition, call, where?.description, by);
  const symbol = recognition.names.functionName(body.fn) ?? 'function';
  const name = said ?? body.fn.name ?? symbol;
  if (by !== null) markPlaced(recognition, body.fn);
  const tool = addTool(recognition, {
    name,
    symbol: by === null || listed === null ? symbol : symbolOf(recognition, by.at, listed.place, name),
    at: making?.at ?? made,
    description: describedAs ?? body.fn.doc,
    schema: signatureSchema(body.fn, given),
    body,
    given: given.map((param) => param.name),
    approval:
      call === null
        ? where?.approval === undefined
          ? null
          : 'none'
        : approvalAt(recognition, call, where?.approval),
    enabled: call === null ? null : enabledAt(recognition, call, where?.enabled),
  });
  return making?.isOneOfSeveral === true ? { ...tool, isOneOfSeveral: true } : tool;
}

/** The function as a place: what is said of the tool points there. */
export function functionAt(body: Body): Located {
  return {
    module: body.module,
    scope: body.fn.scope,
    expr: { kind: 'function', fn: body.fn, span: body.fn.span },
  };
}

/** The decorator that makes a function or class a tool, where it has one. */
function toolDecorator(
  recognition: Recognition,
  module: ModuleIr,
  of: { readonly scope: number; readonly decorators: readonly Decorator[] },
) {
  const scope = module.scopes[of.scope]?.parent ?? 0;
  for (const { expr } of of.decorators) {
    const at: Located = { module, scope, expr };
    const called = within(at, expr.kind === 'call' ? expr.callee : expr);
    const symbol = recognition.resolver.symbol(called);
    const entry =
      symbol === null ? undefined : recognition.catalog.tools.get(canonicalSymbol(symbol.qualified));
    if (entry?.row.form === 'decorator') return { entry, call: isCall(at) ? at : null };
  }
  return null;
}

/** The AI SDK takes plain objects of the shape that `tool()` gives back. */
function objectTool(recognition: Recognition, at: Located, place: ToolPlace): AddedTool | null {
  const entries = place.framework.id === 'ai-sdk' ? recognition.resolver.object(at)?.entries : undefined;
  const execute = entries?.get('execute');
  const schema = entries?.get('inputSchema') ?? entries?.get('parameters');
  // Any object could be one; a schema and a key in a tool list make it sure enough.
  if (entries === undefined || schema === undefined || place.key === null) return null;
  const body = execute === undefined ? null : recognition.resolver.fn(execute);
  const description = entries.get('description');
  const text = description === undefined ? null : recognition.resolver.value(description);
  return addTool(recognition, {
    name: place.key,
    symbol: symbolOf(recognition, at, place, place.key),
    at,
    description: text?.kind === 'known' && typeof text.value === 'string' ? text.value : null,
    schema: declaredSchema(recognition, schema),
    body,
    given: body === null ? [] : modelGiven(body, []).map((param) => param.name),
    approval: entries.has('needsApproval') ? null : 'none',
  });
}

/** Frameworks that bind tools to a model also take them described in place. */
function boundTool(recognition: Recognition, at: Located, place: ToolPlace): AddedTool | null {
  return place.framework.bindTools.length === 0 ? null : describedTool(recognition, at);
}

/** The tool that one expression in a tool list stands for; null where it is none that the catalogue knows. */
export function toolAt(
  recognition: Recognition,
  at: Located,
  place: ToolPlace,
  entry: Located = at,
): AddedTool | null {
  const { catalog, resolver } = recognition;
  const value = isCall(at) ? at : resolver.value(at).at;
  if (isCall(value)) {
    const called = calledSymbol(recognition, value);
    const factory = called === null ? undefined : catalog.tools.get(called.symbol);
    if (factory !== undefined) return factoryTool(recognition, value, factory, place, entry);
    const builtin = called === null ? undefined : builtinRow(recognition, called.symbol);
    if (builtin !== undefined) return builtinTool(recognition, value, builtin, place);
    const retriever = called === null ? undefined : catalog.retrieverTools.get(called.symbol);
    if (retriever !== undefined) return retrieverTool(recognition, value, retriever, place);
    const cls = resolver.cls(within(value, value.expr.callee));
    const subclass = cls === null ? null : subclassTool(recognition, cls);
    if (subclass !== null) return subclass;
    // A function of the program may make the tool and give it back.
    const made = resolver.value(value).at;
    if (made.expr !== value.expr) return toolAt(recognition, made, place, entry);
    return called === null ? null : packageTool(recognition, value, called.symbol, place);
  }
  const body = resolver.fn(at);
  const cls = body === null && value.expr.kind === 'class' ? resolver.cls(at) : null;
  if (cls !== null && (place.takesClasses === true || isDecorated(recognition, cls)))
    return classTool(recognition, cls);
  if (body === null) return objectTool(recognition, value, place) ?? boundTool(recognition, value, place);
  // A function is a tool by its decorator, or because the framework takes plain ones.
  const decorated = toolDecorator(recognition, body.module, body.fn);
  const isPlain = decorated === null && place.framework.plainFunctionsAreTools === true;
  return decorated !== null || isPlain ? functionTool(recognition, body, decorated, { entry, place }) : null;
}

/** By the catalogue's decorators alone: a dataclass is no tool. */
function isDecorated(recognition: Recognition, { module, cls }: LocatedClass): boolean {
  return cls.decorators.length > 0 && toolDecorator(recognition, module, cls) !== null;
}

/** The cheap question before bases are followed: a tool class of one's own has the method that runs, or the name of the tool. */
function mayBeTool({ catalog }: Recognition, { bases, methods, assignments }: ClassIr): boolean {
  if (bases.length === 0) return false;
  if (assignments.some(({ target }) => target === 'name')) return true;
  return methods.some(({ name }) => name !== null && catalog.toolMethods.has(name));
}

/** Every function and class of the program under a tool decorator, and every subclass of a tool, listed by an agent or not. */
export function addDeclaredTools(recognition: Recognition): void {
  for (const module of recognition.program.modules.values())
    for (const scope of module.declaring) {
      for (const fn of scope.functions) {
        // What is made of it where a list has it made is declared already.
        const isMade = fn.decorators.length === 0 || placed.get(recognition)?.has(fn) === true;
        const decorated = isMade ? null : toolDecorator(recognition, module, fn);
        if (decorated !== null) functionTool(recognition, { module, fn }, decorated);
      }
      for (const cls of scope.classes) {
        if (isDecorated(recognition, { module, cls })) classTool(recognition, { module, cls });
        else if (mayBeTool(recognition, cls)) subclassTool(recognition, { module, cls });
      }
    }
}
