import {
  edgeFact,
  INTERNET_ID,
  nodeFact,
  STORE_KINDS,
  type EdgeFact,
  type Evidence,
  type NodeKind,
} from '#model';
import type { GraphIndex } from '../graph-index.ts';
import type { GraphEdge, GraphNode } from '../graph-view.ts';
import type { NodeAccess } from '../node-access.ts';
import { distinctEvidence } from '../merge/attribute-values.ts';
import type { Draft } from '../merge/draft.ts';
import { addEdge, registerNodes } from '../merge/register.ts';
import { verdictFor } from '../reach/actor-needs.ts';
import { grantLeg } from '../reach/leg.ts';
import type { Doubt, Leg } from '../reach/reach-state.ts';
import { runtimeIdentities } from '../runtime-identities.ts';

/** How policies write everyone. */
const ANYONE = '*';
const READS = ['can-read', 'retrieves-from'] as const;
const STORES: ReadonlySet<NodeKind> = new Set(STORE_KINDS);
/** Of the store itself: what else allows lets in nobody by itself. */
const OWN: ReadonlySet<string> = new Set(['resource', 'acl']);
const EFFECTS: Readonly<Record<Doubt, EdgeFact['effect']>> = { 0: 'allow', 1: 'conditional', 2: 'unknown' };

/**
 * A store into which anyone may put influences whoever is built to read it, and may: a tool, and with it the agents that call it.
 * Asked of the compiled policies, and so after all other edges are made. The edges that were not there before; none in nearly
 * every estate.
 */
export function strangerTaint(index: GraphIndex, access: () => NodeAccess): readonly EdgeFact[] {
  const readers = [...index.nodes('tool'), ...index.nodes('agent')];
  return readers.flatMap((reader) => {
    const tainted = READS.flatMap((edge) => index.out(reader.id, edge)).flatMap(
      (need) => taint(reader, need, index, access) ?? [],
    );
    if (tainted.length === 0 || reader.kind === 'agent') return tainted;
    const callers = index
      .into(reader.id, 'calls-tool')
      .filter((call) => call.walked && index.node(call.from)?.kind === 'agent')
      .map((call) =>
        edgeFact({
          ...{ from: reader.id, edge: 'influences', to: call.from, effect: call.effect, guards: call.guards },
          evidence: evidenceOf(call),
        }),
      );
    return [...tainted, ...callers];
  });
}

function taint(
  reader: GraphNode,
  need: GraphEdge,
  index: GraphIndex,
  access: () => NodeAccess,
): EdgeFact | null {
  const store = index.node(need.to);
  if (!need.walked || store === null || !STORES.has(store.kind)) return null;
  const asked = access();
  const verdict = asked.ask(ANYONE, 'write', store.id);
  // Where nothing lets anyone in, what was not seen is no door: it would stand before every store.
  if (!verdict.proof.some(({ effect, policyType }) => effect === 'allow' && OWN.has(policyType))) return null;
  const write = grantLeg({ from: ANYONE, computed: 'can-write', to: store.id, verdict });
  const reads = runtimeIdentities(index, reader.id).map(({ identity }) => {
    const world = { index, access: asked, assumable: () => [] };
    const may = verdictFor(world, identity.id, 'read', need);
    return grantLeg({ from: identity.id, computed: 'can-read', to: store.id, verdict: may });
  });
  const read = surest(reads);
  if (write === null || read === null) return null;
  const doubt = Math.max(write.doubt, read.doubt) as Doubt;
  return edgeFact({
    ...{ from: store.id, edge: 'influences', to: reader.id, effect: EFFECTS[doubt] },
    guards: [...new Set([...write.guards, ...read.guards])].sort(),
    evidence: distinctEvidence([...evidenceOf(need), ...verdict.proof.flatMap(({ evidence }) => evidence)]),
  });
}

/** As whom it reads may not be known; null where everybody whom it runs as is denied. */
function surest(legs: readonly (Leg | null)[]): Pick<Leg, 'doubt' | 'guards'> | null {
  if (legs.length === 0) return { doubt: 2, guards: [] };
  return legs.reduce((best, leg) => (best === null || (leg !== null && leg.doubt < best.doubt) ? leg : best));
}

/** That it was seen to happen does not say what was in it: the planes that say "may" stand for it. */
function evidenceOf(edge: GraphEdge): Evidence[] {
  const stated = edge.planes.filter(({ plane }) => plane !== 'observed');
  return (stated.length > 0 ? stated : edge.planes).flatMap(({ evidence }) => evidence.slice(0, 1));
}

/**
 * Statements by which anyone may call what an agent runs in. Their grants start at the internet, which other sources may not have
 * mentioned: without its node nobody would ask what anyone may.
 */
export function openDoors(index: GraphIndex, access: () => NodeAccess): readonly Evidence[] {
  if (index.node(INTERNET_ID) !== null) return [];
  const places = index.nodes('agent').flatMap((agent) => index.out(agent.id, 'deployed-as'));
  const walked = new Set(places.flatMap((edge) => (edge.walked ? [edge.to] : [])));
  return [...walked].flatMap((place) => {
    const { kind, proof } = access().ask(ANYONE, 'invoke', place);
    const lets = proof.filter(({ effect, policyType }) => effect === 'allow' && OWN.has(policyType));
    return kind === 'deny' ? [] : lets.flatMap(({ evidence }) => evidence.slice(0, 1));
  });
}

/** Whoever fills the store, or calls the agent, is the internet. */
export function addInternet(draft: Draft, evidence: readonly Evidence[]): void {
  if (draft.slotOf.has(INTERNET_ID)) return;
  const internet = nodeFact({
    ...{ id: INTERNET_ID, kind: 'internet', name: 'internet', attributes: {} },
    evidence: evidence.slice(0, 1),
  });
  registerNodes([{ facts: [internet], coverage: [] }], draft);
}

export function addTaint(draft: Draft, edges: readonly EdgeFact[]): void {
  for (const edge of edges) addEdge(draft, edge, true);
}
