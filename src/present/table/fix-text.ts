import type { NodeId } from '#model';
import type { GraphNode, GraphView } from '#graph';
import { ownersAt } from '../cuts.ts';
import { listed } from './counted.ts';
import { nameOf } from './node-name.ts';
import { ownersText } from './owner-text.ts';
import type { PlaceName } from './places.ts';
import { registerPlaces } from './register-places.ts';

/** The fix of a rule, or part of it, as it reads for one asset. */
export type FixText = (fix: string, asset: NodeId) => string;

/**
 * A rule speaks of every asset alike: of this one it is told which file, which people and which place it means, as far as the
 * graph knows them. What is put in holds no semicolon and no full stop, so that the first clause of a fix stays one.
 */
export function fixTexts(view: GraphView, place: PlaceName): FixText {
  const placed = registerPlaces(view, place);
  return (fix, asset) =>
    placed(fix)
      .replace(/\bits approvers\b/, (said) => `${said}, ${approversText(asset, view)}`)
      .replace(/\bblock it\b/, (said) => `${said} (${blockedWhere(asset, view)})`);
}

/** The first thing that a fix asks for. */
export function firstClause(fix: string): string {
  return fix.split(/;|\.(?:\s|$)/)[0] ?? '';
}

/** What a fix asks for beside the first way that it names: `or …`, or its second clause; empty where there is one way alone. */
export function otherWays(fix: string): string {
  // Within parentheses stands what belongs to one way.
  const first = /^(?:\([^)]*\)|[^(])*?(?=; |, or |\.?$)/.exec(fix)?.[0] ?? fix;
  return fix.slice(first.length).replace(/^[;,.]\s*/, '');
}

/** Behind a colon or a semicolon. */
export function asOrder(clause: string): string {
  return `${clause.slice(0, 1).toLowerCase()}${clause.slice(1)}`;
}

/** Those whom the charters of the asset name; else who owns the file that they stand in. */
function approversText(asset: NodeId, view: GraphView): string {
  const charters = view
    .into(asset, 'applies-to')
    .flatMap(({ from }) => view.node(from) ?? [])
    .filter(({ kind }) => kind === 'charter');
  const named = charters.flatMap((charter) => {
    const reading = view.attribute(charter, 'approvers');
    return reading.kind === 'known' && Array.isArray(reading.value) ? (reading.value as string[]) : [];
  });
  if (charters.length === 0) return 'whom a charter is to name first';
  if (named.length > 0) return listed([...new Set(named)]);
  const owners = [...new Set(charters.flatMap(({ id }) => ownersAt(id, view)))];
  const file = owners.length === 0 ? '' : ` (its file is owned by ${ownersText(owners, view)})`;
  return `of whom the charter names none${file}`;
}

/** By which what is used at run time is come by. */
const USES = ['calls-tool', 'uses-model', 'connects-to'] as const;

/** Where a tool, model or server that nobody declared can be kept out: whoever offers it, and whoever was seen with it. */
function blockedWhere(asset: NodeId, view: GraphView): string {
  const kind = view.node(asset)?.kind;
  const ends = (edges: ReturnType<GraphView['into']>): readonly GraphNode[] =>
    edges.filter(({ rung }) => rung !== 4).flatMap(({ from }) => view.node(from) ?? []);
  const names = (of: readonly GraphNode[]): string =>
    listed([...new Set(of.map(({ id }) => nameOf(id, view)))]);
  const servers = ends(view.into(asset, 'provides-tool'));
  const users = ends(USES.flatMap((edge) => view.into(asset, edge)));
  // The code of whoever uses a tool that nobody declared does not name it: it was given at run time.
  const atUsers =
    kind === 'tool'
      ? `at a gateway before ${names(users)}, which used it, or in what gives it tools at run time`
      : `in the code or configuration of ${names(users)}, which used it, or at a gateway before it`;
  if (servers.length > 0)
    return `at ${names(servers)}, which offers it${users.length === 0 ? '' : `, or ${atUsers}`}`;
  const unknown = kind === 'tool' ? 'no server is known that offers it' : 'where it runs is not known';
  return users.length === 0
    ? `${unknown}, nor who used it`
    : kind === 'tool'
      ? `${unknown}: ${atUsers}`
      : atUsers;
}
