import { kindText, type NodeId, type NodeKind, STORE_KINDS } from '#model';
import type { GraphNode, GraphView } from '#graph';
import { strangersContent } from './predicates/exposed-to-untrusted-content.ts';
import { workloadsOf } from './workloads.ts';

/** An agent or server of which it cannot be told whether strangers, or what they write, get to it. */
interface StrangerDoubt {
  readonly actor: NodeId;
  /** One clause each, never empty. */
  readonly whys: readonly string[];
}

/** How policies write everyone. */
const ANYONE = '*';

const READS = ['can-read', 'retrieves-from'] as const;
const STORES: ReadonlySet<NodeKind> = new Set(STORE_KINDS);

/**
 * What keeps a "not reached" from being said: text that may come in by a tool, and doors of the workload, and of
 * the stores that it reads, that nobody looked behind. What is known to let strangers in is a path, and no doubt.
 */
export function strangerDoubts(view: GraphView): readonly StrangerDoubt[] {
  const actors = [...view.nodes('agent'), ...view.nodes('mcp-server')];
  return actors
    .filter(({ state }) => state === 'active')
    .flatMap((actor) => {
      const whys = [
        ...new Set([...contentDoubts(actor, view), ...fillDoubts(actor, view), ...placeDoubts(actor, view)]),
      ];
      return whys.length === 0 ? [] : [{ actor: actor.id, whys }];
    });
}

/** A server takes in what its callers send: they are asked about their own content. */
function contentDoubts(actor: GraphNode, view: GraphView): readonly string[] {
  if (actor.kind !== 'agent') return [];
  const answer = strangersContent(actor, view);
  return answer.is === 'cannot-tell' ? answer.missing.map(({ what }) => what) : [];
}

/**
 * Stores that it reads of which it is not known whether anyone may fill them, those that only code names among them: of known ones
 * that influence it there is a path.
 */
function fillDoubts(actor: GraphNode, view: GraphView): readonly string[] {
  if (actor.kind !== 'agent') return [];
  const tools = view.out(actor.id, 'calls-tool').flatMap(({ to, walked }) => (walked ? [to] : []));
  return [actor.id, ...tools]
    .flatMap((reader) => READS.flatMap((edge) => view.out(reader, edge)))
    .flatMap(({ to, walked }) => (walked ? (view.node(to) ?? []) : []))
    .filter(({ kind }) => STORES.has(kind))
    .flatMap((store) => {
      const { kind, missing } = view.access(ANYONE, 'write', store.id);
      return kind === 'unknown'
        ? [
            `who may write to ${kindText(store.kind)} ${store.name} could not be decided: ${missing.join('; ')}`,
          ]
        : [];
    });
}

/** A server that nobody placed is asked by its clients, which speak for it; an agent that nobody placed may run anywhere. */
function placeDoubts(actor: GraphNode, view: GraphView): readonly string[] {
  const places = placesOf(actor.id, view);
  if (places.length === 0)
    return actor.kind === 'agent'
      ? [`nothing tells where agent ${actor.name} runs, and so who can ask it`]
      : [];
  return places.flatMap((place) => doorDoubts(place, view));
}

/** Workloads on which it runs; whoever is handed the work of another agent is asked where that one is. */
function placesOf(actor: NodeId, view: GraphView): readonly GraphNode[] {
  const actors = new Set<NodeId>([actor]);
  // A Set grows at its end while it is read.
  for (const id of actors)
    for (const { from, walked } of view.into(id, 'delegates-to')) if (walked) actors.add(from);
  const places = [...actors].flatMap((id) => workloadsOf(id, view).map(({ place }) => place));
  return [...new Map(places.map((place) => [place.id, place])).values()];
}

/** Ways in that nobody looked behind, one clause each; a way in that is known is no doubt. */
export function doorDoubts(place: GraphNode, view: GraphView): readonly string[] {
  const named = `${kindText(place.kind)} ${place.name}`;
  if (place.kind !== 'function') return [`who can send to ${named} from outside was not read`];
  const isOpen = view.into(place.id, 'exposes').some(({ walked }) => walked);
  const url = view.attribute(place, 'url').kind;
  const services = view
    .whoCan('invoke', place.id)
    .map(({ principal }) => view.node(principal)?.name ?? principal)
    .filter((name) => name.endsWith('.amazonaws.com'));
  const { kind } = view.access(ANYONE, 'invoke', place.id);
  return [
    ...(url === 'unknown' && !isOpen ? [`whether ${named} has an address of its own was not seen`] : []),
    // Who calls is then a path with its conditions; what nobody decided is none.
    ...(kind === 'unknown' ? [`who may invoke ${named} could not be decided`] : []),
    ...services.map((name) => `${name} may invoke ${named}, and who calls through it was not read`),
  ];
}
