import { counted } from '#model';
import type { GraphView } from '#graph';
import { toolConditionText, type LineOfSight, type Sight, type ToolSight } from '../line-of-sight.ts';
import type { WatchedWindow } from '../watched-window.ts';
import { placesText } from './evidence-text.ts';
import { columns, labelled, type Cell } from './layout.ts';
import type { Style } from './painter.ts';
import { minutesText } from './minute-text.ts';
import { nameOf } from './node-name.ts';
import { rungText } from './render-path.ts';
import { builtText, mayText, ownIdentityKnown, verbsGranted, verbsReached } from './sight-text.ts';
import { storeName } from './store-name.ts';
import { toolText } from './tool-text.ts';

/** Columns. */
const INDENT = 2;
const LABEL = 10;

/**
 * The three planes of one agent: what it was built to do, what its identity may do, what it did, and what was approved.
 *
 * @param unknown What stopped the search, in one text; empty where nothing did.
 */
export function renderLineOfSight(
  line: LineOfSight,
  view: GraphView,
  watched: WatchedWindow | null,
  unknown: string,
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, INDENT, LABEL, width, paint);
  const framework = view.attribute(line.agent, 'framework');
  const made =
    framework.kind === 'known' && typeof framework.value === 'string' ? ` (${framework.value})` : '';
  return [
    paint.bold(nameOf(line.agent.id, view)),
    ...label(
      'defined',
      `${
        placesText(
          line.agent.evidence.filter((one) => one.plane === 'declared'),
          1,
          style,
        ) || 'nowhere that was read'
      }${made}`,
    ),
    ...identityLines(line, view, style),
    ...label('approved', approvedText(line)),
    ...label('used', usedText(line, watched)),
    '',
    ...(line.tools.length === 0
      ? label('tools', 'none was found')
      : columns(toolRows(line, view, style), INDENT, width, paint)),
    '',
    ...(line.sights.length === 0
      ? label('stores', 'none was found that it can reach')
      : columns(sightRows(line, style), INDENT, width, paint)),
    ...(unknown === '' ? [] : ['', ...label('unknown', unknown)]),
  ];
}

/**
 * Numbered, since a store's row names the identities by number. That the agent's own identity is not known is said
 * first.
 */
function identityLines(line: LineOfSight, view: GraphView, style: Style): readonly string[] {
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, INDENT, LABEL, style.width, style.paint);
  const own = ownIdentityKnown(line)
    ? []
    : label(
        'runs as',
        'cannot tell: no configuration, deployment or trace that was read ties it to a workload',
      );
  return [
    ...own,
    ...line.identities.flatMap(({ identity, hops, through }, index) => {
      const edges = hops.flatMap((hop) => (hop.kind === 'edge' ? [hop.edge] : []));
      const via = edges.map((edge) => {
        const planes = edge.planes.map((one) => one.plane).join(', ');
        const sure = `(${planes}${edge.rung === null ? '' : `, ${rungText(edge.rung)}`})`;
        const number = edge.to === identity.id ? `[${String(index + 1)}] ` : '';
        return `—${edge.edge} ${sure}→ ${number}${nameOf(edge.to, view)}`;
      });
      const start = edges[0] === undefined ? line.agent.id : edges[0].from;
      const number = edges.some(({ to }) => to === identity.id)
        ? ''
        : ` [${String(index + 1)}] ${nameOf(identity.id, view)}`;
      const evidence = placesText(
        edges.flatMap((edge) => edge.planes.flatMap((one) => one.evidence.slice(0, 1))),
        4,
        style,
      );
      return [
        ...label(
          through === null ? 'runs as' : 'through',
          `${[nameOf(start, view), ...via].join(' ')}${number}`,
        ),
        ...label('', evidence),
      ];
    }),
  ];
}

/** Silence is not approval: where no record speaks of the agent the line says so. */
function approvedText(line: LineOfSight): string {
  const chartered = line.tools.filter((one) => one.chartered === true).length;
  const stores = line.sights.filter((one) => (one.approved ?? []).length > 0).length;
  if (line.tools.every((one) => one.chartered === null) && line.sights.every((one) => one.approved === null))
    return 'no charter or approval speaks of it';
  const tools = line.tools.every((one) => one.chartered === null)
    ? 'no charter speaks of its tools'
    : `its charter allows ${String(chartered)} of ${counted(line.tools.length, 'tool')}`;
  const access = line.sights.every((one) => one.approved === null)
    ? 'no approval speaks of its stores'
    : `approvals of access cover ${String(stores)} of ${counted(line.sights.length, 'store')}`;
  return `${tools}; ${access}`;
}

/** Not used and not watched are different news. */
function usedText(line: LineOfSight, watched: WatchedWindow | null): string {
  if (line.tools.every((one) => one.calls === null)) return 'cannot tell: no telemetry of it was read';
  const tools = line.tools.filter((one) => (one.calls ?? 0) > 0).length;
  const stores = line.sights.filter((one) => one.did.length > 0).length;
  const when = watched === null ? '' : `, watched from ${minutesText(watched.from, watched.to)}`;
  // Two logs: a reader who compares their counts must know what each counts.
  const counts =
    stores === 0 ? '' : '; calls by traces, accesses by the log of the identity: one call may make several';
  const dark = line.sights.filter((one) => one.did.length === 0 && !one.watched).length;
  const ofTools = `${String(tools)} of ${counted(line.tools.length, 'tool')}`;
  // Of a store that no log watched, that nothing is seen is no count.
  if (dark > 0 && dark === line.sights.length)
    return `${ofTools}${when}; no log watched its ${counted(dark, 'store')}`;
  const beside = dark === 0 ? '' : ` (${String(dark)} not watched)`;
  return `${ofTools}, ${String(stores)} of ${counted(line.sights.length, 'store')}${beside}${when}${counts}`;
}

/** One row a tool, under a heading. */
function toolRows(line: LineOfSight, view: GraphView, style: Style): readonly (readonly Cell[])[] {
  const heading = ['tool', 'calls seen', 'charter', 'what it lets the model do'].map((text) => ({
    text,
  }));
  return [heading, ...[...line.tools].sort(byConcern).map((one) => toolRow(one, view, style))];
}

/** Outside the charter first, then what is used most, then by name. */
function byConcern(a: ToolSight, b: ToolSight): number {
  return (
    Number(b.chartered === false) - Number(a.chartered === false) ||
    (b.calls ?? 0) - (a.calls ?? 0) ||
    (a.tool.name < b.tool.name ? -1 : 1)
  );
}

/** `?` where nobody watched, which is not 0; red where the charter does not name the tool or no code declares it. */
function toolRow(one: ToolSight, view: GraphView, { paint }: Style): readonly Cell[] {
  const charter = one.chartered === null ? 'none' : one.chartered ? 'allowed' : 'outside';
  return [
    { text: `${one.tool.name}${toolConditionText(one)}`, paint: paint.bold },
    { text: one.calls === null ? '?' : String(one.calls) },
    { text: charter, paint: one.chartered === false ? paint.red : paint.dim },
    {
      text: one.declared ? toolText(one.tool, view) : undeclaredText(one),
      ...(one.declared ? {} : { paint: paint.red }),
    },
  ];
}

/**
 * Red is what lies open: sensitive data, and access that nobody approved. Green is a store that policy keeps shut.
 */
function sightRows(line: LineOfSight, style: Style): readonly (readonly Cell[])[] {
  // From left to right: what it is, what was built, what is granted, what that yields, what happened, what was
  // approved.
  const heading = [
    'store',
    'declared as',
    'built to',
    'identity may',
    'agent can',
    'accesses seen',
    'approved',
  ].map((text) => ({ text }));
  return [heading, ...line.sights.map((sight) => sightRow(sight, line, style))];
}

/** A dash says that a plane knows of nothing; it is not said where that plane was not read. */
function sightRow(sight: Sight, line: LineOfSight, { paint }: Style): readonly Cell[] {
  const all = line.sights.map(({ asset }) => asset);
  const sensitive = sight.sensitivity === 'restricted' || sight.sensitivity === 'confidential';
  const open = sight.may.some((one) => one.verdict.kind === 'allow' || one.verdict.kind === 'conditional');
  const can = verbsReached(sight, line);
  const last = sight.lapsed.at(-1);
  const none = last === undefined ? 'no' : `lapsed ${last}`;
  const approved = sight.approved === null ? 'not said' : sight.approved.join(', ') || none;
  // A conditional grant is not counted as beyond approval: its condition may be the approval.
  const beyond = sight.may.some(
    (one) => one.verdict.kind === 'allow' && sight.approved?.includes(one.verb) !== true,
  );
  return [
    { text: storeName(sight.asset, all), paint: paint.bold },
    {
      text: [...new Set([sight.sensitivity ?? 'not declared', ...sight.dataClasses])].join(', '),
      ...(sensitive ? { paint: paint.red } : {}),
    },
    { text: builtText(sight) || '–' },
    ...[mayText(sight, line), can === verbsGranted(sight) ? 'same' : can].map((text) => ({
      text,
      ...(open || text === '?' ? {} : { paint: paint.green }),
    })),
    {
      text:
        sight.did
          .map((one) => `${one.verb}${one.count === null ? '' : ` ${String(one.count)}`}`)
          .join(', ') || (sight.watched ? '–' : '?'),
    },
    {
      // Where nothing is granted and nothing happened, approval is no question.
      text:
        open || sight.did.length > 0
          ? `${approved}${beyond && (sight.approved ?? []).length > 0 ? ' only' : ''}`
          : '–',
      ...(beyond ? { paint: paint.red } : {}),
    },
  ];
}

function undeclaredText({ tried }: ToolSight): string {
  return tried === 0
    ? 'not known: seen at run time, declared nowhere'
    : `not known: declared nowhere, and ${tried === 1 ? 'its one call' : `all ${String(tried)} calls`} failed`;
}
