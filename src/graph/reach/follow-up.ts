import { COMPUTE_KINDS, type NodeKind } from '#model';
import { edgeLeg, joinLegs } from './leg.ts';
import { stateOf, type Hit, type Move } from './reach-state.ts';
import { walkedOut, type ReachWorld } from './reach-world.ts';

/** What an invocation sets to work; configuring it decides what that work is. */
const ASKED_TO_ACT: ReadonlySet<NodeKind> = new Set<NodeKind>([
  ...COMPUTE_KINDS,
  'agent',
  'tool',
  'mcp-server',
  'knowledge-base',
  'gateway',
]);

/** Where a hit leads on: who writes a store taints it, who invokes an agent influences it, who reads a vault holds what is in it. */
export function followUps(world: ReachWorld, hit: Hit): readonly Move[] {
  switch (hit.verb) {
    case 'write':
    case 'admin':
      // A store that nobody reads ends the path.
      return hasReaders(world, hit.sink) ? [{ ...legOf(hit), to: stateOf('tainting', hit.sink) }] : [];
    case 'invoke':
    case 'configure': {
      const kind = world.index.node(hit.sink)?.kind;
      return kind !== undefined && ASKED_TO_ACT.has(kind)
        ? [{ ...legOf(hit), to: stateOf('influencing', hit.sink) }]
        : [];
    }
    case 'read':
      // A deputy reads on behalf of its asker; what it returns of a secret is not known, so that only direct readers hold it.
      if (hit.mode === 'deputy') return [];
      return walkedOut(world, hit.sink, 'has-secret').map((edge) => ({
        ...joinLegs(hit, edgeLeg(edge)),
        to: stateOf('holding', edge.to),
      }));
    case 'egress':
    case 'execute':
      return [];
  }
}

function legOf({ hops, guards, doubt, missing }: Hit): Omit<Move, 'to'> {
  return { hops, guards, doubt, missing };
}

function hasReaders(world: ReachWorld, store: string): boolean {
  return (
    walkedOut(world, store, 'influences').length > 0 || world.index.into(store, 'ingested-from').length > 0
  );
}
