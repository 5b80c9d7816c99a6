import type { AttributesOf, Evidence } from '#model';
import type { LocatedClass } from '../../resolve/resolver.ts';
import { argument, textArgument, textOf, textsArgument } from '../calls/arguments.ts';
import {
  calledSymbol,
  isCall,
  stateOf,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { openChangedLists } from '../tool-lists/tool-list-uses.ts';
import type { ToolList } from '../tool-lists/tool-list.ts';
import type { AgentEntry } from './agent-calls.ts';
import { isRunOnMessages } from './agent-runs.ts';
import { asOwner, takeFoundAgents, type FoundAgent } from './agents.ts';
import { addToolEdges } from './tool-edges.ts';

/** Agents that one call makes, for each of several names. */
const MAX_NAMES = 20;

type AgentAttributes = AttributesOf<'agent'>;

/** A number, or a call such as `stepCountIs(5)` that holds one; null where it is decided elsewhere. */
export function stepLimit(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): number | null {
  const found = argument(recognition, call, paths);
  if (found.kind !== 'given') return null;
  const resolved = recognition.resolver.value(found.at);
  if (resolved.kind === 'known') return typeof resolved.value === 'number' ? resolved.value : null;
  const called = isCall(resolved.at) ? calledSymbol(recognition, resolved.at) : null;
  if (called === null || !isCall(resolved.at) || !recognition.catalog.stepCounts.has(called.symbol))
    return null;
  const text = textArgument(recognition, resolved.at, ['0']);
  return text === null ? null : Number(text);
}

/** Who is asked: only said where every tool is known. */
function autonomy(list: ToolList, approvedTogether: boolean): Pick<AgentAttributes, 'autonomy'> {
  // A server's tools come without their approval; what decides for all tools at once was not read.
  if (!list.complete || list.servers.length > 0 || approvedTogether || list.tools.length === 0) return {};
  if (list.tools.every((tool) => tool.approval === 'none')) return { autonomy: 'acts-alone' };
  return list.tools.every((tool) => tool.approval === 'required') ? { autonomy: 'asks-first' } : {};
}

/** Kinds of content that strangers write and this agent reads: the message, and what its tools bring back. */
function untrustedInputs(
  recognition: Recognition,
  call: LocatedCall,
  entry: AgentEntry,
  list: ToolList,
): Pick<AgentAttributes, 'untrustedInputs'> {
  const message = argument(recognition, call, entry.row.arguments.userText);
  // A text that is not written down came from somebody.
  const isMessage =
    (message.kind === 'given' && textOf(recognition.resolver.value(message.at)) === null) ||
    isRunOnMessages(recognition, call);
  const inputs = new Set([
    ...(isMessage ? ['user-message'] : []),
    ...list.tools.flatMap((tool) => tool.brings),
  ]);
  return inputs.size === 0 ? {} : { untrustedInputs: [...inputs].sort() };
}

/**
 * What the agent is called in code and in telemetry. Without either it is its variable's name, which identifies nobody.
 */
function identity(recognition: Recognition, call: LocatedCall, entry: AgentEntry, symbol: string) {
  const { arguments: where } = entry.row;
  // Either name may appear in telemetry, so both identify.
  const names = textsArgument(recognition, call, where.name);
  const telemetryNames = textsArgument(recognition, call, where.telemetryName);
  const known = [...new Set([...telemetryNames, ...names])].slice(0, MAX_NAMES);
  // One that is made for each of several names is called none of them.
  const only = (texts: readonly string[]): string | null => (texts.length === 1 ? (texts[0] ?? null) : null);
  return {
    name: only(names) ?? only(telemetryNames) ?? symbol,
    telemetryName: only(telemetryNames),
    identifiers: known.map((value) => ({ scheme: 'agent-name' as const, value })),
  };
}

/** Where it is said what is special about the agent of a class. */
function classEvidence({ sink }: Recognition, { module, cls }: LocatedClass): Evidence {
  const { scope, span } = cls;
  return sink.evidence({ module, scope, expr: { kind: 'class', cls, span } });
}

/** The node with all its attributes; after its tools, since autonomy and inputs depend on them. */
function describeAgent(
  recognition: Recognition,
  { id, call, entry, receiver, symbol, list }: FoundAgent,
): void {
  const { sink } = recognition;
  const { arguments: where } = entry.row;
  const { name, telemetryName, identifiers } = identity(recognition, call, entry, symbol);
  const description = textArgument(recognition, call, where.description);
  const steps = stepLimit(recognition, call, where.steps);
  sink.node({
    id,
    kind: 'agent',
    name: recognition.inspector.redact(name).slice(0, 200),
    state: stateOf((receiver ?? call).module),
    attributes: {
      framework: entry.framework.id,
      language: call.module.language,
      ...(description === null ? {} : { description: recognition.inspector.redact(description) }),
      ...(telemetryName === null ? {} : { telemetryName }),
      ...(steps === null ? {} : { maxSteps: steps }),
      ...autonomy(list, argument(recognition, call, where.approval).kind !== 'absent'),
      ...untrustedInputs(recognition, call, entry, list),
    },
    identifiers,
    evidence: receiver === undefined ? [sink.evidence(call)] : [classEvidence(recognition, receiver)],
  });
  addToolEdges(recognition, id, call, list);
}

/**
 * Says of all agents that were added what they are, once it is known of all their lists what else is done to them: of one list
 * many agents may be made.
 */
export function describeAgents(recognition: Recognition): void {
  // One that is handed over as a tool may be met only here.
  for (let added = takeFoundAgents(recognition); added.length > 0; added = takeFoundAgents(recognition)) {
    openChangedLists(recognition, added);
    for (const agent of added)
      asOwner(recognition, agent.receiver, () => {
        describeAgent(recognition, agent);
      });
  }
}
