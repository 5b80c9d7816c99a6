import { ACCESS_VERBS, type AccessVerb, type AwsStatement, type NodeId } from '#model';
import { compileGlob, type GraphEdge, type GraphNode, type GraphView, type Hop } from '#graph';
import type { Change } from './cuts.ts';
import { emptiedStatements } from './emptied-statements.ts';
import { isGivenBy } from './policy-narrowing.ts';

type PolicyChange = Extract<Change, { kind: 'policy' }>;

/**
 * The ARNs that a statement names to grant a native action on one asset, and those by which the action also comes by the same
 * data; null where nothing says it.
 */
export type ResourcesOf = (
  action: string,
  arn: string,
) => { readonly own: readonly string[]; readonly besides: readonly string[] } | null;

/** As a policy document writes it. */
interface StatementText {
  readonly Sid?: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What code or a log says of an asset's use, of that only the native actions that the statement gives. */
export interface NamedUse {
  readonly edge: GraphEdge;
  readonly actions: readonly string[];
}

/** What stands in the place of one statement when a change is made. */
export interface NarrowedStatement {
  /** Sid, or #n for the n-th from 1. */
  readonly label: string;
  /** Several where not every action is needed on every asset; none where nothing is known to be needed of it. */
  readonly after: readonly StatementText[];
  /** Why it cannot be written, one clause each; `after` is empty where there is one. */
  readonly because: readonly string[];
  /** What says that its actions are needed: edges of the code of tools, and of logs. */
  readonly needs: readonly NamedUse[];
  /** What says of things that the change takes away that they are used. */
  readonly taken: readonly NamedUse[];
  /** How many statements the policy has that the change does not name. */
  readonly others: number;
  /** ARNs that it needs too where its actions come by the data another way. */
  readonly besides: readonly string[];
  /** Services of which it gives something today and nothing afterwards; `*` where it names them by a wildcard. */
  readonly otherServices: readonly string[];
}

/** One native action under one ARN, and what says that it is needed. */
interface Need {
  readonly action: string;
  readonly resource: string;
}

/**
 * The statements of an identity's policy as they would stand when a change is made: only actions that code or a log names, on the
 * ARNs of the assets in question, under the conditions as they are; never more than the statement gives today. Those that nothing
 * is left of are not among them, nor are policies of resources.
 *
 * @param takes What the cuts of the findings take away.
 */
export function narrowedStatements(
  change: PolicyChange,
  takes: readonly Hop[],
  view: GraphView,
  resourcesOf: ResourcesOf,
): readonly NarrowedStatement[] {
  if (change.on !== 'identity') return [];
  const held = view
    .policies(change.attachedTo)
    .filter(({ policy, policyType }) => policy === change.policy && policyType === 'identity')
    .flatMap(({ document }) => document.statements)
    .map((statement, index) => ({ statement, label: statement.sid ?? `#${String(index + 1)}` }));
  const emptied = emptiedStatements(change, takes, view).statements;
  const others = held.filter(({ label }) => !change.statements.includes(label)).length;
  return change.statements
    .filter((label) => !emptied.includes(label))
    .flatMap((label) => {
      const [one, other] = held.filter((mine) => mine.label === label);
      if (one === undefined || one.statement.effect !== 'Allow') return [];
      const only = { ...change, statements: [label] };
      return other === undefined
        ? [{ ...narrowed(one.statement, only, takes, view, resourcesOf), others }]
        : [unsaid(label, ['two statements of the policy bear this name'])];
    });
}

function unsaid(label: string, because: readonly string[]): NarrowedStatement {
  return { label, because, after: [], needs: [], taken: [], others: 0, besides: [], otherServices: [] };
}

/** @param change Names this statement alone. */
function narrowed(
  statement: AwsStatement,
  change: PolicyChange,
  takes: readonly Hop[],
  view: GraphView,
  resourcesOf: ResourcesOf,
): NarrowedStatement {
  const [label = ''] = change.statements;
  const used = usedBy(change, takes, view);
  const kept = used.filter(({ isTaken }) => !isTaken);
  const found = kept.map((one) => needsOf(one, statement, change, view, resourcesOf));
  const because = [...new Set(found.flatMap((one) => one.because))];
  if (because.length > 0) return unsaid(label, because);
  const needs = found.flatMap((one) => one.needs);
  const after = written(needs, statement);
  const services = new Set(needs.map(({ action }) => serviceOf(action)));
  return {
    ...unsaid(label, []),
    after,
    needs: kept
      .flatMap((one) => namedUses(one, change, view))
      .filter(({ actions: named }) => named.length > 0),
    taken: used.filter(({ isTaken }) => isTaken).flatMap((one) => namedUses(one, change, view)),
    besides: [...new Set(found.flatMap((one) => one.besides))],
    otherServices: [
      ...new Set(statement.actions.not ? ['*'] : statement.actions.patterns.map(serviceOf)),
    ].filter((one) => !services.has(one)),
  };
}

function namedUses(
  { store, edges }: Omit<Used, 'isTaken'>,
  change: PolicyChange,
  view: GraphView,
): readonly NamedUse[] {
  return edges.map((edge) => ({
    edge,
    actions: edge.actions.filter((action) => isNative(action) && isGiven(action, store, change, view)),
  }));
}

/** One verb on one asset, and what says that it is used. */
interface Used {
  readonly store: GraphNode;
  readonly edges: readonly GraphEdge[];
  /** It goes with the change. */
  readonly isTaken: boolean;
}

/**
 * What code that runs as the identity declares, or a log saw it do, by these statements: also on an asset of which too little was
 * seen to know whether it is let in.
 */
function usedBy(change: PolicyChange, takes: readonly Hop[], view: GraphView): readonly Used[] {
  const cut = new Set(takes.flatMap((hop) => (hop.kind === 'computed' ? [`${hop.computed} ${hop.to}`] : [])));
  const used = new Map<string, Used>();
  for (const edge of view.edges()) {
    const verb = verbOf(edge);
    const store = verb === null ? null : view.node(edge.to);
    if (verb === null || store === null) continue;
    if (!isDoneAs(change.attachedTo, edge, view)) continue;
    const { proof } = view.access(change.attachedTo, verb, store.id);
    if (!proof.some((step) => isGivenBy(step, change))) continue;
    const key = `can-${verb} ${store.id}`;
    used.set(key, { store, isTaken: cut.has(key), edges: [...(used.get(key)?.edges ?? []), edge] });
  }
  return [...used.values()];
}

function verbOf({ edge }: GraphEdge): AccessVerb | null {
  if (edge === 'retrieves-from') return 'read';
  return ACCESS_VERBS.find((verb) => edge === `can-${verb}`) ?? null;
}

/** By code that runs as it, or by itself as a log tells. */
function isDoneAs(identity: NodeId, { from, planes }: GraphEdge, view: GraphView): boolean {
  const isOn = (plane: string): boolean => planes.some((one) => one.plane === plane);
  if (from === view.node(identity)?.id) return isOn('observed');
  return isOn('declared') && view.runtimeIdentities(from).some((one) => one.identity.id === identity);
}

interface Found {
  readonly needs: readonly Need[];
  readonly because: readonly string[];
  readonly besides: readonly string[];
}

function needsOf(
  { store, edges }: Used,
  statement: AwsStatement,
  change: PolicyChange,
  view: GraphView,
  resourcesOf: ResourcesOf,
): Found {
  const arn = arnOf(store);
  if (arn === null) return { needs: [], besides: [], because: [`no ARN of ${store.name} was seen`] };
  const silent = edges.filter(({ actions }) => !actions.some(isNative));
  const because = silent.map(
    ({ from }) => `which actions ${view.node(from)?.name ?? from} uses on ${store.name} is not known`,
  );
  const actions = [...new Set(namedUses({ store, edges }, change, view).flatMap((one) => one.actions))];
  const found = actions.map((action) => {
    const places = resourcesOf(action, arn);
    const own = (places?.own ?? []).flatMap((place) => within(place, statement));
    return own.length > 0
      ? { needs: own.map((resource) => ({ action, resource })), besides: places?.besides ?? [], because: [] }
      : {
          needs: [],
          besides: [],
          because: [`which ARN of ${store.name} the statement has to name for ${action} is not known`],
        };
  });
  return {
    needs: found.flatMap((one) => one.needs),
    besides: found.flatMap((one) => one.besides),
    because: [...because, ...found.flatMap((one) => one.because)],
  };
}

/** As the platform writes its actions: `dynamodb:GetItem`. */
function isNative(action: string): boolean {
  return action.includes(':');
}

function arnOf(node: GraphNode): string | null {
  const named = node.identifiers.flatMap(({ scheme, value }) => (scheme === 'arn' ? [value] : []));
  return [node.id, ...node.aliases, ...named].find((id) => id.startsWith('arn:')) ?? null;
}

/** What another policy gives needs no place in this one. */
function isGiven(action: string, store: GraphNode, change: PolicyChange, view: GraphView): boolean {
  return view.access(change.attachedTo, { action }, store.id).proof.some((step) => isGivenBy(step, change));
}

/** The place as far as the statement covers it today; empty where that cannot be read off its patterns. */
function within(place: string, { resources }: AwsStatement): readonly string[] {
  if (resources === null || resources.not) return [];
  // `b/?` meets the text `b/*`, and gives less.
  const covers = (pattern: string): boolean => {
    const glob = compileGlob(pattern, 'text');
    return glob(place) && glob(place.replace(/\*$/, 'xx'));
  };
  if (resources.patterns.some(covers)) return [place];
  const inside = place.endsWith('*') ? place.slice(0, -1) : null;
  return inside === null ? [] : resources.patterns.filter((pattern) => pattern.startsWith(inside));
}

/** One statement for all assets that the same is done to: joined with others it would give each of them the actions of all. */
function written(needs: readonly Need[], { sid, conditions }: AwsStatement): readonly StatementText[] {
  const actions = new Map<string, Set<string>>();
  for (const { action, resource } of needs)
    actions.set(resource, (actions.get(resource) ?? new Set<string>()).add(action));
  const resources = new Map<string, string[]>();
  for (const [resource, done] of actions) {
    const key = [...done].sort().join(' ');
    resources.set(key, [...(resources.get(key) ?? []), resource]);
  }
  const under = conditions.length === 0 ? {} : { Condition: conditionText(conditions) };
  return [...resources].map(([done, named], index) => ({
    // A Sid stands once in a policy.
    ...(sid === null || index > 0 ? {} : { Sid: sid }),
    Effect: 'Allow',
    Action: done.split(' '),
    Resource: [...named].sort(),
    ...under,
  }));
}

function conditionText(conditions: AwsStatement['conditions']): NonNullable<StatementText['Condition']> {
  const operators = new Map<string, Record<string, readonly string[]>>();
  for (const { operator, key, values } of conditions)
    operators.set(operator, { ...operators.get(operator), [key]: values });
  return Object.fromEntries(operators);
}

function serviceOf(action: string): string {
  const service = action.split(':', 1)[0]?.toLowerCase() ?? '';
  return /[*?]/.test(service) ? '*' : service;
}

/** Who runs as an identity, as far as it was seen: a statement of its policy is narrowed for all of them. */
export function runningAs(identity: NodeId, view: GraphView): readonly GraphNode[] {
  const edges = view.into(identity, 'runs-as').filter((edge) => edge.walked);
  return [...new Set(edges.map(({ from }) => from))].flatMap((id) => view.node(id) ?? []);
}
