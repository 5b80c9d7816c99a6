import type { NodeId } from '#model';
import type { GraphNode, ReachAnswer, ReachQuery } from '../graph-view.ts';
import { cheapestCut, type CutJudge } from './cheapest-cut.ts';
import type { Expand } from './expand.ts';
import { hopKey, joinLegs, NO_LEG, worse } from './leg.ts';
import {
  stateKey,
  type Blind,
  type Doubt,
  type Hit,
  type Leg,
  type Move,
  type ReachState,
  type ReachVerb,
} from './reach-state.ts';

/** Longest path, in hops; beyond it the answer says so. */
const MAX_HOPS = 24;
/** States entered and paths returned for one question; a bound that was met is part of the answer. */
const MAX_STATES = 200_000;
const MAX_PATHS = 20_000;

interface SearchInput {
  readonly starts: readonly ReachState[];
  readonly start: NodeId;
  readonly query: ReachQuery;
  readonly expand: Expand;
  readonly nodeOf: (id: NodeId) => GraphNode | null;
  readonly judge: CutJudge;
  /** Keys of hops that are taken to be cut. */
  readonly without?: ReadonlySet<string>;
}

/** A partial path: the state it ends in, the leg that led there, and what came before. */
interface Step {
  readonly state: ReachState;
  /** An agent, tool or server was asked to act on the way: what is reached from here on is reached with its rights. */
  readonly deputy: boolean;
  readonly leg: Leg;
  readonly before: Step | null;
  readonly doubt: Doubt;
  readonly length: number;
}

function boundMet(at: NodeId, why: string): Blind {
  return { at, concerns: 'all', kind: 'other', why };
}

/** Whether the query's planes, guards and cut let this leg stand. */
function isAllowed(leg: Leg, { query, without }: SearchInput): boolean {
  if (query.withoutGuards === true && leg.guards.length > 0) return false;
  const { planes } = query;
  return leg.hops.every((hop) => {
    if (without?.has(hopKey(hop)) === true) return false;
    // A computed hop is on the planes of the need that it serves; without one it stands on the grant alone.
    const stored = hop.kind === 'edge' ? hop.edge : hop.need;
    return (
      planes === undefined || stored === undefined || stored.planes.some((one) => planes.includes(one.plane))
    );
  });
}

/**
 * Partial paths in the order (doubt, length, arrival). A state is entered once per doubt and rank below `limit`, so
 * that the most certain path is found even where a shorter doubtful one exists. Doubt and length only grow along a
 * path, so that nothing pushed later can come before what was popped.
 */
interface Frontier {
  readonly push: (step: Step) => void;
  readonly pop: () => Step | undefined;
}

function createFrontier(): Frontier {
  // By doubt, then by length: a queue that needs no comparison.
  const buckets: Step[][][] = [[], [], []];
  // Steps are taken by position, since shifting a long array costs its length.
  const heads = new Map<Step[], number>();
  return {
    push(step) {
      const bucket = (buckets[step.doubt] ??= []);
      (bucket[step.length] ??= []).push(step);
    },
    pop() {
      // At most three times 25 lists, since no longer path is ever pushed.
      for (const bucket of buckets)
        for (const steps of bucket) {
          const head = steps === undefined ? 0 : (heads.get(steps) ?? 0);
          const step = steps?.[head];
          if (steps === undefined || step === undefined) continue;
          heads.set(steps, head + 1);
          return step;
        }
      return undefined;
    },
  };
}

/**
 * A path that meets its own state again goes in circles. Not where an agent was asked in between: what one may do oneself and
 * what an agent can be made to do with the same identity are two answers.
 */
function onPath(step: Step, state: ReachState): boolean {
  const key = stateKey(state);
  const deputy = step.deputy || isAsked(state);
  for (let at: Step | null = step; at !== null; at = at.before)
    if (at.deputy === deputy && stateKey(at.state) === key) return true;
  return false;
}

function legsOf(step: Step): readonly Leg[] {
  const legs: Leg[] = [];
  for (let at: Step | null = step; at !== null; at = at.before) legs.push(at.leg);
  return legs.reverse();
}

const CERTAINTY = ['certain', 'conditional', 'unknown'] as const;

interface Found {
  readonly step: Step;
  readonly hit: Hit;
  readonly doubt: Doubt;
  readonly length: number;
}

/** Best paths per (sink, verb, mode). */
function createFindings(limit: number): {
  readonly add: (found: Found) => void;
  readonly all: () => readonly Found[];
} {
  const best = new Map<string, Found[]>();
  const better = (a: Found, b: Found): number => a.doubt - b.doubt || a.length - b.length;
  return {
    add(found) {
      const key = `${found.hit.sink}\n${found.hit.verb}\n${found.hit.mode}`;
      const list = best.get(key) ?? [];
      best.set(key, list);
      list.push(found);
      // Stable: of equal paths the one found first stays.
      list.sort(better);
      if (list.length > limit) list.pop();
    },
    all: () => [...best.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, list]) => list),
  };
}

/**
 * The paths that answer a query, best first for each (sink, verb, mode), and why there could be more. Ends on any
 * world: states entered, hops and paths are bounded, and a bound that was met is told.
 */
export function search(input: SearchInput): ReachAnswer {
  const { query, expand } = input;
  const limit = Math.max(1, query.limit ?? 1);
  const frontier = createFrontier();
  const visits = new Map<string, number>();
  const findings = createFindings(limit);
  const blind = new Map<string, Blind>();
  for (const state of input.starts)
    frontier.push({ state, deputy: isAsked(state), leg: NO_LEG, before: null, doubt: 0, length: 0 });
  let entered = 0;
  for (let step = frontier.pop(); step !== undefined; step = frontier.pop()) {
    const key = `${String(step.doubt)}\n${String(step.deputy)}\n${stateKey(step.state)}`;
    const times = visits.get(key) ?? 0;
    // Entered often enough at this doubt: another way here can only lead to what was found.
    if (times >= limit) continue;
    visits.set(key, times + 1);
    entered += 1;
    if (entered > MAX_STATES) {
      blind.set('bound', boundMet(input.start, `more than ${String(MAX_STATES)} steps`));
      break;
    }
    const expansion = expand(step.state);
    for (const one of expansion.blind) blind.set(`${one.at}\n${one.why}`, one);
    collectHits(input, step, expansion.hits, findings.add);
    for (const move of expansion.moves) {
      const length = step.length + move.hops.length;
      if (!isAllowed(move, input) || onPath(step, move.to)) continue;
      if (length > MAX_HOPS)
        blind.set('depth', boundMet(move.to.node, `paths longer than ${String(MAX_HOPS)} hops`));
      else frontier.push(nextStep(step, move, length));
    }
  }
  return answerOf(input, findings.all(), [...blind.values()]);
}

function isAsked(state: ReachState): boolean {
  return state.phase === 'influencing';
}

function nextStep(step: Step, move: Move, length: number): Step {
  // Once an agent was asked, all that follows is its doing.
  const deputy = step.deputy || isAsked(move.to);
  return { state: move.to, deputy, leg: move, before: step, doubt: worse(step.doubt, move.doubt), length };
}

function collectHits(
  input: SearchInput,
  step: Step,
  hits: (verb: ReachVerb) => readonly Hit[],
  add: (found: Found) => void,
): void {
  for (const verb of input.query.verbs)
    for (const own of hits(verb)) {
      const hit: Hit = step.deputy ? { ...own, mode: 'deputy' } : own;
      const length = step.length + hit.hops.length;
      // A sink that is the start itself, or that takes no hop, is no news.
      const returns = hit.sink === input.start && verb !== 'egress';
      if (!input.query.modes.includes(hit.mode) || returns || length === 0) continue;
      if (isAllowed(hit, input)) add({ step, hit, doubt: worse(step.doubt, hit.doubt), length });
    }
}

/** A question about egress is not made uncertain by a store that was not resolved, nor the other way round. */
function concerns(blind: Blind, query: ReachQuery): boolean {
  if (blind.concerns === 'all') return true;
  const egress = query.verbs.includes('egress');
  return blind.concerns === 'egress' ? egress : query.verbs.some((verb) => verb !== 'egress');
}

function answerOf(input: SearchInput, found: readonly Found[], blind: readonly Blind[]): ReachAnswer {
  const accepted = new Map<NodeId, boolean>();
  const wanted = found.filter(({ hit }) => {
    const node = input.nodeOf(hit.sink);
    // Asked once a sink: the query's own test may read attributes.
    const ok = accepted.get(hit.sink) ?? (node !== null && input.query.sinks(node));
    accepted.set(hit.sink, ok);
    return ok;
  });
  const paths = wanted.slice(0, MAX_PATHS).map(({ step, hit, doubt }) => {
    const leg = joinLegs(...legsOf(step), hit);
    return {
      mode: hit.mode,
      entry: input.start,
      sink: hit.sink,
      verb: hit.verb,
      hops: leg.hops,
      guards: leg.guards,
      cut: cheapestCut(leg.hops, input.judge),
      certainty: CERTAINTY[doubt],
      missing: leg.missing,
    };
  });
  const bound: readonly Blind[] =
    wanted.length > MAX_PATHS ? [boundMet(input.start, `more than ${String(MAX_PATHS)} paths`)] : [];
  const unknown = [...blind, ...bound]
    .filter((one) => concerns(one, input.query))
    .map(({ at, why, kind }) => ({ at, why, kind }));
  const order = (a: { at: string; why: string }, b: { at: string; why: string }): number =>
    `${a.at} ${a.why}` < `${b.at} ${b.why}` ? -1 : 1;
  return { paths, unknown: unknown.sort(order) };
}
