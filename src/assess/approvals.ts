import type { AttributeValue, Missing } from '#model';
import { anyMatch, compileGlob, type GraphNode, type GraphView } from '#graph';
import { attributeText } from './attribute-text.ts';
import { disagreement, unseen } from './missing-text.ts';

/** An approval of a pair of agent and store, as it stands on the day of the assessment. */
export interface ApprovalOver {
  readonly approval: GraphNode;
  /** Null where it covers everything that may be done to the store, and where that is unclear. */
  readonly verbs: readonly string[] | null;
  /**
   * Live: today lies in it, its first and its last day included. Days are `2026-11-22`. Unclear: what it covers, or when, is not
   * known or said in two ways; the days that are known do not rule it out.
   */
  readonly stands:
    | { readonly is: 'live' }
    | { readonly is: 'lapsed'; readonly until: string }
    | { readonly is: 'not-yet'; readonly from: string }
    | { readonly is: 'unclear'; readonly missing: readonly Missing[] };
}

/**
 * Approvals of the start (itself, or the system that contains it) that name the store, or may; null where it has no approval of any store.
 *
 * @param now ISO 8601 UTC.
 */
export function approvalsOver(
  start: GraphNode,
  store: GraphNode,
  view: GraphView,
  now: string,
): readonly ApprovalOver[] | null {
  const holders = [start.id, ...view.into(start.id, 'contains').map((edge) => edge.from)];
  const approvals = holders
    .flatMap((id) => view.into(id, 'applies-to'))
    .flatMap((edge) => view.node(edge.from) ?? [])
    .filter(({ kind }) => kind === 'approval');
  if (approvals.length === 0) return null;
  return approvals
    .filter((approval) => mayName(approval, store, view))
    .map((approval) => ({
      approval,
      verbs: textsOf(approval, 'verbs', view),
      stands: standing(approval, view, now.slice(0, 10)),
    }));
}

/**
 * Whether it names the store, or may: of stores that are said in two ways any may be meant, and of those that nobody knows each. By the
 * globs of its register: people write names, exports write ARNs, and any of the three identifies the store.
 */
function mayName(approval: GraphNode, store: GraphNode, view: GraphView): boolean {
  const reading = view.attribute(approval, 'stores');
  if (reading.kind === 'unknown') return true;
  const said = reading.kind === 'known' ? [reading.value] : reading.values.map(({ value }) => value);
  const globs = said.flatMap(texts).map((one) => compileGlob(one, 'text'));
  return anyMatch(globs, [store.id, store.name, ...store.aliases]);
}

/** Days are ISO 8601, so text order is time order. */
function standing(approval: GraphNode, view: GraphView, today: string): ApprovalOver['stands'] {
  const [from, until] = ['approvedAt', 'expiresAt'].map((name) => dayOf(approval, name, view));
  if (until !== null && until !== undefined && until < today) return { is: 'lapsed', until };
  if (from !== null && from !== undefined && from > today) return { is: 'not-yet', from };
  // A known none is open-ended; what nobody can say must not count in favour.
  const missing = ['stores', 'verbs', 'approvedAt', 'expiresAt'].flatMap((name) =>
    unclear(approval, name, view),
  );
  return missing.length > 0 ? { is: 'unclear', missing } : { is: 'live' };
}

function unclear(approval: GraphNode, name: string, view: GraphView): readonly Missing[] {
  const reading = view.attribute(approval, name);
  switch (reading.kind) {
    case 'known':
      return [];
    case 'conflicting':
      return [disagreement(name, approval, reading.values)];
    case 'unknown':
      return [unseen(name, approval)];
  }
}

function dayOf(approval: GraphNode, name: string, view: GraphView): string | null {
  const reading = view.attribute(approval, name);
  return reading.kind === 'known' && reading.value !== null
    ? attributeText(reading.value).slice(0, 10)
    : null;
}

function textsOf(record: GraphNode, attribute: string, view: GraphView): readonly string[] | null {
  const reading = view.attribute(record, attribute);
  return reading.kind === 'known' && Array.isArray(reading.value) ? texts(reading.value) : null;
}

function texts(value: AttributeValue): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
