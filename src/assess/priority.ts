import { counted, kindText, NON_HUMAN_IDENTITY_KINDS, type NodeId, type NodeKind } from '#model';
import type { GraphNode, ReachAnswer, ReachPath } from '#graph';
import { attributeText, verbsClause } from './attribute-text.ts';
import type { RuleContext } from './rule-context.ts';
import type { Rule, Severity } from './rule-schema.ts';

/** Four outcomes, as in SSVC (certcc.github.io/SSVC), under names that say what to do. */
export type Outcome = 'fix-now' | 'plan' | 'watch' | 'accept';

/** One fact of the tree, the value it has here, and why. */
export interface Branch {
  readonly fact: 'exposure' | 'reach' | 'data' | 'exploit' | 'containment';
  readonly value: string;
  /** A clause that names what was read: the outcome can be argued with. */
  readonly because: string;
}

/** The outcome with the way that led to it: a rank nobody can retrace is not acted on. */
export interface Priority {
  readonly outcome: Outcome;
  readonly branch: readonly Branch[];
  /** The one fact that would lower the outcome most cheaply; null where nothing would. */
  readonly lowers: string | null;
}

const SENSITIVE: readonly unknown[] = ['confidential', 'restricted'];

/**
 * SSVC-style tree over five facts read from the graph. Base severity only breaks ties: it decides between plan and watch
 * where the facts do not. Unknown facts take the value of the worse half, and say so.
 */
export function prioritise(
  asset: GraphNode,
  paths: readonly ReachPath[],
  rule: Rule,
  detail: string,
  context: RuleContext,
): Priority {
  const own = paths.length > 0 ? NOTHING_REACHED : ownReach(asset, context);
  const ways = [...paths, ...own.paths];
  const held = heldBy(asset, context);
  // The data at stake: of the asset itself, of both ends of every path, and of what an identity may read without
  // one.
  const related = [asset.id, ...ways.flatMap((path) => [path.entry, path.sink]), ...held];
  const exposure = exposureOf(asset, context);
  const seen = dataOf(related, context);
  const reach = reachBy(ways, seen.value, context) ?? reachWithout(asset, own, held.length);
  const data = own.unknown.length > 0 ? unlessSensitive(seen) : seen;
  const exploit = exploitOf(asset, paths, rule, detail);
  const containment = containmentOf(asset, needsWayOut(rule) ? paths : [], context);
  const branch = [exposure, reach, data, exploit, containment];
  return {
    outcome: outcomeOf(branch, rule.severity),
    branch,
    lowers: lowering(asset, branch, rule.severity),
  };
}

function valueOf(branch: readonly Branch[], fact: Branch['fact']): string {
  return branch.find((one) => one.fact === fact)?.value ?? 'unknown';
}

/**
 * The tree, read top to bottom: the first line that holds decides. Containment stands first, since a person who
 * approves each call cuts every branch below; only a sighting that concerns sensitive data still has to be planned
 * for.
 */
function outcomeOf(branch: readonly Branch[], severity: Severity): Outcome {
  const open = valueOf(branch, 'exposure') === 'public';
  // What an identity holds is reached by whoever becomes it: that way is a finding of its own.
  const reaches = !['none', 'held'].includes(valueOf(branch, 'reach'));
  const sensitive = ['restricted', 'confidential'].includes(valueOf(branch, 'data'));
  const contained = valueOf(branch, 'containment') === 'contained';
  const seen = valueOf(branch, 'exploit') === 'seen';
  if (contained) return seen && sensitive ? 'plan' : 'watch';
  if (seen && (open || sensitive)) return 'fix-now';
  if (open && reaches && sensitive) return 'fix-now';
  if (severity === 'critical') return open || sensitive ? 'fix-now' : 'plan';
  if (reaches && sensitive) return 'plan';
  if (severity === 'high') return 'plan';
  return open && reaches ? 'plan' : severity === 'low' ? 'accept' : 'watch';
}

/** The value each fact would have after its fix. */
const BEST: Readonly<Record<Branch['fact'], string>> = {
  exposure: 'internal',
  reach: 'none',
  data: 'internal',
  exploit: 'theoretical',
  containment: 'contained',
};
/** What that fix is, in the words of the report. */
const SAYS: Readonly<Record<Branch['fact'], string>> = {
  exposure: 'taking it off the public internet',
  reach: 'cutting its reach to the store',
  data: 'moving sensitive data out of reach',
  exploit: 'showing that it was not used',
  containment: 'putting a person or a sandbox in front of it',
};

/** Tried from cheapest to dearest; only a change of the outcome counts. */
function lowering(asset: GraphNode, branch: readonly Branch[], severity: Severity): string | null {
  const now = outcomeOf(branch, severity);
  // Exploit is left out: that something was seen cannot be fixed.
  for (const fact of ['containment', 'reach', 'exposure', 'data'] as const) {
    // Nobody can approve each use of a prompt, a model or an identity.
    if (fact === 'containment' && !ACTING.includes(asset.kind)) continue;
    const changed = branch.map((one) => (one.fact === fact ? { ...one, value: BEST[fact] } : one));
    if (outcomeOf(changed, severity) !== now) return SAYS[fact];
  }
  return null;
}

/** Against the direction of these edges lies whoever can steer or use the asset. */
const STEERED_BY = [
  'calls-tool',
  'executes-on',
  'runs-as',
  'instructed-by',
  'uses-model',
  'connects-to',
] as const;
/** Further back, exposure says nothing of this asset any more. */
const MAX_STEPS_BACK = 6;

/** Public when the internet has a walked edge to the asset, to what steers it, or to what either is deployed as. */
function exposureOf(asset: GraphNode, { view }: RuleContext): Branch {
  const seen = new Set<NodeId>([asset.id]);
  let front: readonly NodeId[] = [asset.id];
  for (let step = 0; step < MAX_STEPS_BACK && front.length > 0; step += 1) {
    for (const id of front) {
      const exposed = view.into(id, 'exposes').find((edge) => view.node(edge.from)?.kind === 'internet');
      if (exposed !== undefined) {
        return {
          fact: 'exposure',
          value: 'public',
          because: `the internet reaches ${view.node(exposed.to)?.name ?? exposed.to}`,
        };
      }
    }
    front = front
      .flatMap((id) => [
        ...STEERED_BY.flatMap((edge) => view.into(id, edge)).map((edge) => ({ edge, next: edge.from })),
        ...view.out(id, 'deployed-as').map((edge) => ({ edge, next: edge.to })),
      ])
      // Marked as seen on the way in: cycles of agents that call each other end here.
      .filter(({ edge, next }) => edge.rung !== 4 && !seen.has(next) && seen.add(next) !== undefined)
      .map(({ next }) => next);
  }
  return { fact: 'exposure', value: 'internal', because: 'nothing that was read exposes it to the internet' };
}

/** What an identity may read: a finding on the identity is about all of it, with or without a path. */
function heldBy(asset: GraphNode, { view }: RuleContext): readonly NodeId[] {
  const identities: readonly string[] = NON_HUMAN_IDENTITY_KINDS;
  if (!identities.includes(asset.kind)) return [];
  // Without a path a conditional grant is too weak a reason to call the data at stake.
  return view
    .accessibleBy(asset.id, 'read')
    .filter((pair) => pair.verdict.kind === 'allow')
    .map((pair) => pair.resource);
}

/**
 * The worst class wins. `unclassified` is a value of its own: not known to be harmless, not declared to be
 * sensitive.
 */
function dataOf(ids: readonly NodeId[], { view }: Pick<RuleContext, 'view'>): Branch {
  const found = ids.flatMap((id) => {
    const node = view.node(id);
    const reading = node === null ? null : view.attribute(node, 'sensitivity');
    return node !== null && reading?.kind === 'known' && SENSITIVE.includes(reading.value)
      ? [{ node, value: attributeText(reading.value) }]
      : [];
  });
  const worst = found.find((one) => one.value === 'restricted') ?? found[0];
  if (worst === undefined)
    return { fact: 'data', value: 'unclassified', because: 'no store on the way is declared sensitive' };
  return { fact: 'data', value: worst.value, because: `${worst.node.name} is declared ${worst.value}` };
}

/** Where the search had to stop, data may lie behind it that nobody has looked at; `reach` says what stopped it. */
function unlessSensitive(data: Branch): Branch {
  if (data.value !== 'unclassified') return data;
  return { ...data, value: 'unknown', because: 'not all that it reaches was seen' };
}

/** Kinds that act on their own, so that a path can start at them and a person can stand before them. */
const ACTING: readonly NodeKind[] = ['agent', 'tool', 'mcp-server'];

const NOTHING_REACHED: Pick<ReachAnswer, 'paths' | 'unknown'> = { paths: [], unknown: [] };

/** Of a finding that is about no path: what its asset reaches all the same. */
function ownReach(asset: GraphNode, { view }: RuleContext): typeof NOTHING_REACHED {
  if (!ACTING.includes(asset.kind)) return NOTHING_REACHED;
  const { paths, unknown } = view.reach(asset.id, {
    modes: ['direct', 'deputy'],
    verbs: ['read', 'write', 'admin', 'egress'],
    sinks: () => true,
  });
  return { paths: paths.filter((path) => path.certainty !== 'unknown'), unknown };
}

/** What changes things outranks what reads them: damage is worse than disclosure of the same store. Null without a way. */
function reachBy(
  paths: readonly ReachPath[],
  data: string,
  { view }: Pick<RuleContext, 'view'>,
): Branch | null {
  const can = ({ verb, sink }: ReachPath): string => {
    const name = view.node(sink)?.name ?? sink;
    return verb === 'egress' ? `it can send to ${name}` : `it can ${verbsClause([verb])} ${name}`;
  };
  const changes = (path: ReachPath): boolean => ['write', 'admin', 'execute'].includes(path.verb);
  const matters = ({ sink }: ReachPath): boolean => dataOf([sink], { view }).value !== 'unclassified';
  const changing = paths.find((path) => changes(path) && matters(path)) ?? paths.find(changes);
  if (changing !== undefined) return { fact: 'reach', value: 'write', because: can(changing) };
  const reading = paths.find((path) => path.verb === 'read') ?? paths[0];
  if (reading === undefined) return null;
  return { fact: 'reach', value: data === 'unclassified' ? 'read' : 'read-sensitive', because: can(reading) };
}

/** Where no way was found: that there is none is said only of what was searched to its end. */
function reachWithout(asset: GraphNode, { unknown }: Pick<ReachAnswer, 'unknown'>, held: number): Branch {
  const [stopped] = unknown;
  if (stopped !== undefined) return { fact: 'reach', value: 'unknown', because: stopped.why };
  if (asset.kind === 'prompt')
    return { fact: 'reach', value: 'unknown', because: 'what a secret in it opens was not looked up' };
  if (held > 0) {
    const stores = counted(held, 'store');
    return { fact: 'reach', value: 'held', because: `whoever becomes ${asset.name} may read ${stores}` };
  }
  const because = ACTING.includes(asset.kind)
    ? `${asset.name} reaches no store and no host outside`
    : `${kindText(asset.kind)} ${asset.name} reaches nothing by itself`;
  return { fact: 'reach', value: 'none', because };
}

/**
 * Seen only where the rule is about the sighting itself: that an identity or a tool is used in the ordinary way is no
 * evidence of an exploit.
 */
function exploitOf(asset: GraphNode, paths: readonly ReachPath[], rule: Rule, detail: string): Branch {
  const sighting = rule.find.where.some((one) => 'onPlane' in one && one.onPlane === 'observed' && one.seen);
  if (sighting) return { fact: 'exploit', value: 'seen', because: detail };
  const used = paths
    .flatMap((path) => path.hops)
    .some((hop) => hop.kind === 'edge' && hop.edge.planes.some((plane) => plane.plane === 'observed'));
  const because = used
    ? 'the path is in ordinary use'
    : asset.planes.includes('observed')
      ? `${asset.name} is in ordinary use`
      : 'nothing that was handed over shows it in use';
  return { fact: 'exploit', value: 'plausible', because };
}

/** Contained only where a control was seen: an approval gate or a sandbox. Not seen is not contained. */
function containmentOf(asset: GraphNode, paths: readonly ReachPath[], { view }: RuleContext): Branch {
  // The surest way is the one that is shown: where that waits for a person, all of them do.
  const ways = paths.filter(({ verb }) => verb === 'egress');
  if (ways.length > 0 && ways.every(({ guards }) => guards.some(isPersonsWord)))
    return { fact: 'containment', value: 'contained', because: 'a person approves each call of the way out' };
  const gate = view.attribute(asset, 'approval');
  if (gate.kind === 'known' && gate.value === 'required')
    return { fact: 'containment', value: 'contained', because: 'a person approves each call' };
  const place = view.attribute(asset, 'executesIn');
  if (place.kind === 'known' && place.value === 'sandbox')
    return { fact: 'containment', value: 'contained', because: 'it runs in a sandbox' };
  const autonomy = view.attribute(asset, 'autonomy');
  if (autonomy.kind === 'known' && autonomy.value === 'asks-first')
    return { fact: 'containment', value: 'contained', because: 'it asks before it acts' };
  return { fact: 'containment', value: 'open', because: 'no approval gate or sandbox was seen' };
}

/** Whether the rule holds only where something is sent: what else is reached is then held by what holds the way out. */
function needsWayOut({ defect }: Rule): boolean {
  return defect.some(
    (one) => 'reaches' in one && one.reaches.legs.some(({ verbs }) => verbs.includes('egress')),
  );
}

/** As a search tells that nothing is sent before somebody approved it. */
function isPersonsWord(guard: string): boolean {
  return guard.startsWith('a person approves ');
}
