import { declaredId, globalId, INTERNET_ID, type AttributesOf, type NodeId } from '#model';
import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { Condition, Located } from '../../resolve/resolver.ts';
import type { BodyReach } from '../latitude/body-reach.ts';
import { isOutside } from '../latitude/egress.ts';
import { canonicalJson, limitsOf, type Json } from './input-schema.ts';
import { addModel } from '../models/models.ts';
import { stateOf, type Recognition } from '../recognition/recognition.ts';
import { hangsOnTurn, openReach } from './turns-of-loops.ts';
import { reachOf } from '../latitude/tool-body.ts';
import { reachOfCalled, type Dispatcher } from '../latitude/dispatched-reach.ts';

type ToolAttributes = AttributesOf<'tool'>;

/** A tool as its framework declares it. */
export interface ToolDefinition {
  readonly name: string;
  /** Stable name in its module. */
  readonly symbol: string;
  readonly at: Located;
  readonly description: string | null;
  /** Undefined where the schema was not resolved. */
  readonly schema: Json | undefined;
  readonly body: { readonly module: ModuleIr; readonly fn: FunctionIr } | null;
  /** Functions that were handed to the one that made the body, by its parameters. */
  readonly handed?: ReadonlyMap<string, Located>;
  /** The function that runs it and others, by name: it stands in for a body. */
  readonly dispatcher?: Dispatcher | null;
  /** Parameters of the body whose value the model chooses. */
  readonly given: readonly string[];
  /** Null where it is decided at run time, or not by this framework. */
  readonly approval: 'none' | 'required' | null;
  /** What decides at run time whether the model is told of it; null where it always is. */
  readonly enabled?: Condition | null;
  /** It is a class that the model fills in: nothing runs. */
  readonly isClass?: true;
}

/** What its owners must know of a tool that was added. */
export interface AddedTool {
  readonly id: NodeId;
  /** As the model is told. */
  readonly name: string;
  /** What decides at run time whether the model is told of it. */
  readonly enabled?: Condition;
  readonly approval: 'none' | 'required' | null;
  /** Node of the content that strangers can put into its results. */
  readonly untrusted: NodeId | null;
  /** What strangers can put into its results. */
  readonly brings: readonly string[];
  /** One call makes it and others, by what a function is passed, and which of them stands here was not found. */
  readonly isOneOfSeveral?: true;
  /** Variables that its body reads: whoever hosts it holds them. */
  readonly environment: ReadonlyMap<string, Located>;
}

/** Characters kept; the hash is of the whole. */
const MAX_SCHEMA = 2_000;
const MAX_DESCRIPTION = 1_000;
const added = new WeakMap<Recognition, Map<NodeId, AddedTool>>();

/** What the model is told of the tool. Its hash changes with any of it, and with nothing else. */
function definitionAttributes(recognition: Recognition, tool: ToolDefinition): ToolAttributes {
  const description =
    tool.description === null
      ? null
      : recognition.inspector.redact(tool.description.trim()).slice(0, MAX_DESCRIPTION);
  const said: ToolAttributes = {
    ...(description === null ? {} : { description }),
    ...(tool.approval === null ? {} : { approval: tool.approval }),
  };
  if (tool.schema === undefined) return said;
  const schema = recognition.inspector.redact(canonicalJson(tool.schema));
  // What the model is shown: a change of any of it is a change that somebody should have approved.
  const definition = canonicalJson({ name: tool.name, description, inputSchema: schema });
  return { ...said, inputSchema: schema.slice(0, MAX_SCHEMA), definitionHash: recognition.hash(definition) };
}

/** Where a body can send, from the freest to none. `none` is only said of a body that was followed to its end. */
function egressAttributes(reach: BodyReach): ToolAttributes {
  const untrusted = reach.untrusted.size > 0 ? { returnsUntrusted: true } : {};
  if (reach.anyHost !== null) return { egress: 'any', ...untrusted };
  // Code that the caller writes sends wherever it likes.
  if (reach.latitude === 'arbitrary' && !reach.inSandbox) return { egress: 'any', ...untrusted };
  if (reach.egressOpen) return untrusted;
  if (reach.hosts.size > 0)
    return { egress: 'fixed', egressHosts: [...reach.hosts.keys()].sort(), ...untrusted };
  // A body that was not followed to its end may still send somewhere.
  if (!reach.sinksResolved) return untrusted;
  // Who wrote what lies in a store cannot be read from the code that reads it: complaints, tickets, mails.
  return reach.effects.has('reads')
    ? { egress: 'none', ...untrusted }
    : { egress: 'none', returnsUntrusted: false, ...untrusted };
}

/** An open latitude is only said where it cannot be higher; what is sure is kept where it says more than the arguments do. */
function latitudeAttributes({ latitude, latitudeOpen }: BodyReach): ToolAttributes {
  if (!latitudeOpen || latitude === 'arbitrary') return { latitude };
  return latitude === 'query' ? { latitudeAtLeast: latitude } : {};
}

/** What the code can do with what the model gives it. */
function bodyAttributes(tool: ToolDefinition, reach: BodyReach): ToolAttributes {
  return {
    ...latitudeAttributes(reach),
    executesIn: reach.inSandbox ? 'sandbox' : 'in-process',
    effects: reach.effects.size === 0 ? null : [...reach.effects].sort(),
    sinksResolved: reach.sinksResolved,
    // What the body calls its one argument is no name that the model gives.
    untrustedInputs: schemaNames(tool) ?? givenNames(tool),
    ...egressAttributes(reach),
  };
}

/** Null where the schema was not resolved to its properties. */
function schemaNames({ schema }: Pick<ToolDefinition, 'schema'>): string[] | null {
  const fields =
    schema !== null && typeof schema === 'object' && 'properties' in schema ? schema['properties'] : null;
  return fields !== null && typeof fields === 'object' ? Object.keys(fields) : null;
}

/** What the model fills in is handed back as it is. */
function classAttributes(tool: ToolDefinition): ToolAttributes {
  const names = schemaNames(tool);
  return {
    // Nothing runs, whatever its fields are: arguments are the most that influence yields.
    latitude: names?.length === 0 ? 'fixed' : 'parameterised',
    ...(names === null ? {} : { untrustedInputs: names }),
    executesIn: 'in-process',
    effects: null,
    sinksResolved: true,
    egress: 'none',
    returnsUntrusted: false,
  };
}

/** A destructured parameter is named by its position: what the model gives are then the names taken from it. */
function givenNames(tool: ToolDefinition): string[] {
  const names = tool.given.flatMap((name) => {
    if (!name.startsWith('#')) return [name];
    const bound = tool.body?.fn.assignments.filter(
      ({ value }) => value.kind === 'member' && value.object.kind === 'name' && value.object.name === name,
    );
    return (bound ?? []).map(({ target }) => target);
  });
  return [...new Set(names)];
}

/** The outside party that holds a host; null for hosts of the machine or the private network. */
export function addThirdParty(recognition: Recognition, host: string, at: Located): NodeId | null {
  if (!isOutside(host)) return null;
  return recognition.sink.node({
    id: globalId('third-party', host),
    kind: 'third-party',
    name: host,
    attributes: {},
    evidence: [recognition.sink.evidence(at)],
  });
}

/** One node for all of it, whoever sends there. */
export function addInternet(recognition: Recognition, at: Located): NodeId {
  return recognition.sink.node({
    id: INTERNET_ID,
    kind: 'internet',
    name: 'internet',
    attributes: {},
    evidence: [recognition.sink.evidence(at)],
  });
}

/** Content of strangers that a tool brings in: it can steer the tool's caller. */
export function addUntrustedContent(
  recognition: Recognition,
  tool: { readonly id: NodeId; readonly name: string },
  at: Located,
): NodeId {
  const { sink, target } = recognition;
  const id = sink.node({
    id: globalId('untrusted-content', target.name, tool.name),
    kind: 'untrusted-content',
    name: `what ${tool.name} returns`,
    state: stateOf(at.module),
    attributes: {},
    evidence: [sink.evidence(at)],
  });
  sink.edge(id, 'influences', tool.id, [sink.evidence(at)]);
  return id;
}

/** The edges of what a body touches. Gives the node of the strangers' content that it brings in, or null. */
function reachEdges(recognition: Recognition, id: NodeId, name: string, reach: BodyReach): NodeId | null {
  const { sink } = recognition;
  // Each at the call that touches: that is what has to be changed.
  for (const touch of reach.touches)
    sink.edge(id, touch.edge, touch.store, [sink.evidence(touch.at)], touch.actions, [], touch);
  for (const [host, at] of reach.hosts) {
    const party = addThirdParty(recognition, host, at);
    if (party !== null) sink.edge(id, 'egresses-to', party, [sink.evidence(at)]);
  }
  if (reach.anyHost !== null)
    sink.edge(id, 'egresses-to', addInternet(recognition, reach.anyHost), [sink.evidence(reach.anyHost)]);
  for (const model of reach.models)
    sink.edge(id, 'uses-model', addModel(recognition, model), [sink.evidence(model.at)]);
  const [untrusted] = reach.untrusted.values();
  return untrusted === undefined ? null : addUntrustedContent(recognition, { id, name }, untrusted);
}

/** Null where it was not found what runs. */
function toolReach(recognition: Recognition, tool: ToolDefinition): BodyReach | null {
  if (tool.body !== null)
    return reachOf(recognition, tool.body, tool.given, tool.handed, limitsOf(tool.schema));
  if (tool.dispatcher == null) return null;
  return reachOfCalled(recognition, tool.dispatcher, tool.name, schemaNames(tool)?.length === 0);
}

/** What was not followed, once a tool, and as whom its clients act where nobody knows. */
function tellGaps({ sink }: Recognition, tool: ToolDefinition, reach: BodyReach | null): void {
  const where = `${tool.at.module.path}#${tool.symbol}`;
  if (reach === null && tool.isClass !== true)
    sink.gap(
      where,
      'unresolved',
      tool.dispatcher == null
        ? 'the body of the tool was not found'
        : 'which part of the handler runs the tool was not found',
    );
  else if (reach !== null && reach.notFollowed.size > 0)
    sink.gap(where, 'unresolved', `not followed: ${[...reach.notFollowed].sort().slice(0, 8).join(', ')}`);
  for (const { actsAs } of reach?.touches ?? [])
    if (actsAs?.as === 'unseen') sink.gap(where, 'unresolved', actsAs.why);
}

/** A tool that a class makes for the agents of those below it under different names is another one for each name. */
function idOf(
  { target, resolver }: Recognition,
  tool: ToolDefinition,
  known: ReadonlyMap<NodeId, AddedTool>,
): NodeId {
  const { path } = tool.at.module;
  const id = declaredId('tool', target.name, path, tool.symbol);
  const receiver = resolver.receiver();
  const isAnother = receiver !== null && (known.get(id)?.name ?? tool.name) !== tool.name;
  return isAnother ? declaredId('tool', target.name, path, `${receiver.own.cls.symbol}.${tool.name}`) : id;
}

/** Adds a tool with what its body reaches; a tool that several agents share is analysed once. */
export function addTool(recognition: Recognition, tool: ToolDefinition): AddedTool {
  const { sink } = recognition;
  const known = added.get(recognition) ?? new Map<NodeId, AddedTool>();
  added.set(recognition, known);
  const id = idOf(recognition, tool, known);
  // By id and not by expression: a tool that is declared and listed is met twice.
  const before = known.get(id);
  if (before !== undefined) {
    if (tool.body !== null && hangsOnTurn(recognition, tool.body)) openReach(recognition, tool, id);
    return before;
  }
  // Whoever's agent asks, the body is the tool's: it is read as of any object.
  const reach =
    recognition.resolver.receiver() === null
      ? toolReach(recognition, tool)
      : recognition.resolver.asReceiver(null, () => toolReach(recognition, tool));
  sink.node({
    id,
    kind: 'tool',
    name: tool.name,
    state: stateOf(tool.at.module),
    attributes: {
      ...definitionAttributes(recognition, tool),
      ...(reach === null ? {} : bodyAttributes(tool, reach)),
      ...(tool.isClass === true ? classAttributes(tool) : {}),
    },
    evidence: [sink.evidence(tool.at)],
  });
  tellGaps(recognition, tool, reach);
  const untrusted = reach === null ? null : reachEdges(recognition, id, tool.name, reach);
  const facts: AddedTool = {
    id,
    name: tool.name,
    ...(tool.enabled == null ? {} : { enabled: tool.enabled }),
    approval: tool.approval,
    untrusted,
    brings: [...(reach?.untrusted.keys() ?? [])],
    environment: reach?.environment ?? new Map(),
  };
  known.set(id, facts);
  return facts;
}
