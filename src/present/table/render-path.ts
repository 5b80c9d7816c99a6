import { assertNever, type Evidence } from '#model';
import type { GraphEdge, GraphView, Hop, ReachPath } from '#graph';
import { placesText } from './evidence-text.ts';
import { labelled, wrap } from './layout.ts';
import type { Style } from './painter.ts';
import { nameOf } from './node-name.ts';
import { proofLines } from './proof-lines.ts';
import { planeTexts } from './plane-texts.ts';
import { hopCutText } from './render-cut.ts';

/** The ladder of docs/architecture.md, in words. */
export function rungText(rung: 1 | 2 | 3 | 4): string {
  return { 1: 'as configured', 2: 'as its deployment shows', 3: 'as its traces show', 4: 'by name alone' }[
    rung
  ];
}

/** Whether the hop goes from the edge's end to its start. */
function isWalkedBack(hop: Extract<Hop, { kind: 'edge' }>): boolean {
  return hop.to !== hop.edge.to;
}

/** One line: the whole path, by kind and name, with the planes that prove each hop and how often it was seen. */
export function pathText(path: ReachPath, view: GraphView): string {
  const hops = path.hops.map((hop, index) => hopText(hop, path.hops.slice(0, index), view));
  return [nameOf(path.entry, view), ...hops].join(' ');
}

/** One hop, behind the name of where it starts; `before` are the hops that lead there. */
export function hopText(hop: Hop, before: readonly Hop[], view: GraphView): string {
  if (hop.kind === 'computed') {
    const seen = seenTexts(hop, before, view);
    return `—${hop.computed} (${['granted', ...seen].join(', ')})→ ${nameOf(hop.to, view)}`;
  }
  const via = `${hop.edge.edge} (${planeTexts(hop.edge).join(', ')})`;
  return isWalkedBack(hop) ? `←${via}— ${nameOf(hop.to, view)}` : `—${via}→ ${nameOf(hop.to, view)}`;
}

/**
 * What a log saw of a granted access. It knows the identity alone, so behind a tool it counts only where that is the one tool that
 * is built for it; of several it is not known which, and of a tool that is built for something else nothing was seen.
 */
function seenTexts(
  hop: Extract<Hop, { kind: 'computed' }>,
  before: readonly Hop[],
  view: GraphView,
): readonly string[] {
  const edge = view.out(hop.from, hop.computed).find((one) => one.to === hop.to);
  const planes = edge?.planes.filter(({ plane }) => plane === 'observed') ?? [];
  const observed = planeTexts({ edge: hop.computed, planes });
  const called = before.flatMap((one) =>
    one.kind === 'edge' && one.edge.edge === 'calls-tool' ? [one.edge.to] : [],
  );
  if (called.length === 0 || observed.length === 0) return observed;
  const built = builtFor(hop, view);
  if (!built.some((tool) => called.includes(tool))) return [];
  return built.length === 1 ? observed : ['observed'];
}

/** Tools that run as the identity and whose code does this to the store. */
function builtFor(
  { from, computed, to }: Extract<Hop, { kind: 'computed' }>,
  view: GraphView,
): readonly string[] {
  const kinds = computed === 'can-read' ? (['can-read', 'retrieves-from'] as const) : [computed];
  const tools = kinds
    .flatMap((kind) => view.into(to, kind))
    .filter(({ planes }) => planes.some(({ plane }) => plane === 'declared'))
    .map((edge) => edge.from)
    .filter((tool) => view.runtimeIdentities(tool).some(({ identity }) => identity.id === from));
  return [...new Set(tools)];
}

/**
 * How text of strangers comes to the agent, where the evidence of its finding shows that it does: what strangers write, the tool
 * that brings it in, the agent. Null where the finding is about something else.
 */
export function taintText(agent: string, evidence: readonly Evidence[], view: GraphView): string | null {
  const places = new Set(evidence.map((one) => JSON.stringify([one.target, one.at])));
  const shown = (edge: GraphEdge): boolean =>
    edge.walked &&
    edge.planes.some((plane) =>
      plane.evidence.some((one) => places.has(JSON.stringify([one.target, one.at]))),
    );
  for (const last of view.into(agent, 'influences')) {
    const first = view.into(last.from, 'influences').find(shown);
    if (first === undefined || !last.walked) continue;
    const hops = [first, last].map((edge): Hop => ({ kind: 'edge', from: edge.from, to: edge.to, edge }));
    return [
      `what strangers write (${view.node(first.from)?.name ?? first.from})`,
      ...hops.map((hop) => hopText(hop, [], view)),
    ].join(' ');
  }
  return null;
}

/** Every hop on its own line with its planes and its evidence; computed access with the statements that decide it. */
function renderPath(
  path: ReachPath,
  view: GraphView,
  indent: number,
  told: Told,
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  const pad = ' '.repeat(indent);
  const lines = [`${pad}${paint.bold(nameOf(path.entry, view))}`];
  path.hops.forEach((hop, index) => {
    const cut = index === path.cut.hop ? cutMark(path) : '';
    lines.push(...renderHop(hop, view, indent, cut, told, style));
  });
  // How sure it is stands at the end, with what it depends on.
  const end = [MODES[path.mode], CERTAINTIES[path.certainty]];
  if (path.guards.length > 0) end.push(`only where ${path.guards.join(', ')}`);
  if (path.missing.length > 0) end.push(`not seen: ${path.missing.join('; ')}`);
  lines.push(...wrap(end.join(' · '), width - indent - 2).map((line) => `${pad}  ${paint.dim(line)}`));
  const hop = path.hops[path.cut.hop];
  const text = hop === undefined ? path.cut.why : hopCutText([{ hop, why: path.cut.why }], view, true);
  const { stops } = path.cut;
  const advice = stops === undefined ? text : `${text}; this stops work allowed by ${stops}`;
  // Ways that share their end share their cut.
  lines.push(...labelled('cut', told.has(advice) ? 'as above' : advice, indent + 2, 5, width, paint));
  told.add(advice);
  return lines;
}

/** Scissors where a record allows the work are a question to whoever wrote the record. */
function cutMark({ cut }: ReachPath): string {
  return cut.stops === undefined ? ' ✂ cheapest cut' : ' ✂ cheapest cut, of work that is allowed';
}

/** Whose rights are used, told at the end of each path. */
const MODES: Readonly<Record<ReachPath['mode'], string>> = {
  direct: 'with its own rights',
  deputy: 'with the rights of the agent and its tools',
};

/** How sure a path is: the doubt of its least sure hop. */
const CERTAINTIES: Readonly<Record<ReachPath['certainty'], string>> = {
  certain: 'every hop is proven',
  conditional: 'under conditions',
  unknown: 'cannot tell',
};

/** What was printed of evidence and proofs: a hop that comes again is told by its name alone. */
export type Told = Set<string>;

const AGAIN = ', as above';

/** Paths that differ in their last hop alone are one way: it is told once, the other ends under it. */
export function renderWays(
  paths: readonly ReachPath[],
  view: GraphView,
  indent: number,
  style: Style,
): readonly string[] {
  const ways = new Map<string, ReachPath[]>();
  const told: Told = new Set();
  for (const path of paths) {
    // All but the last hop.
    const key = [
      path.entry,
      ...path.hops.slice(0, -1).map((hop) => (hop.kind === 'edge' ? hop.edge.id : `${hop.from} ${hop.to}`)),
    ].join('\n');
    ways.set(key, [...(ways.get(key) ?? []), path]);
  }
  return [...ways.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    // In the order of reading: what is told first carries the proof that the others point at.
    const whole = renderPath(first, view, indent, told, style);
    const rest = others.flatMap((path) => {
      const last = path.hops.at(-1);
      return last === undefined ? [] : renderHop(last, view, indent, ' the same way', told, style);
    });
    return ['', ...whole, ...rest];
  });
}

/** The first line of a hop, wrapped under itself. */
function headLines(head: string, pad: string, { paint, width }: Style): readonly string[] {
  return wrap(head, width - pad.length - 4).map(
    (line, index) => `${pad}  ${index === 0 ? '└ ' : '  '}${paint.bold(line)}`,
  );
}

/** A hop with its proof; where that was printed already, only that it is the same. */
export function renderHop(
  hop: Hop,
  view: GraphView,
  indent: number,
  cut: string,
  told: Told,
  style: Style,
): readonly string[] {
  const { width } = style;
  const pad = ' '.repeat(indent);
  switch (hop.kind) {
    case 'edge': {
      const planes = planeTexts(hop.edge).join(', ');
      const rung = hop.edge.rung === null ? '' : `, ${rungText(hop.edge.rung)}`;
      const via = isWalkedBack(hop) ? `←${hop.edge.edge}—` : hop.edge.edge;
      const again = told.has(hop.edge.id);
      const head = `${via} ${nameOf(hop.to, view)} [${planes}${rung}]${again ? AGAIN : ''}${cut}`;
      told.add(hop.edge.id);
      if (again) return headLines(head, pad, style);
      // Three places prove a hop.
      const places = placesText(
        hop.edge.planes.flatMap((one) => one.evidence),
        3,
        style,
      );
      return [
        ...headLines(head, pad, style),
        ...wrap(places, width - indent - 6).map((line) => `${pad}      ${line}`),
      ];
    }
    // Granted, not seen: the proof takes the place of evidence.
    case 'computed': {
      const proof = proofLines(hop.verdict, width - indent - 6, style).map((line) => `${pad}      ${line}`);
      // Several stores and verbs may be decided by the very same statements.
      const key = `${hop.from}\n${proof.join('\n')}`;
      const again = told.has(key);
      told.add(key);
      const head = `${hop.computed} ${nameOf(hop.to, view)} [granted: ${hop.verdict.kind}]${again ? ', by the statements above' : ''}${cut}`;
      return [...headLines(head, pad, style), ...(again ? [] : proof)];
    }
    default:
      return assertNever(hop);
  }
}
