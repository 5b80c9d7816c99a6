import { COMPUTE_KINDS, type NodeKind } from '#model';
import { edgesOf, kindOf, type Draft } from '../merge/draft.ts';

/** Who runs where, as far as the edges of rungs 1 to 3 prove it. Slots are roots of the moment it was read. */
export interface Deployments {
  /** Agent, server or image → what it is deployed as; tool or server → what it executes on. */
  readonly placedOn: ReadonlyMap<number, readonly number[]>;
  /** Store → actors that touch it; tool → agents that call it and servers that provide it; identity → what runs as it. */
  readonly usedBy: ReadonlyMap<number, readonly number[]>;
  readonly compute: ReadonlySet<number>;
}

/** Kinds whose access edges are uses: an identity's are grants. */
const ACTORS: ReadonlySet<NodeKind> = new Set(['agent', 'tool', 'mcp-server', 'knowledge-base']);
const COMPUTE: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS);

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function deploymentsNow(draft: Draft): Deployments {
  const placedOn = new Map<number, number[]>();
  const usedBy = new Map<number, number[]>();
  const compute = new Set<number>();
  for (const { from, to, fact } of edgesOf(draft, 'deployed-as', 'executes-on')) {
    // By name alone nothing is placed.
    if (fact.rung === 4) continue;
    push(placedOn, from, to);
    if (COMPUTE.has(kindOf(draft, to))) compute.add(to);
  }
  // Who touches a store tells where to look for it: aws-names.ts asks in which accounts those workloads run.
  const touching = edgesOf(draft, 'can-read', 'can-write', 'can-admin', 'can-invoke', 'retrieves-from');
  for (const { from, to } of touching) if (ACTORS.has(kindOf(draft, from))) push(usedBy, to, from);
  for (const { from, to } of edgesOf(draft, 'calls-tool', 'provides-tool', 'runs-as')) push(usedBy, to, from);
  for (const { from } of edgesOf(draft, 'runs-as')) if (COMPUTE.has(kindOf(draft, from))) compute.add(from);
  return { placedOn, usedBy, compute };
}

/** Asked for at every rung, and wrong as soon as something joins or is added: both are counted. */
const kept = new WeakMap<Draft, { readonly version: string; readonly deployments: Deployments }>();

/** As the draft stands now; slots in it are stale after the next join. */
export function readDeployments(draft: Draft): Deployments {
  const version = `${String(draft.sets.joins())} ${String(draft.edges.facts.length)}`;
  const known = kept.get(draft);
  if (known?.version === version) return known.deployments;
  const deployments = deploymentsNow(draft);
  kept.set(draft, { version, deployments });
  return deployments;
}

/** Everything reachable; cycles end, since nothing is taken twice. */
function closure(
  start: readonly number[],
  next: ReadonlyMap<number, readonly number[]>,
): ReadonlySet<number> {
  const seen = new Set(start);
  const queue = [...start];
  for (let slot = queue.pop(); slot !== undefined; slot = queue.pop())
    for (const other of next.get(slot) ?? [])
      if (!seen.has(other)) {
        seen.add(other);
        queue.push(other);
      }
  return seen;
}

/** Workloads that this agent, server or image itself is deployed as, images on the way included. */
export function placesOf(deployments: Deployments, slot: number): readonly number[] {
  const found = closure([slot], deployments.placedOn);
  return [...found].filter((one) => one !== slot && deployments.compute.has(one));
}

/** Workloads from which the asset is used: its own, else those of whoever uses it. */
export function workloadsOf(deployments: Deployments, slot: number): readonly number[] {
  const users = closure([slot], deployments.usedBy);
  const found = closure([...users], deployments.placedOn);
  return [...found].filter((one) => deployments.compute.has(one));
}
