import { declaredId, type NodeId } from '#model';
import type { FunctionIr, ModuleIr, Parameter } from '../ir.ts';
import type { Located } from '../resolve/resolver.ts';
import { argument, textArgument } from './arguments.ts';
import { canonicalSymbol, type InFramework } from './catalog.ts';
import type { FrameworkFile } from './catalog-schema.ts';
import { declaredSchema, signatureSchema } from './input-schema.ts';
import { calledSymbol, isCall, stateOf, within, type LocatedCall, type Recognition } from './recognition.ts';
import { addVectorStore, vectorStoreMade } from './stores.ts';
import {
  addInternet,
  addThirdParty,
  addTool,
  addUntrustedContent,
  type AddedTool,
  type ToolDefinition,
} from './tools.ts';

/** Where a tool stands in its owner: the key or position by which it is named when it has no name of its own. */
export interface ToolPlace {
  readonly framework: FrameworkFile;
  readonly owner: string;
  readonly key: string | null;
}

type Body = { readonly module: ModuleIr; readonly fn: FunctionIr };
type Approval = ToolDefinition['approval'];

/** Parameters that a framework fills in itself. */
function isInjected(param: Parameter, skips: readonly string[]): boolean {
  if (['self', 'cls', 'ctx', 'context'].includes(param.name) && param.type === null) return true;
  const type = param.type ?? '';
  return [...skips, 'Injected'].some((skip) => new RegExp(`\\b${skip}`).test(type));
}

function modelGiven(body: Body, skips: readonly string[]): readonly Parameter[] {
  if (body.module.language === 'typescript') return body.fn.params.slice(0, 1);
  return body.fn.params.filter((param) => param.name !== 'self' && !isInjected(param, skips));
}

/** Left out or false is none; true is required; a function decides call by call, which is neither. */
function approvalAt(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): Approval {
  if (paths === undefined) return null;
  const given = argument(recognition, call, paths);
  if (given.kind === 'absent') return 'none';
  if (given.kind === 'unknown') return null;
  const value = recognition.resolver.value(given.at);
  if (value.kind !== 'known') return null;
  return value.value === true ? 'required' : 'none';
}

function bodyAt(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): Body | null {
  const given = argument(recognition, call, paths);
  return given.kind === 'given' ? recognition.resolver.fn(given.at) : null;
}

function schemaAt(recognition: Recognition, call: LocatedCall, paths: readonly string[] | undefined) {
  const given = argument(recognition, call, paths);
  return given.kind === 'given' ? declaredSchema(recognition, given.at) : undefined;
}

function symbolOf(recognition: Recognition, at: Located, place: ToolPlace, name: string): string {
  const { names } = recognition;
  const maker = names.enclosing(at);
  // A function that makes the tool gives it its name, however many agents call it.
  const isMadeElsewhere = maker !== null && maker !== place.owner && !place.owner.startsWith(`${maker}.`);
  return names.binding(at) ?? (isMadeElsewhere ? maker : `${place.owner}.${place.key ?? name}`);
}

/** A tool that a call makes: `tool({…})`, `FunctionTool(…)`, `StructuredTool.from_function(f)`. */
function factoryTool(
  recognition: Recognition,
  call: LocatedCall,
  { row }: InFramework<'tools'>,
  place: ToolPlace,
): AddedTool {
  const { arguments: where } = row;
  const body = bodyAt(recognition, call, where.body);
  const binding = recognition.names.binding(call)?.split('.').at(-1);
  const name = place.key ?? textArgument(recognition, call, where.name) ?? body?.fn.name ?? binding ?? 'tool';
  const given = body === null ? [] : modelGiven(body, row.skipsFirst ?? []);
  const positional = body?.module.language === 'python' && where.schema?.includes('params_json_schema');
  const declared = schemaAt(recognition, call, where.schema);
  const derived =
    body?.module.language === 'python' && !positional ? signatureSchema(body.fn, given) : undefined;
  return addTool(recognition, {
    name,
    symbol: symbolOf(recognition, call, place, name),
    at: call,
    description: textArgument(recognition, call, where.description) ?? body?.fn.doc ?? null,
    schema: declared ?? derived,
    body,
    given: (positional === true ? given.slice(-1) : given).map((param) => param.name),
    approval: approvalAt(recognition, call, where.approval),
  });
}

/** A Python function under a tool decorator, or one that the framework takes as it is. */
function functionTool(
  recognition: Recognition,
  body: Body,
  decorated: { readonly entry: InFramework<'tools'>; readonly call: LocatedCall | null } | null,
): AddedTool {
  const at = functionAt(body);
  const { call = null } = decorated ?? {};
  const where = decorated?.entry.row.arguments;
  const given = modelGiven(body, decorated?.entry.row.skipsFirst ?? []);
  const said = call === null ? null : textArgument(recognition, call, where?.name);
  const describedAs = call === null ? null : textArgument(recognition, call, where?.description);
  const symbol = recognition.names.functionName(body.fn) ?? 'function';
  return addTool(recognition, {
    name: said ?? body.fn.name ?? symbol,
    symbol,
    at,
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
  });
}

export function functionAt(body: Body): Located {
  return {
    module: body.module,
    scope: body.fn.scope,
    expr: { kind: 'function', fn: body.fn, span: body.fn.span },
  };
}

/** The decorator that makes a function a tool, where it has one. */
function toolDecorator(recognition: Recognition, body: Body) {
  const scope = body.module.scopes[body.fn.scope]?.parent ?? 0;
  for (const { expr } of body.fn.decorators) {
    const at: Located = { module: body.module, scope, expr };
    const called = within(at, expr.kind === 'call' ? expr.callee : expr);
    const symbol = recognition.resolver.symbol(called);
    const entry =
      symbol === null ? undefined : recognition.catalog.tools.get(canonicalSymbol(symbol.qualified));
    if (entry?.row.form === 'decorator') return { entry, call: isCall(at) ? at : null };
  }
  return null;
}

/** A tool that comes with the framework or its vendor, known by name. */
function builtinTool(
  recognition: Recognition,
  call: LocatedCall,
  { row }: InFramework<'builtinTools'>,
  place: ToolPlace,
): AddedTool {
  const { sink, target } = recognition;
  const own = row.symbols[0]?.split(/[.#]/).at(-1) ?? 'tool';
  const name = place.key ?? row.name ?? own;
  const symbol = symbolOf(recognition, call, place, name);
  const id = declaredId('tool', target.name, call.module.path, symbol);
  const evidence = [sink.evidence(call)];
  const approval = approvalAt(recognition, call, row.approval);
  sink.node({
    id,
    kind: 'tool',
    name,
    state: stateOf(call.module),
    attributes: {
      latitude: row.latitude,
      executesIn: row.executesIn,
      ...(row.effects === undefined ? {} : { effects: row.effects }),
      ...(row.egress === undefined ? {} : { egress: row.egress }),
      ...(row.egressHosts === undefined ? {} : { egressHosts: row.egressHosts }),
      ...(row.returnsUntrusted === undefined ? {} : { returnsUntrusted: row.returnsUntrusted }),
      ...(approval === null ? {} : { approval }),
    },
    evidence,
  });
  for (const host of row.egressHosts ?? []) {
    const party = addThirdParty(recognition, host, call);
    if (party !== null) sink.edge(id, 'egresses-to', party, evidence);
  }
  if (row.egress === 'any') sink.edge(id, 'egresses-to', addInternet(recognition, call), evidence);
  hostedStores(recognition, call, row, id);
  const untrusted =
    row.returnsUntrusted === true ? addUntrustedContent(recognition, { id, name }, call) : null;
  return { id, approval, untrusted, brings: untrusted === null ? [] : ['web-page'], environment: new Map() };
}

/** Vector stores that the vendor keeps and the tool searches, named by id. */
function hostedStores(
  recognition: Recognition,
  call: LocatedCall,
  row: InFramework<'builtinTools'>['row'],
  tool: NodeId,
): void {
  if (row.store === undefined) return;
  const given = argument(recognition, call, row.store.names);
  const list = given.kind === 'given' ? recognition.resolver.list(given.at) : null;
  for (const item of list?.items ?? []) {
    const resolved = recognition.resolver.value(item);
    if (resolved.kind !== 'known' || typeof resolved.value !== 'string') continue;
    const { sink, target } = recognition;
    const store = sink.node({
      id: declaredId('vector-store', target.name, row.store.provider, resolved.value),
      kind: 'vector-store',
      name: resolved.value,
      state: stateOf(call.module),
      attributes: { provider: row.store.provider, collection: resolved.value },
      evidence: [sink.evidence(call)],
    });
    sink.edge(tool, 'retrieves-from', store, [sink.evidence(call)]);
  }
}

/** `create_retriever_tool(store.as_retriever(), name, description)`. */
function retrieverTool(
  recognition: Recognition,
  call: LocatedCall,
  { row }: InFramework<'retrieverTools'>,
  place: ToolPlace,
): AddedTool {
  const { sink, target } = recognition;
  const name = textArgument(recognition, call, row.arguments.name) ?? place.key ?? 'retriever';
  const description = textArgument(recognition, call, row.arguments.description);
  const id = declaredId('tool', target.name, call.module.path, symbolOf(recognition, call, place, name));
  const store = retrieverStore(recognition, call, row.arguments.retriever);
  sink.node({
    id,
    kind: 'tool',
    name,
    state: stateOf(call.module),
    attributes: {
      ...(description === null ? {} : { description: recognition.inspector.redact(description) }),
      latitude: 'parameterised',
      executesIn: 'in-process',
      effects: ['reads'],
      sinksResolved: store !== null,
    },
    evidence: [sink.evidence(call)],
  });
  if (store !== null) sink.edge(id, 'retrieves-from', store, [sink.evidence(call)]);
  return { id, approval: null, untrusted: null, brings: [], environment: new Map() };
}

/** Back from `store.as_retriever(…)` to what made the store. */
function retrieverStore(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[],
): NodeId | null {
  const given = argument(recognition, call, paths);
  let at: Located | null = given.kind === 'given' ? recognition.resolver.value(given.at).at : null;
  for (let step = 0; at !== null && isCall(at) && step < 6; step += 1) {
    const handle = vectorStoreMade(recognition, at);
    if (handle !== null) return addVectorStore(recognition, handle);
    at = recognition.resolver.symbol(within(at, at.expr.callee))?.origin ?? null;
  }
  return null;
}

/** The AI SDK takes plain objects of the shape that `tool()` gives back. */
function objectTool(recognition: Recognition, at: Located, place: ToolPlace): AddedTool | null {
  const entries = place.framework.id === 'ai-sdk' ? recognition.resolver.object(at)?.entries : undefined;
  const execute = entries?.get('execute');
  const schema = entries?.get('inputSchema') ?? entries?.get('parameters');
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

/** The tool that one expression in a tool list stands for; null where it is none that the catalogue knows. */
export function toolAt(recognition: Recognition, at: Located, place: ToolPlace): AddedTool | null {
  const { catalog, resolver } = recognition;
  const value = isCall(at) ? at : resolver.value(at).at;
  if (isCall(value)) {
    const called = calledSymbol(recognition, value);
    const factory = called === null ? undefined : catalog.tools.get(called.symbol);
    if (factory !== undefined) return factoryTool(recognition, value, factory, place);
    const builtin = called === null ? undefined : catalog.builtinTools.get(called.symbol);
    if (builtin !== undefined) return builtinTool(recognition, value, builtin, place);
    const retriever = called === null ? undefined : catalog.retrieverTools.get(called.symbol);
    if (retriever !== undefined) return retrieverTool(recognition, value, retriever, place);
    return null;
  }
  const body = resolver.fn(at);
  if (body === null) return objectTool(recognition, value, place);
  const decorated = toolDecorator(recognition, body);
  const isPlain = decorated === null && place.framework.plainFunctionsAreTools === true;
  return decorated !== null || isPlain ? functionTool(recognition, body, decorated) : null;
}

/** Every function of the program under a tool decorator, whether an agent lists it or not. */
export function addDecoratedTools(recognition: Recognition): void {
  for (const module of recognition.program.modules.values())
    for (const scope of module.scopes)
      for (const fn of scope.functions) {
        const decorated = toolDecorator(recognition, { module, fn });
        if (decorated !== null) functionTool(recognition, { module, fn }, decorated);
      }
}
