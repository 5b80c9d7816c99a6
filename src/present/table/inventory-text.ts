import { COMPUTE_KINDS, counted, kindText, STORE_KINDS, type NodeKind } from '#model';
import type { Assessment, Finding } from '#assess';
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
  'cloud-user',
  ...STORE_KINDS.filter((kind) => kind !== 'vector-store'),
];

/** What was found, by kind. */
export function foundText(view: GraphView): string {
  const found = COUNTED.map((kind) => ({ kind, nodes: view.nodes(kind) })).filter(
    ({ nodes }) => nodes.length > 0,
  );
  if (found.length === 0) return 'nothing of AI in what was handed over; what was looked at is told below';
  return listed(found.map(({ kind, nodes }) => counted(nodes.length, kindText(kind))));
}

/** What became of all that was found, so that nothing found is not read as nothing wrong. */
export function inventoryTexts(
  view: GraphView,
  lines: readonly LineOfSight[],
  { findings, verdicts }: Assessment,
): readonly string[] {
  const nodes = COUNTED.flatMap((kind) => view.nodes(kind));
  const keys = keysText(view.nodes('api-key'), findings, verdicts, view);
  const told = toldIds(lines, findings, view);
  const active = nodes.filter((node) => node.state === 'active');
  const shown = active.filter((node) => told.has(node.id)).length;
  const parts = [
    ...(shown > 0 ? [`${String(shown)} told above`] : []),
    ...(active.length > shown ? [`${String(active.length - shown)} not told (--format json has them)`] : []),
    ...(nodes.length > active.length
      ? [`${String(nodes.length - active.length)} in tests, templates or switched off, not assessed`]
      : []),
  ];
  return shown === nodes.length ? keys : [...keys, `of the ${String(nodes.length)} found: ${listed(parts)}`];
}

const WORKLOADS: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS);
/** Keys that are named one by one. */
const NAMED_KEYS = 6;

/**
 * A key that code asks for by a name is no key that lies open: the two are never added up in silence. Where a value lies stands
 * beside it, and whether a finding tells of it.
 */
function keysText(
  keys: readonly GraphNode[],
  findings: readonly Finding[],
  verdicts: Assessment['verdicts'],
  view: GraphView,
): readonly string[] {
  const values = keys.filter((key) => view.attribute(key, 'detector').kind !== 'unknown');
  const names = keys.length - values.length;
  const found = new Set(
    findings.filter((one) => one.verdict === 'fires').flatMap((one) => keysIn(one, view)),
  );
  const asked = new Set(verdicts.map((one) => one.node.kind));
  const places = new Map<string, string[]>();
  // What a finding tells of first.
  for (const key of [...values].sort((a, b) => Number(found.has(b.id)) - Number(found.has(a.id)))) {
    const [holder] = view
      .into(key.id, 'has-secret')
      // Whoever was seen with it at run time has it from where it is written.
      .filter((edge) => edge.planes.some(({ plane }) => plane !== 'observed'))
      .flatMap((edge) => view.node(edge.from) ?? [])
      // The value stands in the environment, not with whoever asks for it by the variable's name.
      .sort((a, b) => Number(WORKLOADS.has(b.kind)) - Number(WORKLOADS.has(a.kind)));
    const inside = holder !== undefined && WORKLOADS.has(holder.kind) ? 'the environment of ' : '';
    const at = holder === undefined ? '' : ` in ${inside}${kindText(holder.kind)} ${holder.name}`;
    const why = holder !== undefined && !asked.has(holder.kind) ? 'no rule judges that yet' : 'no finding';
    const text = `${at} (${found.has(key.id) ? 'a finding above' : why})`;
    places.set(text, [...(places.get(text) ?? []), key.name]);
  }
  const where =
    values.length > NAMED_KEYS
      ? `${String(values.filter((key) => found.has(key.id)).length)} of them in findings above`
      : listed([...places].map(([text, of]) => `${listed(of)}${text}`));
  const parts = [
    ...(values.length > 0
      ? [`of ${String(values.length)} the value was seen, and is not kept: ${where}`]
      : []),
    ...(names > 0 ? [`${String(names)} by the name of an environment variable alone`] : []),
  ];
  return parts.length === 0 ? [] : [`keys: ${parts.join('; ')}`];
}

/** Keys that lie where the finding was read, or to which it shows a way. */
function keysIn({ asset, evidence, paths }: Finding, view: GraphView): readonly string[] {
  const lines = new Set(
    evidence.flatMap(({ target, at }) =>
      'startLine' in at ? [`${target} ${at.path} ${String(at.startLine)}`] : [],
    ),
  );
  const read = view
    .out(asset, 'has-secret')
    .filter((edge) =>
      edge.planes.some((plane) =>
        plane.evidence.some(
          ({ target, at }) => 'startLine' in at && lines.has(`${target} ${at.path} ${String(at.startLine)}`),
        ),
      ),
    )
    .map((edge) => edge.to);
  return [...read, ...paths.map((path) => path.sink)];
}

/** Whatever a card, a row, a finding or an open question of the page speaks of. */
function toldIds(
  lines: readonly LineOfSight[],
  findings: readonly Finding[],
  view: GraphView,
): ReadonlySet<string> {
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
      ...keysIn(one, view),
    ]),
  ]);
}
