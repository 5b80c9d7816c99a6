import type { CompleteMark, Fact, Gap } from '#model';
import { withoutMember } from '../dotted-name.ts';
import type { Assignment, Expr, ModuleIr } from '../ir.ts';
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
import { addEnvCredential } from './credentials/credentials.ts';
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
import { addSchemaCredentials } from './credentials/environment-schemas.ts';
import { environmentReads } from './credentials/environment-reads.ts';

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

/** First names of every way to read the environment. */
const ENVIRONMENT_ROOTS: ReadonlySet<string> = new Set([
  'process',
  'import',
  'os',
  'environ',
  'getenv',
  'Deno',
  'Bun',
]);

/** Gives what a file of settings says (python-dotenv). */
const SETTINGS = 'dotenv_values';
const NONE: ReadonlySet<string> = new Set();

/** Whether the expression starts where the environment does: the cheap question before the resolver is asked. */
function startsAtEnvironment(expr: Expr, others: ReadonlySet<string>): boolean {
  let at = expr;
  // A chain that is longer starts elsewhere.
  for (let step = 0; step < 8; step += 1) {
    if (at.kind === 'name') return step > 0 && (ENVIRONMENT_ROOTS.has(at.name) || others.has(at.name));
    // Not lowered, as it is no name.
    if (at.kind === 'unknown') return at.text.startsWith('import.meta');
    if (at.kind === 'member' || at.kind === 'index') at = at.object;
    else if (at.kind === 'call') at = at.callee;
    else return false;
  }
  return false;
}

/** Names that hold what a file of settings says, as `dotenv_values()` gives it. */
function settingsNames({ scopes }: ModuleIr): ReadonlySet<string> {
  const holds = ({ value }: Assignment): boolean =>
    value.kind === 'call' &&
    ((value.callee.kind === 'name' && value.callee.name === SETTINGS) ||
      (value.callee.kind === 'member' && value.callee.property === SETTINGS));
  return new Set(scopes.flatMap(({ assignments }) => assignments.filter(holds).map(({ target }) => target)));
}

/** Reads of the environment whose name is a listed credential, wherever they stand. */
function addReadCredentials(recognition: Recognition): void {
  for (const module of recognition.program.modules.values()) {
    if (!module.readsEnvironment) continue;
    addSchemaCredentials(recognition, module);
    const others = module.language === 'python' ? settingsNames(module) : NONE;
    // Through alternatives and objects alone: what is inside another call is looked at with that call.
    const look = (scope: number, expr: Expr): void => {
      if (expr.kind === 'either') for (const option of expr.options) look(scope, option);
      else if (expr.kind === 'object') for (const { value } of expr.entries) look(scope, value);
      // `Bearer ${process.env.KEY}`.
      else if (expr.kind === 'template') {
        for (const part of expr.parts) if (typeof part !== 'string') look(scope, part);
      } else if (startsAtEnvironment(expr, others))
        for (const read of environmentReads(recognition.resolver.value({ module, scope, expr })))
          addEnvCredential(recognition, read.name, read.at, 'listed');
    };
    // Assignments and arguments: where a key is kept and where it is handed over.
    module.scopes.forEach((scope, index) => {
      for (const { value } of scope.assignments) look(index, value);
    });
    for (const { call, scope } of module.callSites) {
      look(scope, call);
      for (const arg of call.args) look(scope, arg);
      for (const { value } of call.named) look(scope, value);
    }
  }
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
