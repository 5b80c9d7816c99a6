import type { Missing } from '#model';
import type { GraphEdge, GraphNode } from '#graph';
import { edgeClause } from './attribute-text.ts';
import { allOf, cannotTell, NO, yes, type Answer } from './answer.ts';
import { isEnumerated, notEnumerated } from './closed-world.ts';
import { numberOf, type HoldsAll, type RuleContext } from './rule-context.ts';
import type { Count, Lacks, Selection } from './rule-schema.ts';

/** The part that lacks and count have in common: which edge, which way, and what must be at its other end. */
interface EdgeTest {
  readonly edge: Count['edge'];
  readonly direction: 'in' | 'out';
  readonly other?: Selection | undefined;
  /** Only edges with evidence on this plane; without it any plane will do. */
  readonly plane?: Count['plane'];
}

/** Other ends that fit for certain, and why it could not be told of the rest. */
interface Neighbours {
  readonly sure: readonly { readonly edge: GraphEdge; readonly node: GraphNode }[];
  readonly unsure: readonly Missing[];
}

/** Whether an asset is one of those that are selected. Kind and state are always known; the rest may not be. */
export function isSelected(
  selection: Selection | undefined,
  node: GraphNode,
  context: RuleContext,
  holdsAll: HoldsAll,
): Answer {
  if (selection === undefined) return yes();
  const { kinds, states, where } = selection;
  if (!kinds.includes(node.kind) || states?.includes(node.state) === false) return NO;
  return holdsAll(where ?? [], node, context);
}

function neighbours(test: EdgeTest, node: GraphNode, context: RuleContext, holdsAll: HoldsAll): Neighbours {
  const { view } = context;
  const edges = test.direction === 'out' ? view.out(node.id, test.edge) : view.into(node.id, test.edge);
  const sure: { edge: GraphEdge; node: GraphNode }[] = [];
  const unsure: Missing[] = [];
  for (const edge of edges) {
    // A candidate by name alone is asked about, never counted: two things may be called alike.
    if (edge.rung === 4) continue;
    if (test.plane !== undefined && !edge.planes.some((one) => one.plane === test.plane)) continue;
    const far = view.node(test.direction === 'out' ? edge.to : edge.from);
    if (far === null) continue;
    const fits = isSelected(test.other, far, context, holdsAll);
    if (fits.is === 'yes') sure.push({ edge, node: far });
    if (fits.is === 'cannot-tell') unsure.push(...fits.missing);
  }
  return { sure, unsure };
}

/** One place for each edge and plane: enough to look at, and a finding stays readable. */
function proofOf(test: EdgeTest, found: Neighbours): ReturnType<typeof yes> {
  return yes(
    found.sure.flatMap(({ edge }) => edge.planes.flatMap((one) => one.evidence.slice(0, 1))),
    recordClause(test, found) ??
      edgeClause(test.edge, test.direction, [...new Set(found.sure.map(({ node }) => node.name))]),
  );
}

/** Of records that apply to an asset: whether there is none, or one that says what was asked; null for other edges. */
function recordClause({ edge, direction, other }: EdgeTest, { sure }: Neighbours): string | null {
  const asked = (other?.where ?? []).flatMap((one) =>
    'attribute' in one && 'is' in one ? [`${one.attribute} ${String(one.is)}`] : [],
  );
  if (edge !== 'applies-to' || direction !== 'in' || asked.length === 0) return null;
  const says = `with ${asked.join(', ')} applies to it`;
  return sure.length === 0
    ? `no entry ${says}`
    : `entry ${sure.map(({ node }) => node.name).join(', ')} ${says}`;
}

/** Absence means something only inside a closed-world mark; outside it the answer is cannot-tell. */
export function lacks(test: Lacks, node: GraphNode, context: RuleContext, holdsAll: HoldsAll): Answer {
  const found = neighbours(test, node, context, holdsAll);
  if (found.sure.length > 0) return NO;
  // Something is there that may be it: even a complete list cannot make that an absence.
  if (found.unsure.length > 0) return cannotTell(...found.unsure);
  if (!isEnumerated(node, test.within, test.plane, context))
    return cannotTell(notEnumerated(node, test.within, context));
  // Nothing is nowhere, so the proof of an absence is where the asset itself was read.
  return yes(node.evidence.slice(0, 2), recordClause(test, found) ?? '');
}

/**
 * At least n needs n that are seen; at most n, and fewer than at least n, need a mark that all were seen, and are cannot-tell
 * elsewhere.
 */
export function count(test: Count, node: GraphNode, context: RuleContext, holdsAll: HoldsAll): Answer {
  const found = neighbours(test, node, context, holdsAll);
  const { within } = test;
  // A short list that nobody completed may go on.
  const goesOn = isEnumerated(node, within, test.plane, context)
    ? []
    : [notEnumerated(node, within, context)];
  // Were all the doubtful ones to fit. Between the sure and the most lies what cannot be told.
  const most = found.sure.length + found.unsure.length;
  const answers: Answer[] = [];
  if (test.atLeast !== undefined) {
    const least = numberOf(test.atLeast, context);
    const missing = most >= least ? [...found.unsure, ...goesOn] : goesOn;
    if (found.sure.length >= least) answers.push(proofOf(test, found));
    else answers.push(missing.length > 0 ? cannotTell(...missing) : NO);
  }
  if (test.atMost !== undefined) {
    const missing = [...found.unsure, ...goesOn];
    if (found.sure.length > numberOf(test.atMost, context)) answers.push(NO);
    else answers.push(missing.length > 0 ? cannotTell(...missing) : proofOf(test, found));
  }
  return allOf(answers);
}
