import { declaredId, type NodeId } from '#model';
import type { Located } from '../../resolve/resolver.ts';
import { argument, textArgument } from '../calls/arguments.ts';
import { type InFramework } from '../catalog/catalog.ts';
import {
  calledSymbol,
  isCall,
  stateOf,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { addVectorStore, vectorStoreMade } from '../latitude/vector-stores.ts';
import type { OwnTool } from '../catalog/tool-schema.ts';
import {
  addInternet,
  addThirdParty,
  addUntrustedContent,
  type AddedTool,
  type ToolDefinition,
} from './tools.ts';
import { approvalAt, symbolOf, type ToolPlace } from './tool-place.ts';

/**
 * A tool that comes with the framework or its vendor, known by name. Its code is not in the target: all that is said of
 * it is the catalogue's.
 */
export function builtinTool(
  recognition: Recognition,
  call: LocatedCall,
  { row }: InFramework<'builtinTools'>,
  place: ToolPlace,
): AddedTool {
  // The key in a tool list is what the model sees; else the name that it is given, or the vendor's for it.
  const given = place.framework.toolPackages.length > 0 ? textArgument(recognition, call, ['name']) : null;
  const name = place.key ?? given ?? row.name ?? className(recognition, call);
  const symbol = apart(recognition, call, symbolOf(recognition, call, place, name));
  const approval = approvalAt(recognition, call, row.approval);
  const tool = readyMade(recognition, call, row, { name, symbol, approval });
  hostedStores(recognition, call, row, tool.id);
  return tool;
}

/** By place and symbol, whose tools they are. */
const vendors = new WeakMap<Recognition, Map<string, string>>();

/** Tools of several vendors may stand under one key, each in a branch: they are not one tool. */
function apart(recognition: Recognition, call: LocatedCall, symbol: string): string {
  const taken = vendors.get(recognition) ?? new Map<string, string>();
  vendors.set(recognition, taken);
  const vendor = calledSymbol(recognition, call)?.symbol ?? '';
  for (let ordinal = 1; ; ordinal += 1) {
    const name = ordinal === 1 ? symbol : `${symbol}~${String(ordinal)}`;
    const key = `${call.module.path} ${name}`;
    const holder = taken.get(key);
    if (holder !== undefined && holder !== vendor) continue;
    taken.set(key, vendor);
    return name;
  }
}

/** A tool that an agent has without being given it; where the agent is made is where the tool stands. */
export function ownTool(
  recognition: Recognition,
  at: Located,
  row: OwnTool,
  { owner }: Pick<ToolPlace, 'owner'>,
): AddedTool {
  const { name } = row;
  return readyMade(recognition, at, row, { name, symbol: `${owner}.${name}`, approval: null });
}

/** The node with what the catalogue says of it, and where it sends. */
function readyMade(
  recognition: Recognition,
  call: Located,
  row: Omit<OwnTool, 'name'>,
  { name, symbol, approval }: Pick<ToolDefinition, 'name' | 'symbol' | 'approval'>,
): AddedTool {
  const { sink, target } = recognition;
  const id = declaredId('tool', target.name, call.module.path, symbol);
  const evidence = [sink.evidence(call)];
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
  // The vendor's tool fetches whatever the model asks it for.
  if (row.egress === 'any') sink.edge(id, 'egresses-to', addInternet(recognition, call), evidence);
  // What the vendor's tool brings back is anybody's: search results, pages, files.
  const untrusted =
    row.returnsUntrusted === true ? addUntrustedContent(recognition, { id, name }, call) : null;
  const brings = untrusted === null ? [] : ['web-page'];
  return { id, name, approval, untrusted, brings, environment: new Map() };
}

function className(recognition: Recognition, call: LocatedCall): string {
  return calledSymbol(recognition, call)?.symbol.split(/[.#]/).at(-1) ?? 'tool';
}

/** What helps tools in their packages, and is none. */
const HELPER = /(Wrapper|Toolkit|Input|Schema|Params|Client|Error)$/;

/** The row of a ready-made tool's class, wherever in its package it is imported from. */
export function builtinRow(
  { catalog }: Recognition,
  symbol: string,
): InFramework<'builtinTools'> | undefined {
  const row = catalog.builtinTools.get(symbol);
  if (row !== undefined) return row;
  const last = symbol.split(/[.#]/).at(-1) ?? '';
  const found = catalog.builtinByClass.get(last);
  return found?.framework.toolPackages.some((prefix) => symbol.startsWith(prefix)) === true
    ? found
    : undefined;
}

/** A ready-made tool of a package, of which nothing but its class is known; null for everything else. */
export function packageTool(
  recognition: Recognition,
  call: LocatedCall,
  symbol: string,
  place: ToolPlace,
): AddedTool | null {
  const last = symbol.split(/[.#]/).at(-1) ?? '';
  const isTool = /^[A-Z]/.test(last) && !HELPER.test(last);
  if (!isTool || !place.framework.toolPackages.some((prefix) => symbol.startsWith(prefix))) return null;
  const { sink, target } = recognition;
  const name = place.key ?? textArgument(recognition, call, ['name', '0.name']) ?? last;
  const id = declaredId('tool', target.name, call.module.path, symbolOf(recognition, call, place, name));
  const evidence = [sink.evidence(call)];
  const approval = approvalAt(recognition, call, undefined);
  sink.node({
    id,
    kind: 'tool',
    name,
    state: stateOf(call.module),
    attributes: { sinksResolved: false },
    evidence,
  });
  sink.gap(`${call.module.path}#${name}`, 'unresolved', 'what the package runs');
  return { id, name, approval, untrusted: null, brings: [], environment: new Map() };
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
    // Ids of hosted stores are configuration: not written down they are not known.
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

/**
 * `create_retriever_tool(store.as_retriever(), name, description)`. It searches with what the model asks, in one store
 * that is fixed.
 */
export function retrieverTool(
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
  return { id, name, approval: null, untrusted: null, brings: [], environment: new Map() };
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
