import { assertNever, COMPUTE_KINDS, CREDENTIAL_KINDS, type NodeId, type NodeKind } from '#model';
import { expandInfluence } from './expand-actor.ts';
import { expandCredential, expandIdentity, expandProcess, expandTaint } from './expand-identity.ts';
import { compareSurety, hopKey } from './leg.ts';
import { stateKey, stateOf, type Expansion, type Move, type ReachState } from './reach-state.ts';
import { isStore, type ReachWorld } from './reach-world.ts';

/** Everything that follows from a state. Equal states give equal answers, whoever asks. */
export type Expand = (state: ReachState) => Expansion;

function expandState(world: ReachWorld, state: ReachState): Expansion {
  switch (state.phase) {
    case 'being':
      return expandIdentity(world, state.node);
    case 'holding':
      return expandCredential(world, state.node);
    case 'executing':
      return expandProcess(world, state.node);
    case 'influencing':
      return expandInfluence(world, state);
    case 'tainting':
      return expandTaint(world, state.node);
    default:
      return assertNever(state.phase);
  }
}

/** Moves by the same hops to the same state differ at most in what they rest on: the surest one stands for all. */
function distinctMoves(moves: readonly Move[]): readonly Move[] {
  const best = new Map<string, Move>();
  for (const move of moves) {
    const key = `${move.hops.map(hopKey).join('\n')}\n${stateKey(move.to)}`;
    const known = best.get(key);
    if (known === undefined || compareSurety(move, known) < 0) best.set(key, move);
  }
  return [...best.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
}

/** The automaton's steps, each computed once. In a stable order, so that equal paths are told apart the same way each time. */
export function createExpand(world: ReachWorld): Expand {
  const kept = new Map<string, Expansion>();
  return (state) => {
    const key = stateKey(state);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const expansion = expandState(world, state);
    const sorted: Expansion = { ...expansion, moves: distinctMoves(expansion.moves) };
    kept.set(key, sorted);
    return sorted;
  };
}

const COMPUTE: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS);
const CREDENTIALS: ReadonlySet<NodeKind> = new Set(CREDENTIAL_KINDS);
/** Kinds that act when they are asked. */
const ASKED: ReadonlySet<NodeKind> = new Set([
  'agent',
  'mcp-server',
  'knowledge-base',
  'model-endpoint',
  'gateway',
  'ai-app',
  'mcp-client',
]);
/** Kinds that steer whoever reads them. */
const READ_BY_OTHERS: ReadonlySet<NodeKind> = new Set([
  'untrusted-content',
  'instruction-file',
  'prompt',
  'memory',
]);

/**
 * What a start stands for: a person or identity acts as itself, an agent or tool is influenced, a workload runs the
 * intruder's code, a credential is held, a store or document is written to.
 */
export function startStates(world: ReachWorld, id: NodeId): readonly ReachState[] {
  const node = world.index.node(id);
  if (node === null) return [];
  const { kind } = node;
  if (kind === 'tool') {
    const providers = world.index.into(node.id, 'provides-tool').map((edge) => edge.from);
    const callers = world.index.into(node.id, 'calls-tool').map((edge) => edge.from);
    // A start has no caller, so every process it may run in is tried.
    const hosts = providers.length > 0 ? providers : callers;
    return hosts.length === 0
      ? [stateOf('influencing', node.id)]
      : hosts.map((host) => stateOf('influencing', node.id, host));
  }
  if (ASKED.has(kind) || kind === 'image') return [stateOf('influencing', node.id)];
  if (COMPUTE.has(kind) || kind === 'notebook') return [stateOf('executing', node.id)];
  // A vault is a store of credentials, not one of them.
  if (kind !== 'secret-location' && CREDENTIALS.has(kind)) return [stateOf('holding', node.id)];
  if (READ_BY_OTHERS.has(kind) || isStore(world, node.id)) return [stateOf('tainting', node.id)];
  return [stateOf('being', node.id)];
}
