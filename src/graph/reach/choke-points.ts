import type { ChokePoint, Hop, ReachAnswer, ReachPair } from '../graph-view.ts';
import { hopKey } from './leg.ts';

/**
 * Candidates beyond this many are not tried: each costs a search. Nothing tells that some were left out: the list may
 * then lack a choke point.
 */
const MAX_CANDIDATES = 500;

/** The reach from an entry, with one hop taken to be cut. */
type ReachWithout = (entry: string, without: string | undefined) => ReachAnswer;

function byEntry(pairs: readonly ReachPair[]): ReadonlyMap<string, ReadonlySet<string>> {
  const map = new Map<string, Set<string>>();
  for (const { entry, sink } of pairs) map.set(entry, (map.get(entry) ?? new Set()).add(sink));
  return map;
}

/**
 * For every hop, the (entry, sink) pairs that have no path left without it. A hop that cuts a pair lies on every path of the
 * pair, hence on the one that was found: only hops of found paths are tried, one search for each.
 */
export function findChokePoints(pairs: readonly ReachPair[], reach: ReachWithout): readonly ChokePoint[] {
  const cuts = new Map<string, { hop: Hop; pairs: ReachPair[] }>();
  let tried = 0;
  for (const [entry, sinks] of byEntry(pairs)) {
    const candidates = new Map<string, Hop>();
    const paths = reach(entry, undefined).paths.filter((path) => sinks.has(path.sink));
    for (const path of paths) for (const hop of path.hops) candidates.set(hopKey(hop), hop);
    // Pairs that were never connected cannot be cut.
    const connected = new Set(paths.map((path) => path.sink));
    for (const [key, hop] of candidates) {
      tried += 1;
      if (tried > MAX_CANDIDATES) break;
      // One search without the hop tells all sinks that are lost.
      const left = new Set(reach(entry, key).paths.map((path) => path.sink));
      const lost = [...connected].filter((sink) => !left.has(sink)).map((sink) => ({ entry, sink }));
      if (lost.length === 0) continue;
      const cut = cuts.get(key) ?? { hop, pairs: [] };
      cut.pairs.push(...lost);
      cuts.set(key, cut);
    }
  }
  return [...cuts.entries()]
    .sort(([a, left], [b, right]) => right.pairs.length - left.pairs.length || (a < b ? -1 : 1))
    .map(([, cut]) => cut);
}
