import { INTERNET_ID, kindText, type Evidence, type Missing, type PolicyFact } from '#model';
import type { GraphEdge, GraphNode, GraphView, ReachPath } from '#graph';
import { anyOf, cannotTell, NO, yes, type Answer } from '../answer.ts';
import { noWorkload } from '../missing-text.ts';
import { listOf, type Predicate, type RuleContext } from '../rule-context.ts';
import { doorDoubts } from '../stranger-doubts.ts';
import { workloadsOf, type Workload } from '../workloads.ts';

/** How policies write everyone. */
const ANYONE = '*';

/**
 * Whoever finds the address may ask the agent, and no platform asks who that is. Where code that runs with it may look at who calls, what it
 * does with those whom it does not know is not read: that is for a person to look at. A charter says it, and the parameter
 * `callers` names what of a charter accepts an open address.
 */
export const askedByAnyone: Predicate = (node, context) => {
  const { view } = context;
  if (isAccepted(node, context)) return [{ subject: null, answer: NO }];
  const workloads = workloadsOf(node.id, view);
  const doors: readonly Workload[] = [{ place: node, hops: [] }, ...workloads];
  const answers = doors.flatMap((door) => [...exposed(node, door, view), ...granted(node, door, view)]);
  const unplaced = workloads.length === 0 ? [cannotTell(noWorkload(node, 'who can ask it'))] : [];
  const doubts = workloads.flatMap(({ place }) => unread(place, view));
  return [{ subject: null, answer: anyOf([...answers, ...unplaced, ...doubts]) }];
};

function isAccepted(node: GraphNode, context: RuleContext): boolean {
  const { view } = context;
  const accepted = listOf('$callers', context);
  return view
    .into(node.id, 'applies-to')
    .flatMap((edge) => view.node(edge.from) ?? [])
    .map((record) => view.attribute(record, 'allowedCallers'))
    .some(
      (reading) =>
        reading.kind === 'known' &&
        Array.isArray(reading.value) &&
        reading.value.some((one: string) => accepted.includes(one)),
    );
}

/** By an address that asks for nothing. */
function exposed(agent: GraphNode, { place, hops }: Workload, view: GraphView): readonly Answer[] {
  const edges = view
    .into(place.id, 'exposes')
    .filter((edge) => edge.walked && view.node(edge.from)?.kind === 'internet');
  return edges.map((edge) => {
    const named = `${kindText(place.kind)} ${place.name}`;
    const notSo = deployedOtherwise(edge, place, view);
    if (notSo !== null) return cannotTell(notSo);
    if (edge.effect === 'unknown')
      return cannotTell(
        account(`whether the policy of ${named} lets anyone in by its open address was not seen`, place),
      );
    if (edge.effect === 'conditional')
      return cannotTell(
        account(
          `anyone is let in to ${named} where ${edge.guards.join(' and ')}: who can meet that is not known`,
          place,
        ),
      );
    const evidence = [
      ...edge.planes.flatMap((plane) => plane.evidence.slice(0, 1)),
      ...resourcePolicies(place, view).flatMap((policy) => policy.evidence.slice(0, 1)),
    ];
    const asks = asksItself(agent, named, view);
    if (asks !== null) return asks;
    const path = doorPath(agent, edge, place, hops);
    return yes(evidence, `the address of ${named} asks nobody who they are`, [path]);
  });
}

/** Null where its code was read, and nothing in what runs with it may look at who calls. */
function asksItself(agent: GraphNode, named: string, view: GraphView): Answer | null {
  const reading = view.attribute(agent, 'callerChecks');
  const places = reading.kind === 'known' && Array.isArray(reading.value) ? (reading.value as string[]) : [];
  if (places.length === 0 && agent.planes.includes('declared')) return null;
  if (places.length === 0)
    return cannotTell({
      kind: 'repository',
      what: `${named} lets anyone in, and the code of agent ${agent.name} was not seen: whether it asks who calls is not known`,
      at: agent.id,
    });
  return cannotTell({
    kind: 'code',
    what: `${named} lets anyone in, and code that runs with agent ${agent.name} may look at who calls (${places.join(', ')}): whether it turns strangers away was not read; look there, and have a charter say who may call (callers)`,
    at: agent.id,
  });
}

/** What is declared need not be what runs: where the account shows another address, or none, one of the two is not as it was. */
function deployedOtherwise(edge: GraphEdge, place: GraphNode, view: GraphView): Missing | null {
  if (edge.planes.some(({ plane }) => plane === 'granted')) return null;
  const [asks, url] = ['urlAuthentication', 'url'].map((name) => view.attribute(place, name, 'granted'));
  const other = asks?.kind === 'known' && asks.value !== 'none';
  const none = url?.kind === 'known' && url.value === null;
  if (!other && !none) return null;
  const shows = none ? 'no address' : 'one that asks who calls';
  const named = `${kindText(place.kind)} ${place.name}`;
  const what = `an open address of ${named} is declared, and the account shows ${shows}`;
  return { kind: 'agreement', what, at: place.id };
}

/** By a policy that lets in everyone, whatever the address asks for. */
function granted(agent: GraphNode, { place }: Workload, view: GraphView): readonly Answer[] {
  if (place.kind === 'agent' || view.into(place.id, 'exposes').some((edge) => edge.walked)) return [];
  // Settled above: without its open address such a statement lets in nobody.
  if (opensByUrlAlone(place, view)) return [];
  const { kind, proof } = view.access(ANYONE, 'invoke', place.id);
  const named = `${kindText(place.kind)} ${place.name}`;
  if (kind === 'deny' || kind === 'unknown') return [];
  if (kind === 'conditional')
    return [
      cannotTell(
        account(
          `the policy of ${named} lets everyone invoke it under conditions: who can meet them is not known`,
          place,
        ),
      ),
    ];
  const asks = asksItself(agent, named, view);
  if (asks !== null) return [asks];
  const evidence: readonly Evidence[] = proof
    .filter(({ effect, policyType }) => effect === 'allow' && policyType === 'resource')
    .flatMap((step) => step.evidence.slice(0, 1));
  return [yes(evidence, `the policy of ${named} lets everyone invoke it`)];
}

/** Keys that hold only where the call comes through a function URL (Lambda developer guide, "Control access to function URLs"). */
const OF_THE_URL: ReadonlySet<string> = new Set([
  'lambda:functionurlauthtype',
  'lambda:invokedviafunctionurl',
]);

function opensByUrlAlone(place: GraphNode, view: GraphView): boolean {
  const open = resourcePolicies(place, view)
    .flatMap(({ document }) => document.statements)
    .filter(
      ({ effect, principals }) =>
        effect === 'Allow' && principals !== null && (principals.any || principals.not),
    );
  return (
    open.length > 0 &&
    open.every(({ conditions }) => conditions.some(({ key }) => OF_THE_URL.has(key.toLowerCase())))
  );
}

function resourcePolicies(place: GraphNode, view: GraphView): readonly PolicyFact[] {
  return view.policies(place.id).filter(({ policyType }) => policyType === 'resource');
}

/** Doors behind which nobody looked; without them "asked by nobody unknown" would be a guess. */
function unread(place: GraphNode, view: GraphView): readonly Answer[] {
  const kind = place.kind === 'function' ? 'account' : 'network';
  return doorDoubts(place, view).map((what) => cannotTell({ kind, what, at: place.id }));
}

function account(what: string, place: GraphNode): Missing {
  return { kind: 'account', what, at: place.id };
}

function doorPath(agent: GraphNode, edge: GraphEdge, place: GraphNode, hops: Workload['hops']): ReachPath {
  return {
    mode: 'deputy',
    entry: INTERNET_ID,
    sink: agent.id,
    verb: 'invoke',
    hops: [{ kind: 'edge', from: edge.from, to: edge.to, edge }, ...hops],
    guards: [],
    cut: {
      hop: 0,
      why: `the address of ${place.name} can ask who calls; callers that do not say who they are lose ${place.name}`,
    },
    certainty: 'certain',
    missing: [],
  };
}
