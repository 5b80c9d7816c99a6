import { ACCESS_EDGES, type EdgeKind, type NodeKind, type Plane } from '#model';
import type { GraphNode, GraphView } from '#graph';

/** Part of what was handed over, or of what happened, that nobody could look at. */
export interface Lost {
  /** One clause that says where and why. */
  readonly why: string;
  readonly plane: Plane;
  /** What it may have shown that nothing else does. */
  readonly kinds: readonly NodeKind[];
  readonly edges: readonly EdgeKind[];
}

/** A source of the observed plane: what it can show, and when it did. */
export interface Watched {
  readonly source: string;
  readonly kinds: readonly NodeKind[];
  readonly edges: readonly EdgeKind[];
  /** ISO 8601 UTC; null where nothing of it was handed over. */
  readonly window: { readonly from: string; readonly to: string } | null;
}

/** What an agent does at run time is seen where its calls are: a platform's log knows the identity alone. */
const USE: EdgeKind = 'calls-tool';

/** Whether what was lost may have shown what an agent did. */
export function isUseLost({ plane, edges }: Lost): boolean {
  return plane === 'observed' && edges.includes(USE);
}

/** What is known to be missing of what agents did; of nothing handed over at all it is one clause. */
export function lostUse(lost: readonly Lost[], watched: readonly Watched[] | undefined): readonly string[] {
  const clauses = lost.filter(isUseLost).map(({ why }) => why);
  // Who does not say what was watched asks about the graph alone.
  const isWatched = watched?.some(({ edges, window }) => edges.includes(USE) && window !== null) ?? true;
  return isWatched ? clauses : [...clauses, 'no traces were handed over that show what agents did'];
}

/** Of these assets as many as the file of the declared plane that names the most of them: another may hold as many. */
export function assetsOfRichestFile(assets: readonly string[], view: GraphView): number {
  const counts = new Map<string, number>();
  let richest = 0;
  for (const id of assets) {
    const declared = (view.node(id)?.evidence ?? []).filter(({ plane }) => plane === 'declared');
    for (const file of new Set(declared.map(({ target, at }) => `${target} ${at.path}`))) {
      const count = (counts.get(file) ?? 0) + 1;
      counts.set(file, count);
      richest = Math.max(richest, count);
    }
  }
  return richest;
}

/** What the code of an agent shows. */
const OF_CODE: readonly NodeKind[] = ['agent', 'model', 'prompt', 'tool', 'mcp-server'];

/**
 * Agents that traces show at work where code was handed over, and not theirs: what it declares is missing, whether a file of it was lost
 * or its repository was never scanned.
 */
export function undeclaredAgents(view: GraphView, lost: readonly Lost[]): readonly Lost[] {
  // A file of code that is known to be lost may be theirs.
  if (lost.some(({ plane, kinds }) => plane === 'declared' && kinds.includes('agent'))) return [];
  const isCodeSeen = view.nodes().some(({ evidence }) => evidence.some(({ source }) => source === 'code'));
  if (!isCodeSeen) return [];
  return view
    .nodes('agent')
    .filter(
      ({ state, planes }) =>
        state === 'active' && planes.includes('observed') && !planes.includes('declared'),
    )
    .map(({ name }) => ({
      why: `traces show agent ${name} at work, and no code that was handed over declares it`,
      plane: 'declared',
      kinds: OF_CODE,
      edges: [],
    }));
}

/** Clocks differ, and a trace ends a little before or after the calls in it. */
const SLACK_MS = 15 * 60_000;

/**
 * Work of an AI system that a platform's log shows at a time of which no traces were handed over: the traces begin later or end
 * sooner than the system did.
 */
export function untracedWork(view: GraphView, watched: readonly Watched[]): readonly Lost[] {
  const traces = watched.filter(({ edges, window }) => edges.includes(USE) && window !== null);
  const from = Math.min(...traces.map(({ window }) => Date.parse(window?.from ?? '')));
  const to = Math.max(...traces.map(({ window }) => Date.parse(window?.to ?? '')));
  const [first] = traces;
  if (first === undefined) return [];
  const said = (why: string): Lost => ({ why, plane: 'observed', kinds: first.kinds, edges: first.edges });
  const worked = workOfAi(view);
  const early = worked.find(({ first: start }) => start < from - SLACK_MS);
  const late = worked.find(({ last }) => last > to + SLACK_MS);
  return [
    ...(early === undefined
      ? []
      : [
          said(
            `traces begin at ${shown(from)}, and ${early.identity.name} was at work at ${shown(early.first)}`,
          ),
        ]),
    ...(late === undefined
      ? []
      : [said(`traces end at ${shown(to)}, and ${late.identity.name} was at work at ${shown(late.last)}`)]),
  ];
}

/** Epoch milliseconds of the first and the last call that was seen of it. */
interface Work {
  readonly identity: GraphNode;
  readonly first: number;
  readonly last: number;
}

/** Of each identity that an agent or a server runs as. */
function workOfAi(view: GraphView): readonly Work[] {
  const actors = [...view.nodes('agent'), ...view.nodes('mcp-server')].filter(
    ({ state }) => state === 'active',
  );
  const identities = new Map(
    actors.flatMap(({ id }) =>
      view.runtimeIdentities(id).map(({ identity }) => [identity.id, identity] as const),
    ),
  );
  return [...identities.values()].flatMap((identity) => {
    const seen = ACCESS_EDGES.flatMap((edge) => view.out(identity.id, edge))
      .flatMap(({ planes }) => planes)
      .filter(({ plane }) => plane === 'observed');
    const at = seen
      .flatMap(({ firstSeen, lastSeen }) => [firstSeen, lastSeen])
      .flatMap((time) => (time === null ? [] : [Date.parse(time)]));
    return at.length === 0 ? [] : [{ identity, first: Math.min(...at), last: Math.max(...at) }];
  });
}

/** To the minute. */
function shown(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
