import type { Evidence } from '#model';
import type { GraphEdge, GraphNode, ReachPath } from '#graph';
import { verbsClause } from '../attribute-text.ts';
import { allOf, anyOf, cannotTell, NO, yes, type Answer } from '../answer.ts';
import {
  charterSilent,
  missingOfPath,
  missingOfSearch,
  noRegister,
  onlyFailed,
  toolListOpen,
  unseen,
} from '../missing-text.ts';
import { isOnlyTried } from '../only-tried.ts';
import { GRANT_UNSEEN, isGrantUnseen } from '../path-sightings.ts';
import type { Predicate, RuleContext } from '../rule-context.ts';
import { isOpen } from './open-to-anyone.ts';

/**
 * What an agent can do, by its tools and through them, against the job it was given: one answer, since one review settles
 * it. With several charters, what any of them allows is inside.
 */
export const outsideCharter: Predicate = (node, context) => {
  const charters = chartersOf(node, context);
  // Whether there is one at all is the question of has-charter; nothing can be held against none.
  if (charters.length === 0) return [{ subject: null, answer: cannotTell(noRegister('charters')) }];
  const answer = anyOf([
    toolsOutside(node, charters, context),
    storesOutside(node, charters, context),
    hostsOutside(node, charters, context),
  ]);
  if (answer.is !== 'yes') return [{ subject: null, answer }];
  // What is behind the tools is the worse news, and stands first.
  const [calls, reached] = [true, false].map((isCall) =>
    answer.paths.filter((path) => (path.verb === 'invoke') === isCall),
  );
  const paths = [...(reached ?? []), ...(calls ?? [])];
  // The charter is half of the proof: a reviewer compares it with what was found.
  const evidence = [...evidenceOf(charters), ...answer.evidence];
  return [{ subject: null, answer: { ...answer, evidence, paths } }];
};

function chartersOf(node: GraphNode, { view }: RuleContext): readonly GraphNode[] {
  return view
    .into(node.id, 'applies-to')
    .flatMap((edge) => view.node(edge.from) ?? [])
    .filter((from) => from.kind === 'charter');
}

function evidenceOf(charters: readonly GraphNode[]): readonly Evidence[] {
  return charters.flatMap((charter) => charter.evidence.slice(0, 1));
}

/** The union of a list attribute over the charters; null where no charter says anything about it. */
function allowed(
  charters: readonly GraphNode[],
  attribute: string,
  { view }: RuleContext,
): readonly string[] | null {
  const lists = charters.flatMap((charter) => {
    const reading = view.attribute(charter, attribute);
    if (reading.kind !== 'known') return [];
    // A known none is an empty list: the charter allows nothing, which is not the same as saying nothing.
    return [Array.isArray(reading.value) ? (reading.value as readonly string[]) : []];
  });
  return lists.length > 0 ? lists.flat() : null;
}

function covers(list: readonly string[], ...names: readonly string[]): boolean {
  return list.includes('*') || names.some((name) => list.includes(name));
}

function toolsOutside(node: GraphNode, charters: readonly GraphNode[], context: RuleContext): Answer {
  const list = allowed(charters, 'allowedTools', context);
  const edges = context.view.out(node.id, 'calls-tool').filter((edge) => edge.walked);
  // An agent without tools is inside any charter, however silent.
  if (list === null) {
    return edges.length > 0 ? cannotTell(charterSilent(node, 'tools')) : NO;
  }
  const notNamed = edges.filter(
    (edge) => !covers(list, context.view.node(edge.to)?.name ?? edge.to, edge.to),
  );
  const tried = notNamed.flatMap(({ to }) => {
    const tool = context.view.node(to);
    return tool !== null && isOnlyTried(tool, context.view) ? [tool] : [];
  });
  const outside = notNamed.filter(({ to }) => !tried.some(({ id }) => id === context.view.node(to)?.id));
  if (outside.length === 0) {
    if (tried.length > 0) return cannotTell(...tried.map(onlyFailed));
    const closed = context.view.complete(node, { edge: 'calls-tool' }).length > 0;
    return closed ? NO : cannotTell(toolListOpen(node));
  }
  const names = outside.map((edge) => callText(edge, context)).join(', ');
  const evidence = outside.flatMap((edge) => edge.planes.flatMap((plane) => plane.evidence.slice(0, 1)));
  return yes(
    evidence,
    `it calls ${names}; the charter names ${list.join(', ') || 'no tool'}`,
    outside.map((edge) => callPath(node, edge, context)),
  );
}

/** A tool that it has only in some cases is told with what decides. */
function callText({ to, guards }: GraphEdge, { view }: RuleContext): string {
  const name = view.node(to)?.name ?? to;
  return guards.length === 0 ? name : `${name} (may, when ${guards.join(' and ')})`;
}

/** The call itself is what the charter does not cover, whatever the tool reaches. */
function callPath(agent: GraphNode, edge: GraphEdge, { view }: RuleContext): ReachPath {
  const isSure = edge.effect === 'allow';
  return {
    mode: 'deputy',
    entry: agent.id,
    sink: edge.to,
    verb: 'invoke',
    hops: [{ kind: 'edge', from: edge.from, to: edge.to, edge }],
    guards: edge.guards,
    cut: { hop: 0, why: `the charter of ${agent.name} does not name ${view.node(edge.to)?.name ?? edge.to}` },
    certainty: isSure ? 'certain' : edge.effect,
    missing: [],
  };
}

function storesOutside(node: GraphNode, charters: readonly GraphNode[], context: RuleContext): Answer {
  const stores = allowed(charters, 'allowedStores', context);
  const classes = allowed(charters, 'allowedData', context);
  const { paths, unknown } = context.view.reach(node.id, {
    modes: ['deputy'],
    verbs: ['read', 'write', 'admin'],
    // Every sink: what the charter forgets to name is what this looks for.
    sinks: () => true,
  });
  const allows: Allowance = { stores, classes };
  const answers = [...new Set(paths.map((path) => path.sink))].flatMap((id) => {
    const sink = context.view.node(id);
    return sink === null
      ? []
      : storeOutside(
          sink,
          paths.filter((path) => path.sink === id),
          allows,
          context,
        );
  });
  if (stores === null && classes === null) {
    return paths.length > 0 ? cannotTell(charterSilent(node, 'data')) : NO;
  }
  const blind = unknown.length > 0 ? [cannotTell(...missingOfSearch(unknown))] : [];
  const reached = anyOf([...answers, ...blind]);
  return reached.is === 'yes'
    ? {
        ...reached,
        detail: `it can ${byVerbs(reached.paths, context)}, which the charter does not cover${exempt(paths, allows, context)}`,
      }
    : reached;
}

/** Stores that it can do the same to stand together. */
function byVerbs(paths: readonly ReachPath[], { view }: RuleContext): string {
  const stores = new Map<string, string[]>();
  for (const sink of new Set(paths.map((path) => path.sink))) {
    const can = verbsTo(paths.filter((path) => path.sink === sink));
    stores.set(can, [...(stores.get(can) ?? []), view.node(sink)?.name ?? sink]);
  }
  return [...stores].map(([can, names]) => `${can} ${names.join(', ')}`).join(', and ');
}

/** What may be done to one store; what holds in some requests alone says so. */
function verbsTo(paths: readonly ReachPath[]): string {
  const isSure = (verb: string): boolean =>
    paths.some((path) => path.verb === verb && path.certainty === 'certain');
  const verbs = [...new Set(paths.map((path) => path.verb))].sort(byHarm);
  const isSeen = (some: readonly string[]): boolean =>
    paths.filter(({ verb }) => some.includes(verb)).every(isGrantUnseen);
  // Of all verbs alike it is said once.
  if (!verbs.some(isSure))
    return `${verbsClause(verbs)} ${isSeen(verbs) ? `(seen; ${GRANT_UNSEEN})` : 'under conditions'}`;
  const doubt = (verb: string): string => (isSeen([verb]) ? `seen; ${GRANT_UNSEEN}` : 'under conditions');
  return verbsClause(verbs.map((verb) => (isSure(verb) ? verb : `${verb} (${doubt(verb)})`)));
}

/** Stores that are reached and left out, each with its reason: a charter names stores, never what may be done to them. */
function exempt(paths: readonly ReachPath[], { stores }: Allowance, context: RuleContext): string {
  const sure = paths.filter((path) => path.certainty !== 'unknown');
  const left = sure.flatMap((path) => {
    const sink = context.view.node(path.sink);
    return sink === null ? [] : [{ path, sink }];
  });
  const isNamed = (sink: GraphNode): boolean => covers(stores ?? [], sink.name, sink.id, ...sink.aliases);
  const named = left.filter(({ sink }) => isNamed(sink)).map(({ path }) => path);
  const open = left.filter(({ sink, path }) => !isNamed(sink) && isOpen(sink, path.verb, context));
  const reasons = [
    ...(named.length === 0
      ? []
      : [`${byVerbs(named, context)}: the charter names the store, and approvals govern the actions`]),
    ...(open.length === 0
      ? []
      : [
          `${byVerbs(
            open.map(({ path }) => path),
            context,
          )}: declared public`,
        ]),
  ];
  return reasons.length === 0 ? '' : ` (not counted: ${reasons.join('; ')})`;
}

interface Allowance {
  readonly stores: readonly string[] | null;
  readonly classes: readonly string[] | null;
}

function storeOutside(
  sink: GraphNode,
  paths: readonly ReachPath[],
  { stores, classes }: Allowance,
  context: RuleContext,
): readonly Answer[] {
  if (covers(stores ?? [], sink.name, sink.id, ...sink.aliases)) return [];
  const mine = paths.filter((path) => !isOpen(sink, path.verb, context));
  if (mine.length === 0) return [];
  const seen = context.view.attribute(sink, 'dataClasses');
  const held = seen.kind === 'known' && Array.isArray(seen.value) ? (seen.value as readonly string[]) : null;
  // A charter that lists stores means those; one that lists classes alone is held against what the store holds.
  if (stores === null && held === null) return [cannotTell(unseen('dataClasses', sink))];
  if (stores === null && (held ?? []).every((one) => covers(classes ?? [], one))) return [];
  const sure = mine.filter((path) => path.certainty !== 'unknown');
  if (sure.length === 0) return [cannotTell(...mine.flatMap(missingOfPath))];
  return [yes(sink.evidence.slice(0, 1), '', sure)];
}

function hostsOutside(node: GraphNode, charters: readonly GraphNode[], context: RuleContext): Answer {
  const hosts = allowed(charters, 'allowedEgress', context);
  const { paths, unknown } = context.view.reach(node.id, {
    modes: ['deputy'],
    verbs: ['egress'],
    sinks: () => true,
  });
  if (hosts === null) {
    return paths.length > 0 ? cannotTell(charterSilent(node, 'hosts')) : NO;
  }
  const answers = paths.flatMap((path): readonly Answer[] => {
    const sink = context.view.node(path.sink);
    // A store named outright is inside, whatever data it holds.
    if (sink === null || covers(hosts, sink.name, sink.id)) return [];
    return [yes([], sink.kind === 'internet' ? 'any host' : sink.name, [path])];
  });
  if (answers.length === 0 && unknown.length > 0) return cannotTell(...missingOfSearch(unknown));
  const sent = answers.length > 0 ? allOf(answers) : NO;
  return sent.is === 'yes'
    ? {
        ...sent,
        detail: `it can send to ${sent.detail.replaceAll('; ', ', ')}; the charter names ${hosts.join(', ') || 'no host'}`,
      }
    : sent;
}

/** Least harm first, as in every list of verbs. */
const HARM = ['read', 'write', 'admin'];

function byHarm(a: string, b: string): number {
  return HARM.indexOf(a) - HARM.indexOf(b);
}
