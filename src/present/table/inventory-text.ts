import { counted, kindText, type NodeKind } from '#model';
import type { Finding } from '#assess';
import type { GraphNode, GraphView } from '#graph';
import type { LineOfSight } from '../line-of-sight.ts';
import { listed } from './counted.ts';

/** Kinds that people count; the rest is in the report. */
const COUNTED: readonly NodeKind[] = [
  'agent',
  'mcp-server',
  'tool',
  'model',
  'prompt',
  'vector-store',
  'api-key',
  'cloud-role',
  'bucket',
  'table',
];

/** What was found, and what became of it, so that nothing found is not read as nothing wrong. */
export function inventoryTexts(
  view: GraphView,
  lines: readonly LineOfSight[],
  findings: readonly Finding[],
): readonly string[] {
  const found = COUNTED.map((kind) => ({ kind, nodes: view.nodes(kind) })).filter(
    ({ nodes }) => nodes.length > 0,
  );
  if (found.length === 0) return ['nothing of AI in what was handed over; what was looked at is told below'];
  const nodes = found.flatMap((one) => one.nodes);
  const counts = found.map(({ kind, nodes: of }) =>
    kind === 'api-key' ? keysText(of, view) : counted(of.length, kindText(kind)),
  );
  const told = toldIds(lines, findings);
  const active = nodes.filter((node) => node.state === 'active');
  const shown = active.filter((node) => told.has(node.id)).length;
  const parts = [
    ...(shown > 0 ? [`${String(shown)} told below`] : []),
    ...(active.length > shown
      ? [`${String(active.length - shown)} not told here (--format json has them)`]
      : []),
    ...(nodes.length > active.length
      ? [`${String(nodes.length - active.length)} in tests, templates or switched off, not assessed`]
      : []),
  ];
  if (shown === nodes.length) return [listed(counts)];
  return [listed(counts), `of these ${String(nodes.length)}: ${listed(parts)}`];
}

/** A key that code asks for by a name is no key that lies open: the two are never added up in silence. */
function keysText(keys: readonly GraphNode[], view: GraphView): string {
  const values = keys.filter((key) => view.attribute(key, 'detector').kind !== 'unknown').length;
  const names = keys.length - values;
  const parts = [
    ...(values > 0 ? [`${String(values)} whose value was seen, and is not kept`] : []),
    ...(names > 0 ? [`${String(names)} by the name of an environment variable alone`] : []),
  ];
  return `${counted(keys.length, kindText('api-key'))} (${parts.join('; ')})`;
}

/** Whatever a card, a row, a finding or an open question of the page speaks of. */
function toldIds(lines: readonly LineOfSight[], findings: readonly Finding[]): ReadonlySet<string> {
  return new Set([
    ...lines.flatMap((line) => [
      line.agent.id,
      ...line.identities.flatMap(({ identity, through }) => [identity.id, ...(through ? [through.id] : [])]),
      ...line.tools.map((one) => one.tool.id),
      ...line.sights.map((one) => one.asset.id),
    ]),
    ...findings.flatMap((one) => [
      one.asset,
      ...(one.subject === null ? [] : [one.subject]),
      ...one.paths.flatMap((path) => [path.entry, ...path.hops.map((hop) => hop.to)]),
      ...one.missing.flatMap((missing) => missing.at ?? []),
    ]),
  ]);
}
