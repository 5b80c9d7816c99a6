import { counted } from '#model';
import { coincidencesOf } from '#assess';
import type { GraphView, Hop } from '#graph';
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
    return `${done} while watched: ${listed(counts)}; ${loses}`;
  }
  const named = isNamed ? `${what(first.hop, view)}; ` : '';
  return `${done} ${counted(first.count, 'time')} while watched: ${named}${loses}`;
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
function seenCount(hop: Hop, view: GraphView): number | null {
  const edge =
    hop.kind === 'edge' ? hop.edge : view.out(hop.from, hop.computed).find((one) => one.to === hop.to);
  return edge?.planes.find((plane) => plane.plane === 'observed')?.count ?? null;
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
