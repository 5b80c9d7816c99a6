import { counted } from '#model';
import { coincidencesOf } from '#assess';
import type { GraphEdge, GraphView, Hop } from '#graph';
import type { Change } from '../cuts.ts';
import { listed } from './counted.ts';

/**
 * What was seen using what a cut takes, and who loses it; empty where nothing was seen.
 *
 * @param isNamed Whether what was used is named, where the text before does not.
 * @param mood `would` where it is lost by one of several ways to go.
 */
export function usageText(
  hops: readonly Hop[],
  view: GraphView,
  isNamed: boolean,
  mood: 'will' | 'would' = 'will',
): string {
  const used = hops.flatMap((hop) => {
    const count = seenCount(hop, view);
    return count === null || count === 0 ? [] : [{ hop, count }];
  });
  const [first] = used;
  if (first === undefined) return '';
  const tools = [...new Set(used.flatMap(({ hop }) => builtOn(hop, view)))];
  // A log of the platform knows the identity alone; the moments of undeclared calls say more.
  const guessed = tools.length > 0 ? [] : [...new Set(used.flatMap(({ hop }) => calledThen(hop, view)))];
  const loses = losersText(tools, guessed, mood, used.length > 1 ? 'them' : 'it');
  // What is counted are calls of tools, or accesses of an identity.
  const isCalled = used.every(({ hop }) => hop.kind === 'edge' && hop.edge.edge === 'calls-tool');
  const done = isCalled ? 'called' : 'used';
  if (used.length > 1) {
    const counts = used.map(({ hop, count }) => `${what(hop, view)} ×${String(count)}`);
    return `${done} ${watchedText(used, view)}: ${listed(counts)}; ${loses}`;
  }
  const named = isNamed ? `${what(first.hop, view)}; ` : '';
  return `${done} ${counted(first.count, 'time')} ${watchedText(used, view)}: ${named}${loses}`;
}

const HOUR_MS = 3_600_000;

/** With the length, in whole hours, where a log that tells every use of all of it was read for as long. */
function watchedText(used: readonly { readonly hop: Hop }[], view: GraphView): string {
  const [hours = 0, ...others] = new Set(used.map(({ hop }) => watchedHours(hop, view)));
  return hours < 1 || others.length > 0 ? 'while watched' : `in ${counted(hours, 'watched hour')}`;
}

/** 0 where no such log was read, or not all that was counted lies in its window. */
function watchedHours(hop: Hop, view: GraphView): number {
  const edge = observedEdge(hop, view);
  const seen = edge?.planes.find(({ plane }) => plane === 'observed');
  const [from, to] = edge === undefined ? [] : [view.node(edge.from), view.node(edge.to)];
  if (edge === undefined || seen === undefined || from == null || to == null) return 0;
  const question = { edge: edge.edge, plane: 'observed' } as const;
  const marks = [
    ...view.complete(from, { ...question, toKind: to.kind }),
    ...view.complete(to, { ...question, kind: to.kind }),
  ];
  const lengths = marks.map((mark) => {
    const [start, end] = [Date.parse(mark.from ?? ''), Date.parse(mark.to ?? '')];
    const isAll = Date.parse(seen.firstSeen ?? '') >= start && Date.parse(seen.lastSeen ?? '') <= end;
    return isAll ? Math.floor((end - start) / HOUR_MS) : 0;
  });
  return Math.max(0, ...lengths);
}

/** A tool that is known by the times of its calls alone is said to be so known. */
function losersText(
  tools: readonly string[],
  guessed: readonly string[],
  mood: 'will' | 'would',
  what: string,
): string {
  if (tools.length > 0) return `${listed(tools)} ${mood} lose ${what}`;
  if (guessed.length === 0) return `what made those calls ${mood} lose ${what}`;
  const named = `${guessed.length === 1 ? 'tool' : 'tools'} ${listed(guessed)}`;
  return `judged by the times alone, probably by ${named}, which ${mood} stop working`;
}

/** A computed hop has no count of its own: the observed edge beside it, if any, has. */
function observedEdge(hop: Hop, view: GraphView): GraphEdge | undefined {
  return hop.kind === 'edge' ? hop.edge : view.out(hop.from, hop.computed).find((one) => one.to === hop.to);
}

function seenCount(hop: Hop, view: GraphView): number | null {
  return observedEdge(hop, view)?.planes.find((plane) => plane.plane === 'observed')?.count ?? null;
}

/** Of several hops: the verb of a grant, the far end of an edge. */
function what(hop: Hop, view: GraphView): string {
  return hop.kind === 'computed'
    ? `${hop.computed.slice('can-'.length)} ${view.node(hop.to)?.name ?? hop.to}`
    : (view.node(hop.edge.to)?.name ?? hop.edge.to);
}

/** Tools whose code does what the grant lets the identity do; of a call whoever makes it. */
function builtOn(hop: Hop, view: GraphView): readonly string[] {
  // Whoever calls a tool is who loses it.
  if (hop.kind === 'edge')
    return hop.edge.edge === 'calls-tool' ? [view.node(hop.edge.from)?.name ?? hop.edge.from] : [];
  return view
    .into(hop.to, hop.computed)
    .filter((edge) => edge.planes.some(({ plane }) => plane === 'declared'))
    .flatMap((edge) => view.node(edge.from) ?? [])
    .filter((from) => view.runtimeIdentities(from.id).some(({ identity }) => identity.id === hop.from))
    .map(({ name }) => name);
}

/** Tools that nobody declared, and that were called when this access came. */
function calledThen(hop: Hop, view: GraphView): readonly string[] {
  if (hop.kind === 'edge') return [];
  const edge = view.out(hop.from, hop.computed).find((one) => one.to === hop.to);
  return view
    .nodes('tool')
    .filter((tool) => !tool.planes.includes('declared'))
    .filter((tool) => coincidencesOf(tool, view).some((one) => one.edge === edge?.id))
    .map(({ name }) => name);
}

/** A change to a tool, or to what it may send to, leaves the tool: those who call it will see the difference. */
export function callsText(change: Change, view: GraphView): string {
  const id = change.kind === 'asset' ? change.asset.id : change.kind === 'edge' ? change.edge.from : null;
  const node = id === null ? null : view.node(id);
  if (node?.kind !== 'tool') return '';
  const counts = view
    .into(node.id, 'calls-tool')
    .flatMap((edge) => edge.planes.flatMap(({ plane, count }) => (plane === 'observed' ? (count ?? 0) : [])));
  const count = counts.reduce((sum, one) => sum + one, 0);
  return count === 0 ? '' : `called ${counted(count, 'time')} while watched: try those calls again`;
}
