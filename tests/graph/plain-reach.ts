import type { GraphCase } from '../../src/graph/testing/graph-case.ts';
import type { ListedGrant } from '../../src/graph/testing/grant-list.ts';

/**
 * The paths of a small world by exhaustive search over its lines, written from docs/decisions/0012 without a look at reach/: every
 * way that repeats no situation is walked to its end. It knows the kinds and edges that `small worlds` draw, and no more.
 */
interface PlainWorld {
  readonly edges: readonly PlainEdge[];
  readonly grants: readonly ListedGrant[];
  readonly tools: ReadonlyMap<string, { readonly latitude: string; readonly executesIn: string }>;
}

interface PlainEdge {
  readonly from: string;
  readonly edge: string;
  readonly to: string;
  readonly doubt: 0 | 1 | 2;
}

/** Best way to a sink: lower doubt first, then fewer hops. Key: `mode verb sink`. */
type PlainAnswer = ReadonlyMap<string, { readonly doubt: number; readonly length: number }>;

type Situation =
  | { readonly is: 'am'; readonly who: string }
  | { readonly is: 'hold'; readonly what: string }
  | { readonly is: 'run'; readonly where: string }
  | { readonly is: 'taint'; readonly what: string }
  | { readonly is: 'ask'; readonly whom: string; readonly caller: string; readonly at: string };

interface Walk {
  readonly situation: Situation;
  readonly asked: boolean;
  readonly doubt: number;
  readonly length: number;
}

type Next = (situation: Situation, hops: number, doubt: number) => void;

const GRANT_DOUBT = { allow: 0, conditional: 1, unknown: 2 } as const;

/** One search: what it has found, and how a walk goes on. */
interface Search {
  readonly world: PlainWorld;
  readonly start: string;
  readonly best: Map<string, { doubt: number; length: number }>;
}

function out({ world }: Search, from: string, ...edges: readonly string[]): readonly PlainEdge[] {
  return world.edges.filter((one) => one.from === from && edges.includes(one.edge));
}

function into({ world }: Search, to: string, edge: string): readonly PlainEdge[] {
  return world.edges.filter((one) => one.to === to && one.edge === edge);
}

function ask(whom: string, caller = '', at = ''): Situation {
  return { is: 'ask', whom, caller, at };
}

function found(search: Search, walk: Walk, verb: string, sink: string, hops: number, doubt: number): void {
  if (sink === search.start || walk.length + hops === 0) return;
  const key = `${walk.asked ? 'deputy' : 'direct'} ${verb} ${sink}`;
  const way = { doubt: Math.max(walk.doubt, doubt), length: walk.length + hops };
  const known = search.best.get(key);
  if (
    known === undefined ||
    way.doubt < known.doubt ||
    (way.doubt === known.doubt && way.length < known.length)
  )
    search.best.set(key, way);
}

function go(search: Search, walk: Walk, past: ReadonlySet<string>): void {
  const { situation: at } = walk;
  // Asked or not is part of the situation: the same role by oneself and through an agent are two answers.
  const here = JSON.stringify([at, walk.asked]);
  if (past.has(here) || walk.length > 24) return;
  const been = new Set(past).add(here);
  const next: Next = (situation, hops, doubt) => {
    const asked = walk.asked || situation.is === 'ask';
    go(search, { situation, asked, doubt: Math.max(walk.doubt, doubt), length: walk.length + hops }, been);
  };
  if (at.is === 'am') asIdentity(search, walk, at.who, next);
  else if (at.is === 'hold')
    for (const one of out(search, at.what, 'authenticates-as')) next({ is: 'am', who: one.to }, 1, one.doubt);
  else if (at.is === 'taint')
    for (const one of out(search, at.what, 'influences')) next(ask(one.to), 1, one.doubt);
  else if (at.is === 'run') asProcess(search, walk, at.where, next);
  else if (search.world.tools.has(at.whom)) asTool(search, walk, at, next);
  else asAgent(search, at, next);
}

function taintedBy(search: Search, what: string, hops: number, doubt: number, next: Next): void {
  if (out(search, what, 'influences').length > 0) next({ is: 'taint', what }, hops, doubt);
}

function secrets(search: Search, walk: Walk, holder: string, next: Next): void {
  for (const one of out(search, holder, 'has-secret')) {
    found(search, walk, 'read', one.to, 1, one.doubt);
    next({ is: 'hold', what: one.to }, 1, one.doubt);
  }
}

function asIdentity(search: Search, walk: Walk, who: string, next: Next): void {
  for (const one of out(search, who, 'can-assume')) next({ is: 'am', who: one.to }, 1, one.doubt);
  for (const one of out(search, who, 'exposes', 'influences')) next(ask(one.to), 1, one.doubt);
  secrets(search, walk, who, next);
  for (const one of search.world.grants.filter((each) => each.principal === who)) {
    const doubt = GRANT_DOUBT[one.verdict];
    if (one.verb === 'assume') next({ is: 'am', who: one.resource }, 1, doubt);
    else found(search, walk, one.verb, one.resource, 1, doubt);
    if (one.verb === 'write') taintedBy(search, one.resource, 1, doubt, next);
  }
}

function asProcess(search: Search, walk: Walk, where: string, next: Next): void {
  for (const one of out(search, where, 'runs-as')) next({ is: 'am', who: one.to }, 1, one.doubt);
  for (const one of out(search, where, 'deployed-as')) next({ is: 'run', where: one.to }, 1, one.doubt);
  for (const one of into(search, where, 'deployed-as')) next({ is: 'run', where: one.from }, 1, one.doubt);
  secrets(search, walk, where, next);
}

function asAgent(search: Search, { whom, at }: Extract<Situation, { is: 'ask' }>, next: Next): void {
  for (const one of into(search, whom, 'deployed-as')) next(ask(one.from, '', whom), 1, one.doubt);
  for (const one of out(search, whom, 'calls-tool')) next(ask(one.to, whom, at), 1, one.doubt);
  for (const one of out(search, whom, 'delegates-to')) next(ask(one.to), 1, one.doubt);
}

interface Place {
  readonly place: string;
  readonly doubt: number;
}

/** Where this call of the tool runs: with its caller, and there where the caller was entered. */
function placesOf(search: Search, { whom, caller, at }: Extract<Situation, { is: 'ask' }>): readonly Place[] {
  if (search.world.tools.get(whom)?.executesIn !== 'in-process') return [];
  const all = out(search, caller, 'deployed-as');
  const here = all.some((one) => one.to === at) ? all.filter((one) => one.to === at) : all;
  return here.map((one) => ({ place: one.to, doubt: placeDoubt(search, whom, one.to) }));
}

/** Derived executes-on: one edge for all callers that put the tool there; it holds as surely as the surest of them. */
function placeDoubt(search: Search, tool: string, place: string): number {
  const ways = into(search, tool, 'calls-tool').flatMap((call) => {
    const here = out(search, call.from, 'deployed-as').filter((one) => one.to === place);
    return here.length > 0 ? [Math.max(call.doubt, ...here.map((one) => one.doubt))] : [];
  });
  return Math.min(...ways);
}

function asTool(search: Search, walk: Walk, at: Extract<Situation, { is: 'ask' }>, next: Next): void {
  const tool = search.world.tools.get(at.whom);
  const places = placesOf(search, at);
  const identities = places.flatMap(({ place, doubt }) =>
    out(search, place, 'runs-as').map((one) => ({ who: one.to, doubt: Math.max(doubt, one.doubt) })),
  );
  for (const need of out(search, at.whom, 'can-read', 'can-write')) {
    const verb = need.edge.slice(4);
    const ways = identities.flatMap(({ who, doubt }) => {
      const of = search.world.grants.filter((one) => one.principal === who && one.resource === need.to);
      return of
        .filter((one) => one.verb === verb)
        .map((one) => Math.max(need.doubt, doubt, GRANT_DOUBT[one.verdict]));
    });
    // Without an identity the sink is reached as far as anybody can tell, and nobody can.
    const reached = identities.length > 0 ? ways.map((doubt) => [3, doubt] as const) : [[1, 2] as const];
    for (const [hops, doubt] of reached) {
      found(search, walk, verb, need.to, hops, doubt);
      if (verb === 'write') taintedBy(search, need.to, hops, doubt, next);
    }
  }
  if (tool?.latitude !== 'arbitrary' || tool.executesIn !== 'in-process') return;
  for (const { place, doubt } of places) next({ is: 'run', where: place }, 1, doubt);
  for (const call of into(search, at.whom, 'calls-tool'))
    if (call.from === at.caller) next({ is: 'run', where: at.caller }, 1, call.doubt);
}

export function plainReach(world: PlainWorld, start: string, kind: string): PlainAnswer {
  const search: Search = { world, start, best: new Map() };
  go(search, { situation: startOf(start, kind), asked: kind === 'agent', doubt: 0, length: 0 }, new Set());
  return search.best;
}

function startOf(start: string, kind: string): Situation {
  return kind === 'agent' ? ask(start) : { is: 'am', who: start };
}

const EDGE_DOUBT = { allow: 0, conditional: 1, unknown: 2 } as const;

/** The world of a case as bare lines. */
export function plainWorld(one: GraphCase): PlainWorld {
  const edges = one.edges.map((line): PlainEdge => {
    const [from = '', edge = '', to = '', ...rest] = line.split(' | ');
    const effect = rest.find((part) => part.startsWith('effect='))?.slice(7) ?? 'allow';
    return { from, edge, to, doubt: EDGE_DOUBT[effect as keyof typeof EDGE_DOUBT] };
  });
  const tools = one.nodes
    .filter((node) => node.kind === 'tool')
    .map((node) => {
      const { latitude, executesIn } = node.attributes;
      return [node.id, { latitude: String(latitude), executesIn: String(executesIn) }] as const;
    });
  return { edges, grants: one.grants, tools: new Map(tools) };
}
