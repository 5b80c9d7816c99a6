import { COMPUTE_KINDS, CREDENTIAL_KINDS, edgeFact, type EdgeKind, type NodeKind } from '#model';
import { distinctEvidence } from '../merge/attribute-values.ts';
import { agreedText, assetsOf, factsOf, identifiersOf, idOf, noteGap, type Draft } from '../merge/draft.ts';
import { addEdge } from '../merge/register.ts';
import { placesOf, readDeployments } from './deployments.ts';
import { areElsewhere, isUnsettled } from './telemetry-setting.ts';

/** More than so many assets of one name say nothing; a gap tells that they were left out. */
const MAX_PER_NAME = 10;

/**
 * Rung 4: names alone. A candidate is shown and asked about, never walked and never a join: `may-be` between what
 * telemetry saw and what code declares, `deployed-as` from an agent to the workload of its service name, `may-be`
 * between credentials of one hint.
 */
export function proposeCandidates(draft: Draft): void {
  const { observed, declared } = unplacedAgents(draft);
  propose(draft, 'may-be', observed, declared);
  proposeSettled(draft);
  proposeWorkloads(draft);
  proposeByHint(draft);
}

/**
 * An agent that telemetry saw without account, environment or workload may be any of its service and name that it saw with one,
 * also where that one has joined what code declares.
 */
function proposeSettled(draft: Draft): void {
  const deployments = readDeployments(draft);
  const agents = assetsOf(draft, 'agent').filter((slot) => serviceNames(draft, slot).length > 0);
  const lost = (slot: number): boolean =>
    isUnsettled(draft, slot) && placesOf(deployments, slot).length === 0 && isSeenOnly(draft, slot);
  const byServiceAndName = (of: Draft, slot: number): readonly string[] =>
    serviceNames(of, slot).flatMap((service) =>
      identifiersOf(of, slot, 'agent-name').map((name) => `${service}: agent ${name}`),
    );
  const unsettled = named(draft, agents.filter(lost), byServiceAndName);
  if (unsettled.size === 0) return;
  const settled = agents.filter((slot) => !lost(slot));
  propose(draft, 'may-be', unsettled, named(draft, settled, byServiceAndName));
}

function isSeenOnly(draft: Draft, slot: number): boolean {
  return factsOf(draft, slot).every((fact) => fact.evidence.every((one) => one.plane === 'observed'));
}

/** Only for agents that no rung has placed: a name beside a proof would be doubt without reason. */
function proposeWorkloads(draft: Draft): void {
  const told = assetsOf(draft, 'agent', 'mcp-server').filter((slot) => serviceNames(draft, slot).length > 0);
  if (told.length === 0) return;
  const deployments = readDeployments(draft);
  const unplaced = told.filter((slot) => placesOf(deployments, slot).length === 0);
  const kinds = COMPUTE_KINDS.filter((kind) => kind !== 'image');
  // Images are not where anything runs.
  const workloads = named(draft, assetsOf(draft, ...kinds), workloadNames);
  propose(draft, 'deployed-as', named(draft, unplaced, serviceNames), workloads);
}

type Names = ReadonlyMap<string, readonly number[]>;

function named(
  draft: Draft,
  slots: readonly number[],
  namesOf: (draft: Draft, slot: number) => readonly string[],
): Names {
  const byName = new Map<string, number[]>();
  for (const slot of slots)
    for (const name of new Set(namesOf(draft, slot))) byName.set(name, [...(byName.get(name) ?? []), slot]);
  return byName;
}

function serviceNames(draft: Draft, slot: number): readonly string[] {
  return identifiersOf(draft, slot, 'service-name');
}

function workloadNames(draft: Draft, slot: number): readonly string[] {
  return [...serviceNames(draft, slot), ...factsOf(draft, slot).map((fact) => fact.name)];
}

function agentNames(draft: Draft, slot: number): readonly string[] {
  const told = agreedText(draft, slot, 'telemetryName');
  const names = factsOf(draft, slot).map((fact) => fact.name);
  const own = [...identifiersOf(draft, slot, 'agent-name'), ...serviceNames(draft, slot)];
  return [...names, ...own, ...(told === null ? [] : [told])];
}

/** Agents that telemetry alone knows, and agents that code declares and telemetry was not joined to. */
function unplacedAgents(draft: Draft): { readonly observed: Names; readonly declared: Names } {
  const agents = assetsOf(draft, 'agent').map((slot) => {
    const planes = new Set(factsOf(draft, slot).flatMap((fact) => fact.evidence.map((one) => one.plane)));
    return { slot, planes };
  });
  const observed = agents.filter(({ planes }) => planes.has('observed') && planes.size === 1);
  const declared = agents.filter(({ planes }) => !planes.has('observed'));
  const slots = (list: typeof agents): readonly number[] => list.map(({ slot }) => slot);
  return {
    observed: named(draft, slots(observed), agentNames),
    declared: named(draft, slots(declared), agentNames),
  };
}

function propose(draft: Draft, edge: EdgeKind, from: Names, to: Names): void {
  for (const [name, sources] of from) {
    const targets = to.get(name) ?? [];
    if (targets.length === 0) continue;
    // Agents called `agent` would be joined by thousands of edges.
    if (sources.length > MAX_PER_NAME || targets.length > MAX_PER_NAME)
      noteGap(draft, {
        where: name,
        reason: 'too-many',
        detail: 'too many assets carry this name to propose candidates',
      });
    else
      for (const source of sources)
        for (const target of targets)
          // Another account or environment rules it out.
          if (!areElsewhere(draft, source, target)) candidate(draft, source, edge, target);
  }
}

/** Derived, and of unknown effect: nobody said it, and nothing may be concluded from it. */
function candidate(draft: Draft, from: number, edge: EdgeKind, to: number): void {
  const evidence = distinctEvidence(
    [...factsOf(draft, from), ...factsOf(draft, to)].flatMap((fact) => fact.evidence),
  );
  addEdge(
    draft,
    edgeFact({ from: idOf(draft, from), edge, to: idOf(draft, to), effect: 'unknown', rung: 4, evidence }),
    true,
  );
}

/** A prefix and the last four: equal hints are a question, only equal fingerprints are an answer. */
function proposeByHint(draft: Draft): void {
  const kinds: readonly NodeKind[] = CREDENTIAL_KINDS;
  const byHint = named(draft, assetsOf(draft, ...kinds), (of, slot) =>
    identifiersOf(of, slot, 'secret-hint'),
  );
  for (const [hint, slots] of byHint) {
    if (slots.length > MAX_PER_NAME) {
      noteGap(draft, { where: hint, reason: 'too-many', detail: 'too many credentials share this hint' });
      continue;
    }
    slots.forEach((slot, at) => {
      for (const other of slots.slice(at + 1)) candidate(draft, slot, 'may-be', other);
    });
  }
}
