import type { CompleteMark, Fact, Gap } from '#model';
import { withoutMember } from '../dotted-name.ts';
import type { Program } from '../program.ts';
import type { LocatedClass, Resolver } from '../resolve/resolver.ts';
import { executedAgent } from './agents/agent-calls.ts';
import { addBoundModels } from './agents/bound-models.ts';
import { classAgents } from './agents/agent-classes.ts';
import { describeAgents } from './agents/agent-description.ts';
import { makingsInClasses, type Making } from './agents/agent-families.ts';
import { addAgent } from './agents/agents.ts';
import { argument } from './calls/arguments.ts';
import { callsNamed } from './calls/callers.ts';
import { addReadCredentials } from './credentials/read-credentials.ts';
import { addDefaultKey } from './credentials/default-keys.ts';
import { builtinRow, builtinTool } from './tools/builtin-tools.ts';
import { addExecutor } from './agents/executors.ts';
import { FactSink } from './recognition/fact-sink.ts';
import { namedTools } from './tools/named-tools.ts';
import { addDeclaredTools, looseTool, toolAt } from './tools/framework-tools.ts';
import { heldMakers } from './agents/held-makers.ts';
import { addRunModels } from './agents/run-models.ts';
import { addUnknownMakers } from './agents/unknown-makers.ts';
import { addFunctionalAgents } from './agents/functional-agents.ts';
import { addGraphAgents } from './agents/graph-agents.ts';
import { addConfiguredModels } from './models/configured-models.ts';
import { addSentTools } from './tools/sent-tools.ts';
import { connectedServers } from './servers/mcp-clients.ts';
import { addMcpServers } from './servers/mcp-servers.ts';
import { addModel, modelsOf, modelsPassed } from './models/models.ts';
import { knownCalls } from './calls/known-calls.ts';
import { addLooseInstructions } from './prompts/sent-instructions.ts';
import { calledSymbol, type LocatedCall, type Recognition } from './recognition/recognition.ts';
import { addVectorStore, vectorStoreMade } from './latitude/vector-stores.ts';
import { addDeclaredVectorTables } from './latitude/declared-vector-tables.ts';
import { addVectorTables } from './latitude/vector-tables.ts';
import { addProvenKeys } from './credentials/proven-keys.ts';
import { addCredentialsReadByName } from './credentials/named-reads.ts';
import { addSettingsCredentials } from './credentials/settings-classes.ts';
import { SymbolNames } from './recognition/symbol-names.ts';

/** `complete`: of which nodes a list is known to its end. */
interface Recognised {
  readonly facts: readonly Fact[];
  readonly gaps: readonly Gap[];
  readonly complete: readonly CompleteMark[];
}

/** Agents first: what they hold gets its name from them. */
function addAgents(recognition: Recognition): void {
  for (const { call, symbol } of knownCalls(recognition)) {
    const entry = recognition.catalog.agents.get(symbol);
    if (entry !== undefined) addAgent(recognition, { call, entry });
  }
  for (const { call, entry } of heldMakers(recognition).values()) addAgent(recognition, { call, entry });
  for (const { call, entry } of classAgents(recognition)) addAgent(recognition, { call, entry });
  const executors = knownCalls(recognition).flatMap(({ call, symbol }) => {
    const entry = recognition.catalog.executors.get(symbol);
    return entry === undefined ? [] : [{ call, entry }];
  });
  for (const { call, entry } of executors) {
    addAgent(recognition, executedAgent(recognition, call, entry));
  }
  addInherited(recognition);
  // What is said of an agent first stays: before its executor says more.
  describeAgents(recognition);
  for (const { call, entry } of executors) addExecutor(recognition, call, entry);
  eachInherited(recognition, ({ call, symbol }, receiver) => {
    const entry = recognition.catalog.executors.get(symbol);
    if (entry !== undefined) addExecutor(recognition, call, entry, receiver);
  });
}

/** Calls that make an agent for each of several classes, once for each, asked as an object of it. */
function eachInherited(
  recognition: Recognition,
  add: (making: Making, receiver: LocatedClass) => void,
): void {
  for (const making of makingsInClasses(recognition))
    for (const receiver of making.receivers)
      recognition.resolver.asReceiver(receiver, () => {
        add(making, receiver);
      });
}

/** Agents of classes that inherit what makes them. */
function addInherited(recognition: Recognition): void {
  const { agents, executors } = recognition.catalog;
  eachInherited(recognition, ({ call, symbol }, receiver) => {
    const entry = agents.get(symbol);
    const executor = executors.get(symbol);
    if (entry !== undefined) addAgent(recognition, { call, entry, receiver });
    else if (executor !== undefined)
      addAgent(recognition, executedAgent(recognition, call, executor, receiver));
  });
}

/** Assets that no agent was seen to use are assets all the same. */
function addLooseAssets(recognition: Recognition): void {
  const { catalog } = recognition;
  for (const { call, symbol } of knownCalls(recognition)) {
    addLoose(recognition, call, symbol);
    if (catalog.mcpClients.has(symbol) || catalog.mcpMultiClients.has(symbol))
      connectedServers(recognition, call);
  }
}

/**
 * One call that makes a store, a model or a tool. What an agent holds already gets the same id, and stays one asset.
 */
function addLoose(recognition: Recognition, call: LocatedCall, symbol: string): void {
  const { catalog } = recognition;
  const handle = vectorStoreMade(recognition, call);
  if (handle !== null && !isHandleOfMethod(recognition, call)) addVectorStore(recognition, handle);
  if (
    catalog.modelCalls.has(symbol) ||
    catalog.instances.has(symbol) ||
    catalog.instances.has(withoutMember(symbol))
  )
    for (const model of [...modelsOf(recognition, call, 'id').models, ...modelsPassed(recognition, call)])
      addModel(recognition, model);
  addDefaultKey(recognition, null, call, symbol);
  addSentTools(recognition, call, symbol);
  namedTools(recognition, call);
  const ready = builtinRow(recognition, symbol);
  if (ready !== undefined && recognition.names.binding(call) !== null)
    builtinTool(recognition, call, ready, { framework: ready.framework, owner: 'module', key: null });
  // A tool without an agent is exported for somebody else's.
  const tool = catalog.tools.get(symbol);
  if (tool?.row.form === 'factory' && recognition.names.binding(call) === null)
    looseTool(recognition, call, tool);
  else if (tool?.row.form === 'factory')
    toolAt(recognition, call, {
      framework: tool.framework,
      owner: 'module',
      key: boundKey(recognition, call, tool.row.arguments.name),
    });
}

/** A client that names its store call by call is no store by itself. */
function isHandleOfMethod(recognition: Recognition, call: LocatedCall): boolean {
  const called = calledSymbol(recognition, call);
  return (recognition.catalog.vectorStores.get(called?.symbol ?? '')?.nameInCall.length ?? 0) > 0;
}

/** A framework that names tools by key: the variable's name is what it will most likely be. */
function boundKey(
  recognition: Recognition,
  call: LocatedCall,
  names: readonly string[] | undefined,
): string | null {
  if (names !== undefined && argument(recognition, call, names).kind !== 'absent') return null;
  return recognition.names.binding(call)?.split('.').at(-1) ?? null;
}

/**
 * Everything of AI that a program declares.
 *
 * @param hash SHA-256 of a text, in hex.
 */
export function recognise(
  program: Program,
  resolver: Resolver,
  input: Pick<Recognition, 'catalog' | 'target' | 'inspector' | 'hash'>,
): Recognised {
  // One set of facts for the whole target: what two recognisers find twice is one asset with two proofs.
  const sink = new FactSink(input.target.id);
  const recognition: Recognition = {
    program,
    resolver,
    sink,
    names: new SymbolNames(),
    ...input,
  };
  recognition.resolver.followHandedValues((name) => callsNamed(recognition, name));
  // The order decides which symbol a thing that several of them find is named by.
  addAgents(recognition);
  addGraphAgents(recognition);
  addFunctionalAgents(recognition);
  addBoundModels(recognition);
  describeAgents(recognition);
  addRunModels(recognition);
  addUnknownMakers(recognition);
  addMcpServers(recognition);
  addDeclaredTools(recognition);
  addLooseAssets(recognition);
  addVectorTables(recognition);
  addDeclaredVectorTables(recognition);
  addReadCredentials(recognition);
  addSettingsCredentials(recognition);
  addCredentialsReadByName(recognition);
  addProvenKeys(recognition);
  addLooseInstructions(recognition);
  addConfiguredModels(recognition);
  const busyIn = resolver.busyIn();
  if (busyIn !== null)
    sink.gap(busyIn, 'unresolved', 'values that are made of values: from here on none was read to its end');
  return { facts: sink.facts(), gaps: sink.gaps(), complete: sink.marks() };
}
