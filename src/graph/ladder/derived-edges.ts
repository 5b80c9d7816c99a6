import {
  COMPUTE_KINDS,
  edgeFact,
  INTERNET_ID,
  NON_HUMAN_IDENTITY_KINDS,
  type EdgeFact,
  type Evidence,
  type NodeKind,
} from '#model';
import { distinctEvidence } from '../merge/attribute-values.ts';
import {
  agreedText,
  assetsOf,
  edgesOf,
  factsOf,
  kindOf,
  valuesOf,
  type Draft,
  type DraftEdge,
  idOf,
} from '../merge/draft.ts';
import { addEdge } from '../merge/register.ts';
import { placesOf, readDeployments } from './deployments.ts';

/**
 * Edges that follow from others, made once all joins are made. Each carries the evidence of what it follows from:
 *
 * - agent connects-to server, server provides-tool tool ⇒ agent calls-tool tool. A client that names the tools it takes
 *   (`actions` of the connects-to edge) gets those alone.
 * - a tool that executes in-process ⇒ executes-on the workloads, and runs-as the identities, of the agents or servers
 *   in whose process it runs.
 * - a workload whose code sends through the platform's own network ⇒ egresses-to the internet.
 * - a tool whose result strangers write ⇒ influences each agent that calls it.
 */
export function deriveEdges(draft: Draft): void {
  deriveServerTools(draft);
  deriveExecution(draft);
  deriveEgress(draft);
  deriveTaint(draft);
}

function evidenceOf(...facts: readonly EdgeFact[]): readonly Evidence[] {
  const all = facts.flatMap((fact) => fact.evidence);
  // That two things were each observed does not mean that what follows from them was: keep the planes that say "may".
  const stated = all.filter((one) => one.plane !== 'observed');
  return distinctEvidence(stated.length > 0 ? stated : all);
}

/** A chain is as sure as its weakest link. */
function weakest(facts: readonly EdgeFact[]): EdgeFact['effect'] {
  const effects = new Set(facts.map((fact) => fact.effect));
  return effects.has('unknown') ? 'unknown' : effects.has('conditional') ? 'conditional' : 'allow';
}

/** The edge, with the effect, guards, rung and evidence that follow from `because`. */
function derive(
  draft: Draft,
  from: number,
  edge: EdgeFact['edge'],
  to: number,
  because: readonly EdgeFact[],
): void {
  // The highest rung is the least sure one.
  const rungs = because.flatMap((fact) => fact.rung ?? []);
  const fact = edgeFact({
    from: idOf(draft, from),
    edge,
    to: idOf(draft, to),
    effect: weakest(because),
    guards: [...new Set(because.flatMap((one) => one.guards))].sort(),
    rung: rungs.length === 0 ? null : (Math.max(...rungs) as 1 | 2 | 3 | 4),
    evidence: evidenceOf(...because),
  });
  addEdge(draft, fact, true);
}

function byFrom(edges: readonly DraftEdge[]): ReadonlyMap<number, readonly DraftEdge[]> {
  const map = new Map<number, DraftEdge[]>();
  for (const edge of edges) {
    const list = map.get(edge.from);
    if (list === undefined) map.set(edge.from, [edge]);
    else list.push(edge);
  }
  return map;
}

/**
 * For clients as well as agents: behind an assistant on a desk no agent is declared, and the client itself calls the
 * tools.
 */
function deriveServerTools(draft: Draft): void {
  const provided = byFrom(edgesOf(draft, 'provides-tool'));
  for (const connection of edgesOf(draft, 'connects-to')) {
    const kind = kindOf(draft, connection.from);
    if ((kind !== 'agent' && kind !== 'mcp-client') || connection.fact.rung === 4) continue;
    const { actions: taken } = connection.fact;
    for (const offer of provided.get(connection.to) ?? []) {
      const names = factsOf(draft, offer.to).map((fact) => fact.name);
      if (taken.length > 0 && !names.some((name) => taken.includes(name))) continue;
      derive(draft, connection.from, 'calls-tool', offer.to, [connection.fact, offer.fact]);
    }
  }
}

/** In whose process a tool runs: the servers that provide it, else the agents that call it. */
function hostEdges(draft: Draft): ReadonlyMap<number, readonly DraftEdge[]> {
  const turned = (edge: DraftEdge): DraftEdge => ({ from: edge.to, to: edge.from, fact: edge.fact });
  const provided = byFrom(edgesOf(draft, 'provides-tool').map(turned));
  const called = byFrom(edgesOf(draft, 'calls-tool').map(turned));
  // Later entries replace earlier ones: the server's process wins over the caller's.
  return new Map([...called, ...provided]);
}

/**
 * Why the host is at that place: outright, or as an image that is. Each way proves it alone, so that the surest counts and not
 * the least sure; of longer ways the first steps.
 */
function surestWay(
  placedBy: ReadonlyMap<number, readonly DraftEdge[]>,
  host: number,
  place: number,
): readonly EdgeFact[] {
  const steps = placedBy.get(host) ?? [];
  const outright = steps.filter((step) => step.to === place).map((step) => [step.fact]);
  const within = steps.flatMap((step) =>
    (placedBy.get(step.to) ?? []).filter((next) => next.to === place).map((next) => [step.fact, next.fact]),
  );
  const doubt = (way: readonly EdgeFact[]): number => Math.max(...way.map((fact) => fact.rung ?? 0));
  const ways = [...outright, ...within];
  const least = Math.min(...ways.map(doubt));
  // All that are as sure: which of them came first must show nowhere.
  const surest = ways.filter((way) => doubt(way) === least).flat();
  return surest.length > 0 ? surest : steps.map((step) => step.fact);
}

function deriveExecution(draft: Draft): void {
  const tools = assetsOf(draft, 'tool').filter(
    (tool) => agreedText(draft, tool, 'executesIn') === 'in-process',
  );
  if (tools.length === 0) return;
  const hosts = hostEdges(draft);
  const deployments = readDeployments(draft);
  const identities = byFrom(edgesOf(draft, 'runs-as'));
  const placedBy = byFrom(edgesOf(draft, 'deployed-as', 'executes-on'));
  const compute: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS.filter((kind) => kind !== 'image'));
  const identity: ReadonlySet<NodeKind> = new Set(NON_HUMAN_IDENTITY_KINDS);
  for (const tool of tools) {
    for (const host of hosts.get(tool) ?? []) {
      for (const place of placesOf(deployments, host.to)) {
        if (!compute.has(kindOf(draft, place))) continue;
        derive(draft, tool, 'executes-on', place, [host.fact, ...surestWay(placedBy, host.to, place)]);
      }
      for (const { to, fact } of identities.get(host.to) ?? [])
        if (identity.has(kindOf(draft, to))) derive(draft, tool, 'runs-as', to, [host.fact, fact]);
    }
  }
}

/** Where sources agree: what one of them puts into a network of the customer's is left to that network's routes. */
function deriveEgress(draft: Draft): void {
  for (const place of assetsOf(draft, ...COMPUTE_KINDS)) {
    if (agreedText(draft, place, 'network') !== 'platform') continue;
    const said = factsOf(draft, place).filter(
      (fact) => 'network' in fact.attributes && fact.attributes.network === 'platform',
    );
    const evidence = distinctEvidence(said.flatMap((fact) => fact.evidence));
    addEdge(
      draft,
      edgeFact({ from: idOf(draft, place), edge: 'egresses-to', to: INTERNET_ID, evidence }),
      true,
    );
  }
}

function deriveTaint(draft: Draft): void {
  const untrusted = assetsOf(draft, 'tool').filter((tool) => {
    const says = valuesOf(draft, tool, 'returnsUntrusted');
    // Sources that disagree taint nobody here.
    return says.length === 1 && says[0] === true;
  });
  const tainted = new Set(untrusted);
  if (tainted.size === 0) return;
  for (const { from, to, fact } of edgesOf(draft, 'calls-tool'))
    if (tainted.has(to) && kindOf(draft, from) === 'agent') derive(draft, to, 'influences', from, [fact]);
}
