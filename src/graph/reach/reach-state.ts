import type { AccessVerb, MissingKind, NodeId } from '#model';
import type { Hop, ReachMode } from '../graph-view.ts';

/**
 * What whoever walks the path has got hold of.
 *
 * - being: acts as this identity (or is this entry)
 * - holding: has this credential
 * - executing: runs code of its choice here
 * - influencing: decides what this agent, tool, server or workload is asked to do
 * - tainting: writes what this store, tool or content says to its readers
 */
export type Phase = 'being' | 'holding' | 'executing' | 'influencing' | 'tainting';

/** One state of the machine: what is held, where (docs/decisions/0012-paths-as-a-state-machine.md). */
export interface ReachState {
  readonly phase: Phase;
  readonly node: NodeId;
  /** A tool's host: the agent or server in whose process this call of it runs. */
  readonly host: NodeId | null;
  /** The workload through which an agent or server was entered: of its deployments only this one is meant. */
  readonly place: NodeId | null;
}

export function stateOf(
  phase: Phase,
  node: NodeId,
  host: NodeId | null = null,
  place: NodeId | null = null,
): ReachState {
  return { phase, node, host, place };
}

/** Equal for equal states; ids hold no line breaks. */
export function stateKey(state: ReachState): string {
  return `${state.phase}\n${state.node}\n${state.host ?? ''}\n${state.place ?? ''}`;
}

/** 0: every hop allows; 1: guards hold in some requests; 2: evidence is missing. */
export type Doubt = 0 | 1 | 2;

/** Hops with what they rest on. */
export interface Leg {
  readonly hops: readonly Hop[];
  /** In words, for the path. */
  readonly guards: readonly string[];
  readonly doubt: Doubt;
  readonly missing: readonly string[];
}

/** A step that gets hold of something else. */
export interface Move extends Leg {
  readonly to: ReachState;
}

/** egress: data leaves to the sink; execute: code of the caller's choice runs there. */
export type ReachVerb = AccessVerb | 'egress' | 'execute';

/** `mode` as it is when no agent was asked on the way; the search makes it deputy where one was. */
export interface Hit extends Leg {
  readonly sink: NodeId;
  readonly verb: ReachVerb;
  readonly mode: ReachMode;
}

/** Why an answer could be incomplete here, and for which questions that matters. */
export interface Blind {
  readonly at: NodeId;
  readonly why: string;
  readonly concerns: 'access' | 'egress' | 'all';
  /** What would answer it. */
  readonly kind: MissingKind;
}

/** Everything that follows from one state. */
export interface Expansion {
  readonly moves: readonly Move[];
  readonly hits: (verb: ReachVerb) => readonly Hit[];
  readonly blind: readonly Blind[];
}
