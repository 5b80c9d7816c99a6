import { CREDENTIAL_KINDS, kindText, type Evidence, type NodeKind } from '#model';
import type { GraphEdge, GraphNode, GraphView, ReachPath } from '#graph';
import { anyOf, cannotTell, NO, yes, type Answer } from '../answer.ts';
import { noWorkload, unseen } from '../missing-text.ts';
import type { Predicate } from '../rule-context.ts';
import { workloadsOf } from '../workloads.ts';

/** A location is where a secret should be. */
const KEYS: ReadonlySet<NodeKind> = new Set(CREDENTIAL_KINDS.filter((kind) => kind !== 'secret-location'));

/** Values of keys that stand in the environment of what the asset runs on, as the configuration of that shows them. */
export const keysInEnvironment: Predicate = (node, { view }) => {
  const places = workloadsOf(node.id, view).map(({ place }) => place);
  const answer =
    places.length === 0
      ? cannotTell(noWorkload(node, 'with what in its environment'))
      : anyOf(places.map((place) => keysOf(place, view)));
  return [{ subject: null, answer }];
};

/** A declaration alone clears nothing: it often names a variable whose value is set elsewhere. */
function keysOf(place: GraphNode, view: GraphView): Answer {
  const edges = view
    .out(place.id, 'has-secret')
    // What was seen passing through at run time need not stand here.
    .filter(({ walked, planes }) => walked && planes.some(({ plane }) => plane !== 'observed'))
    .filter(({ to }) => KEYS.has(view.node(to)?.kind ?? 'secret-location'));
  if (edges.length === 0) {
    const listing = view.attribute(place, 'envNames', 'granted');
    return listing.kind === 'known' ? NO : cannotTell(unseen('envNames', place));
  }
  const evidence: readonly Evidence[] = edges.flatMap((edge) =>
    edge.planes.flatMap((plane) => plane.evidence.slice(0, 1)),
  );
  const names = edges.map(({ to }) => view.node(to)?.name ?? to);
  return yes(
    evidence,
    `${listed(names)} in ${kindText(place.kind)} ${place.name}`,
    edges.map((edge) => keyPath(edge, place, view)),
  );
}

function listed(names: readonly string[]): string {
  const all = [...new Set(names)].sort();
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

/** Whoever may read the configuration of the place has the key. */
function keyPath(edge: GraphEdge, place: GraphNode, view: GraphView): ReachPath {
  return {
    mode: 'direct',
    entry: place.id,
    sink: edge.to,
    verb: 'read',
    hops: [{ kind: 'edge', from: edge.from, to: edge.to, edge }],
    guards: [],
    cut: { hop: 0, why: `a vault can hold ${view.node(edge.to)?.name ?? edge.to}` },
    certainty: 'certain',
    missing: [],
  };
}
