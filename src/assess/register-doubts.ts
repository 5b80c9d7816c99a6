import { kindText, STORE_KINDS } from '#model';
import { anyMatch, compileGlob, type GraphNode, type GraphView } from '#graph';
import { attributeText } from './attribute-text.ts';

/** What a charter, approval or sanction says of nothing, or says no more. */
export interface RegisterDoubt {
  readonly record: GraphNode;
  /** `unmatched`: it names what this scan does not show. `overdue`: it was to be looked at again by now. */
  readonly is: 'unmatched' | 'overdue';
  /** One clause. */
  readonly what: string;
}

const SCAN = 'of this scan: misspelt, or not handed over';

/**
 * Entries of the registers that nobody would miss: a rule asks what covers an agent, and what covers nothing is never asked.
 * A list of approved servers may name many that nobody uses, so of sanctions the date alone is asked.
 *
 * @param now ISO 8601 UTC.
 */
export function registerDoubts(view: GraphView, now: string): readonly RegisterDoubt[] {
  const stores = STORE_KINDS.flatMap((kind) => view.nodes(kind));
  const tools = view.nodes('tool');
  const charters = view.nodes('charter');
  const approvals = view.nodes('approval');
  return [
    ...[...charters, ...approvals].flatMap((record) => nobody(record, view)),
    ...charters.flatMap((record) => [
      ...missing(record, 'allowedTools', 'tool', tools, view),
      ...missing(record, 'allowedStores', 'store', stores, view),
    ]),
    ...approvals.flatMap((record) => missing(record, 'stores', 'store', stores, view)),
    ...[...charters, ...view.nodes('sanction')].flatMap((record) => overdue(record, view, now)),
  ];
}

function nobody(record: GraphNode, view: GraphView): readonly RegisterDoubt[] {
  if (view.out(record.id, 'applies-to').length > 0) return [];
  return [{ record, is: 'unmatched', what: `${named(record)} fits no agent, system or identity ${SCAN}` }];
}

/** Names that are no node's: approvals write globs, and of charters `*` alone means more than itself. */
function missing(
  record: GraphNode,
  attribute: string,
  what: string,
  nodes: readonly GraphNode[],
  view: GraphView,
): readonly RegisterDoubt[] {
  const reading = view.attribute(record, attribute);
  if (reading.kind !== 'known' || !Array.isArray(reading.value)) return [];
  return (reading.value as readonly string[])
    .filter((name) => name !== '*' && !nodes.some((node) => isNamed(record, name, node)))
    .map((name) => ({
      ...{ record, is: 'unmatched' },
      what: `${named(record)} names ${what} ${name}, which fits no ${what} ${SCAN}`,
    }));
}

function isNamed(record: GraphNode, name: string, node: GraphNode): boolean {
  const names = [node.id, node.name, ...node.aliases];
  return record.kind === 'approval' ? anyMatch([compileGlob(name, 'text')], names) : names.includes(name);
}

function overdue(record: GraphNode, view: GraphView, now: string): readonly RegisterDoubt[] {
  const reading = view.attribute(record, 'reviewBy');
  const day = reading.kind === 'known' && reading.value !== null ? attributeText(reading.value) : '';
  if (day === '' || day.slice(0, 10) >= now.slice(0, 10)) return [];
  return [{ record, is: 'overdue', what: `${named(record)} was to be reviewed by ${day}` }];
}

function named({ kind, name }: GraphNode): string {
  return `${kindText(kind)} ${name}`;
}
