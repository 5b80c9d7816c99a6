import { STORE_KINDS, type NodeKind } from '#model';
import {
  agreedText,
  assetsOf,
  edgesOf,
  factsOf,
  identifiersOf,
  kindOf,
  noteGap,
  valuesOf,
  type Draft,
  idOf,
} from '../merge/draft.ts';
import { hostOf } from '../merge/identity-keys.ts';
import { placesOf, readDeployments, workloadsOf, type Deployments } from './deployments.ts';
import { areElsewhere } from './telemetry-setting.ts';

const STORES: ReadonlySet<NodeKind> = new Set(STORE_KINDS);
/** Each round joins at least one asset; chains that a hostile input makes longer end here. */
const MAX_ROUNDS = 12;

/** A frame inside which equal names mean one asset. `members` are roots. */
interface Frame {
  readonly what: string;
  readonly members: ReadonlySet<number>;
  /** Names of a system say less than a workload: two assets with different workloads stay two. */
  readonly loose: boolean;
}

/**
 * Inside one workload or system that rungs 1 to 3 prove, equal agent, tool, server and store names join what code
 * declares with what telemetry saw. An agent that has joined is itself a frame for its tools and servers, and so on:
 * rounds until nothing joins. Two declared assets of one name never join: which of them was seen is then a gap.
 */
export function joinInFrames(draft: Draft): void {
  // First, since it goes by place and needs no name.
  joinServersOfOneWorkload(draft);
  const told = new Set<string>();
  if (joinable(draft).size === 0) return;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let joined = false;
    // The narrowest frame first: what an agent calls is surer than what a system holds.
    for (const read of [framesOfActors, framesOfWorkloads, framesOfSystems]) {
      // Read anew, as each join may have placed something.
      const deployments = readDeployments(draft);
      for (const frame of read(draft, deployments))
        joined = joinFrame(draft, deployments, frame, told) || joined;
    }
    if (!joined) return;
  }
}

/** Assets that telemetry alone knows, and servers that a client merely names: what may still turn out to be something declared. */
function joinable(draft: Draft): ReadonlySet<number> {
  const assets = assetsOf(draft, 'agent', 'tool', 'mcp-server', ...STORE_KINDS);
  return new Set(assets.filter((slot) => isSeenOnly(draft, slot) || isMereReference(draft, slot)));
}

function grouped(pairs: Iterable<readonly [number, number]>): ReadonlyMap<number, Set<number>> {
  const map = new Map<number, Set<number>>();
  for (const [key, value] of pairs) {
    const list = map.get(key);
    if (list === undefined) map.set(key, new Set([value]));
    else list.add(value);
  }
  return map;
}

/** Tools, servers and stores around one agent or one server. */
function framesOfActors(draft: Draft): readonly Frame[] {
  const connects = grouped(edgesOf(draft, 'connects-to').map((edge) => [edge.from, edge.to]));
  const provides = grouped(edgesOf(draft, 'provides-tool').map((edge) => [edge.from, edge.to]));
  const calls = grouped(edgesOf(draft, 'calls-tool').map((edge) => [edge.from, edge.to]));
  return assetsOf(draft, 'agent', 'mcp-server').map((slot) => {
    const servers = [...(connects.get(slot) ?? [])];
    const tools = [slot, ...servers].flatMap((server) => [...(provides.get(server) ?? [])]);
    const members = new Set([...servers, ...tools, ...(calls.get(slot) ?? [])]);
    return { what: idOf(draft, slot), members, loose: false };
  });
}

/** Agents, servers and their tools and stores on one workload. */
function framesOfWorkloads(draft: Draft, deployments: Deployments): readonly Frame[] {
  const actors = assetsOf(draft, 'agent', 'mcp-server');
  const placed = actors.flatMap((slot) => placesOf(deployments, slot).map((place) => [place, slot] as const));
  const used = assetsOf(draft, 'tool', ...STORE_KINDS).flatMap((slot) =>
    workloadsOf(deployments, slot).map((place) => [place, slot] as const),
  );
  return [...grouped([...placed, ...used])].map(([place, members]) => ({
    what: idOf(draft, place),
    members,
    loose: false,
  }));
}

/** What a system contains, and what runs on the workloads that it contains. */
function framesOfSystems(draft: Draft, deployments: Deployments): readonly Frame[] {
  const contained = edgesOf(draft, 'contains').filter((edge) => kindOf(draft, edge.from) === 'system');
  const onWorkload = new Map(
    framesOfWorkloads(draft, deployments).map((frame) => [frame.what, frame.members]),
  );
  return [...grouped(contained.map((edge) => [edge.from, edge.to] as const))].map(([system, members]) => ({
    what: idOf(draft, system),
    members: new Set([...members].flatMap((one) => [one, ...(onWorkload.get(idOf(draft, one)) ?? [])])),
    loose: true,
  }));
}

/** Known to telemetry alone. What a platform lists has a native id: two of those are never one for their name. */
function isSeenOnly(draft: Draft, slot: number): boolean {
  return factsOf(draft, slot).every((fact) => fact.evidence.every((one) => one.plane === 'observed'));
}

/** A name that the code sets for telemetry counts before the name in the code. */
function namesOf(draft: Draft, slot: number, kind: NodeKind): ReadonlySet<string> {
  const names = factsOf(draft, slot).map((fact) => fact.name);
  if (kind === 'agent') {
    const told = agreedText(draft, slot, 'telemetryName');
    const own = identifiersOf(draft, slot, 'agent-name');
    return new Set([...names, ...own, ...(told === null ? [] : [told])]);
  }
  if (kind === 'mcp-server') {
    // Telemetry of a client knows a remote server by its host.
    const hosts = identifiersOf(draft, slot, 'url').flatMap((url) => hostOf(url) ?? []);
    return new Set([...names, ...hosts]);
  }
  // Telemetry of a vector store names the collection, code the variable.
  const collection = STORES.has(kind) ? agreedText(draft, slot, 'collection') : null;
  return new Set(collection === null ? names : [...names, collection]);
}

function membersByName(draft: Draft, frame: Frame): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, Set<number>>();
  for (const member of frame.members) {
    const slot = draft.sets.find(member);
    const kind = kindOf(draft, slot);
    if (kind !== 'agent' && kind !== 'tool' && kind !== 'mcp-server' && !STORES.has(kind)) continue;
    for (const name of namesOf(draft, slot, kind)) {
      const key = `${kind} ${name}`;
      byName.set(key, (byName.get(key) ?? new Set()).add(slot));
    }
  }
  // In the order of names: which pair joins first must not depend on the input.
  return new Map([...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, slots]) => [key, [...slots]]));
}

/**
 * Joins what has equal kind and name in one frame. True where something joined, so that another round may find more.
 */
function joinFrame(draft: Draft, deployments: Deployments, frame: Frame, told: Set<string>): boolean {
  let joined = false;
  for (const [key, slots] of membersByName(draft, frame)) {
    const roots = [...new Set(slots.map((slot) => draft.sets.find(slot)))];
    if (roots.length < 2) continue;
    const declared = roots.filter((root) => !isSeenOnly(draft, root) && !isMereReference(draft, root));
    const seen = roots.filter((root) => !declared.includes(root));
    // Two things only seen join as well: both are the one that the frame holds.
    const target = declared.length > 1 ? byTelemetryName(draft, declared, key) : (declared[0] ?? seen[0]);
    if (target === undefined) {
      if (seen.length > 0) tellAmbiguous(draft, frame, key, told);
      continue;
    }
    const fitting = frame.loose ? seen.filter((other) => !areApart(draft, deployments, target, other)) : seen;
    // Seen in two places: which of them the declared one is, or one that was seen nowhere in particular, is not known.
    const apart = (one: number, other: number): boolean => areApart(draft, deployments, one, other);
    if (frame.loose && fitting.some((one) => fitting.some((other) => apart(one, other)))) {
      tellAmbiguous(
        draft,
        frame,
        key,
        told,
        'it was seen on several workloads, or in several accounts or environments',
      );
      continue;
    }
    for (const other of fitting) joined = draft.sets.join(target, other) || joined;
  }
  return joined;
}

/** A client's entry whose address was not resolved: it names a server and says nothing else of it. */
function isMereReference(draft: Draft, slot: number): boolean {
  if (kindOf(draft, slot) !== 'mcp-server' || isServerCode(draft, slot)) return false;
  const says = ['url', 'command', 'packageName'].some((name) => valuesOf(draft, slot, name).length > 0);
  return !says && identifiersOf(draft, slot, 'url').length === 0;
}

/** Of several declared agents the one that code itself tells telemetry to call so. */
function byTelemetryName(draft: Draft, declared: readonly number[], key: string): number | undefined {
  const meant = declared.filter((slot) => `agent ${agreedText(draft, slot, 'telemetryName') ?? ''}` === key);
  return meant.length === 1 ? meant[0] : undefined;
}

/** Both are placed, and nowhere together; or in accounts or environments that differ. */
function areApart(draft: Draft, deployments: Deployments, a: number, b: number): boolean {
  const [left, right] = [
    placesOf(deployments, draft.sets.find(a)),
    placesOf(deployments, draft.sets.find(b)),
  ];
  const placedApart = left.length > 0 && right.length > 0 && !left.some((place) => right.includes(place));
  return placedApart || areElsewhere(draft, a, b);
}

function tellAmbiguous(
  draft: Draft,
  frame: Frame,
  key: string,
  told: Set<string>,
  detail = 'several declared assets carry the name that was seen',
): void {
  const where = `${frame.what}: ${key}`;
  // Rounds meet the same doubt again.
  if (told.has(where)) return;
  told.add(where);
  noteGap(draft, {
    where,
    reason: 'unresolved',
    detail,
  });
}

/**
 * The server that clients reach at a workload's URL and the server whose code is deployed as that workload are one,
 * whatever the client calls it; where several servers are deployed there, the name decides.
 */
function joinServersOfOneWorkload(draft: Draft): void {
  const servers = assetsOf(draft, 'mcp-server');
  if (servers.length < 2) return;
  const deployments = readDeployments(draft);
  const onWorkload = grouped(
    servers.flatMap((slot) => placesOf(deployments, slot).map((place) => [place, slot] as const)),
  );
  for (const [place, slots] of [...onWorkload].sort(([a], [b]) =>
    idOf(draft, a) < idOf(draft, b) ? -1 : 1,
  )) {
    const coded = [...slots].filter((slot) => isServerCode(draft, slot));
    for (const slot of slots) {
      if (coded.includes(slot)) continue;
      // Of several servers on one workload the name tells which is meant.
      const named = coded.filter((one) => sharesName(draft, one, slot));
      const [only] = coded.length === 1 ? coded : named.length === 1 ? named : [];
      if (only !== undefined) draft.sets.join(only, slot);
      else if (coded.length > 1)
        noteGap(draft, {
          where: idOf(draft, slot),
          reason: 'unresolved',
          detail: `several servers are deployed as ${idOf(draft, place)}`,
        });
    }
  }
}

function sharesName(draft: Draft, a: number, b: number): boolean {
  const names = namesOf(draft, a, 'mcp-server');
  return [...namesOf(draft, b, 'mcp-server')].some((name) => names.has(name));
}

/** Server code, as opposed to the entry of a client that points at a server: an SDK builds it, or it defines tools. */
function isServerCode(draft: Draft, slot: number): boolean {
  if (valuesOf(draft, slot, 'framework').length > 0) return true;
  const root = draft.sets.find(slot);
  return edgesOf(draft, 'provides-tool').some(
    (edge) => edge.from === root && edge.fact.evidence.some((one) => one.plane === 'declared'),
  );
}
