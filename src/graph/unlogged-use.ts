import { ACCESS_EDGES, type EdgeKind, type MarkOnPlane } from '#model';
import type { GraphIndex } from './graph-index.ts';
import type { EdgeOnPlane, GraphEdge, GraphNode, UnloggedUse } from './graph-view.ts';
import { actsElsewhere } from './environment-identity.ts';
import { runtimeIdentities } from './runtime-identities.ts';

/** Clocks differ, and a tool reads a little before or after its span. */
const SLACK_MS = 15 * 60_000;

const ACCESS: readonly EdgeKind[] = ACCESS_EDGES;

/** Milliseconds, both ends. */
type Stretch = readonly [number, number];

/** All of them; of a tool that may run as several identities nothing is said, since any of them may have done it. */
export function unloggedUses(index: GraphIndex): readonly UnloggedUse[] {
  return index.nodes('tool').flatMap((tool) => {
    const calls = index.into(tool.id, 'calls-tool').flatMap((edge) => observed(edge) ?? []);
    if (calls.length === 0) return [];
    const [only, ...others] = runtimeIdentities(index, tool.id);
    if (only === undefined || others.length > 0) return [];
    const stretches = ACCESS.flatMap((kind) => index.out(only.identity.id, kind)).flatMap(stretchesOf);
    const times = calls.flatMap(timesOf).sort();
    const [first, last] = [times[0], times.at(-1)];
    if (first === undefined || last === undefined) return [];
    const unborne = times.filter((time) => !stretches.some((one) => isNear(time, one)));
    const count = calls.reduce((sum, one) => sum + (one.count ?? 1), 0);
    const hosts = index.into(tool.id, 'calls-tool').map(({ from }) => from);
    // What an environment makes it do as somebody else is not missing in this one's log.
    const touched = index
      .out(tool.id)
      .filter(isBuiltToTouch)
      .filter(({ to: store }) => actsElsewhere(index, { hops: only.hops, hosts, store }) === null);
    return touched.flatMap((edge): UnloggedUse[] => {
      const store = index.node(edge.to);
      const never = !index
        .into(edge.to)
        .some((one) => one.from === only.identity.id && observed(one) !== null);
      // A tool that the model writes may do anything else with its call.
      const isSure = edge.guards.length === 0 && isFixed(index, tool);
      const silent = isSure ? unborne : [];
      if (store === null || (silent.length === 0 && !never)) return [];
      const verb = edge.edge === 'retrieves-from' ? 'can-read' : edge.edge;
      return [
        {
          ...{ tool, identity: only.identity, edge: verb, store, silent, never },
          calls: { count, first, last },
        },
      ];
    });
  });
}

/** As whoever runs the tool: what it does as somebody else stands in no log under its own identity. */
function isBuiltToTouch({ edge, planes, walked, actsAs }: GraphEdge): boolean {
  const isTouch = edge === 'retrieves-from' || ACCESS.includes(edge);
  return (
    isTouch &&
    walked &&
    actsAs.every(({ as }) => as === 'runtime') &&
    planes.some(({ plane }) => plane === 'declared')
  );
}

/** Whether each call does the same, whatever the model says. */
function isFixed(index: GraphIndex, tool: GraphNode): boolean {
  const latitude = index.known(tool.id, 'latitude');
  return latitude === 'fixed' || latitude === 'parameterised';
}

function observed({ planes }: GraphEdge): EdgeOnPlane | null {
  return planes.find(({ plane }) => plane === 'observed') ?? null;
}

/** Of many calls the first and the last alone are known. */
function timesOf({ times, firstSeen, lastSeen }: EdgeOnPlane): readonly string[] {
  return times ?? [firstSeen, lastSeen].flatMap((time) => time ?? []);
}

/** Of many accesses it is not known when there was none, so all between the first and the last is taken for borne out. */
function stretchesOf(edge: GraphEdge): readonly Stretch[] {
  const seen = observed(edge);
  if (seen === null) return [];
  if (seen.times !== null) return seen.times.map((time): Stretch => [Date.parse(time), Date.parse(time)]);
  return seen.firstSeen === null || seen.lastSeen === null
    ? []
    : [[Date.parse(seen.firstSeen), Date.parse(seen.lastSeen)]];
}

function isNear(time: string, [from, to]: Stretch): boolean {
  const at = Date.parse(time);
  return at >= from - SLACK_MS && at <= to + SLACK_MS;
}

/** A mark that does not hold, and one clause that says why. */
export interface DoubtedMark {
  readonly mark: MarkOnPlane;
  readonly why: string;
}

/**
 * Marks of logs in which work is missing that traces show: not of the one access alone, since a log file that is gone held all
 * that happened in its account.
 */
export function doubtedMarks(index: GraphIndex, marks: readonly MarkOnPlane[]): readonly DoubtedMark[] {
  const logged = marks.filter(isLogMark);
  const whyOf = new Map<string, string>();
  for (const use of logged.length === 0 ? [] : unloggedUses(index)) {
    const { identity, edge, store, silent } = use;
    if (silent.length === 0) continue;
    const kept = [
      ...index.complete(identity, { edge, plane: 'observed', toKind: store.kind }),
      ...index.complete(store, { edge, plane: 'observed', kind: store.kind }),
    ];
    for (const { scope, from, to } of kept) {
      if (from === null || to === null || whyOf.has(scope)) continue;
      // What happened while nobody claims to have watched contradicts nothing.
      const at = silent.find((time) => isWithin(time, [Date.parse(from), Date.parse(to)]));
      if (at !== undefined) whyOf.set(scope, silence(use, at));
    }
  }
  return logged.flatMap((mark) => {
    const why = whyOf.get(mark.scope);
    return why === undefined ? [] : [{ mark, why }];
  });
}

function isLogMark({ plane, edge }: MarkOnPlane): boolean {
  return plane === 'observed' && edge !== null && ACCESS.includes(edge);
}

function isWithin(time: string, [from, to]: Stretch): boolean {
  return Date.parse(time) >= from && Date.parse(time) <= to;
}

function silence({ tool, edge, store, identity }: UnloggedUse, at: string): string {
  const verb = edge.slice('can-'.length);
  const minute = at.slice(0, 16).replace('T', ' ');
  return `traces show ${tool.name}, built to ${verb} ${store.name}, at work at ${minute} UTC, and the log has nothing of ${identity.name} within 15 minutes of it`;
}
