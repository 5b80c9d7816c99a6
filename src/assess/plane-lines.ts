import { ACCESS_EDGES, ACCESS_VERBS, type EdgeKind, type Evidence, type Missing } from '#model';
import type { AccessPair, GraphEdge, GraphNode } from '#graph';
import { isSelected } from './edge-conditions.ts';
import { edgesUnlisted, missingOfVerdict, policiesUnseen } from './missing-text.ts';
import type { HoldsAll, RuleContext } from './rule-context.ts';
import type { Differs } from './rule-schema.ts';

/** One edge as a plane shows it, stored or computed from policies, with what that plane has to show for it. */
export interface Line {
  readonly from: GraphNode;
  readonly edge: EdgeKind;
  readonly to: GraphNode;
  /** The end that is not the asset. */
  readonly far: GraphNode;
  readonly evidence: readonly Evidence[];
  /** How often it was seen; 0 where nobody counts. */
  readonly times: number;
  /** Only in some requests. */
  readonly isConditional: boolean;
}

interface Lines {
  readonly lines: readonly Line[];
  /** Why there may be more of them than are listed, or fewer that fit. */
  readonly missing: readonly Missing[];
}

/** All edges of the asset on the first plane of a difference, and whether these are all that it has there. */
export function linesOn(test: Differs, node: GraphNode, context: RuleContext, holdsAll: HoldsAll): Lines {
  const access: readonly EdgeKind[] = ACCESS_EDGES;
  const isComputed = (edge: EdgeKind): boolean => test.on === 'granted' && access.includes(edge);
  const stored = storedLines(
    test,
    test.edges.filter((edge) => !isComputed(edge)),
    node,
    context,
  );
  const computed = test.edges.some(isComputed) ? grantedLines(test, node, context) : NOTHING;
  const missing = [...stored.missing, ...computed.missing];
  const lines = [...stored.lines, ...computed.lines].filter(({ far }) => {
    const fits = isSelected(test.other, far, context, holdsAll);
    if (fits.is === 'cannot-tell') missing.push(...fits.missing);
    return fits.is === 'yes';
  });
  return { lines, missing };
}

const NOTHING: Lines = { lines: [], missing: [] };

function storedLines(
  { on, direction }: Differs,
  kinds: readonly EdgeKind[],
  node: GraphNode,
  context: RuleContext,
): Lines {
  const { view } = context;
  const lines = kinds
    .flatMap((edge) => (direction === 'out' ? view.out(node.id, edge) : view.into(node.id, edge)))
    // A candidate by name alone may be another edge.
    .filter((edge) => edge.rung !== 4)
    .flatMap((edge) => lineOf(edge, on, direction, context));
  // What was seen at run time is compared as far as it was seen; a state that was read must have been read whole.
  const isWhole = (edge: EdgeKind): boolean =>
    view
      .complete(node, { edge, plane: on, kind: node.kind })
      // Without a kind a mark speaks of edges that leave its scope, not of those that come in.
      .some((mark) => direction === 'out' || mark.kind === node.kind);
  const open = on === 'observed' ? [] : kinds.filter((edge) => !isWhole(edge));
  return {
    lines,
    missing: open.map((edge) => edgesUnlisted(edge, node)),
  };
}

function lineOf(
  edge: GraphEdge,
  plane: Differs['on'],
  direction: Differs['direction'],
  { view }: RuleContext,
): readonly Line[] {
  const seen = edge.planes.filter((one) => one.plane === plane);
  const [from, to] = [view.node(edge.from), view.node(edge.to)];
  if (seen.length === 0 || from === null || to === null) return [];
  return [
    {
      from,
      edge: edge.edge,
      to,
      far: direction === 'out' ? to : from,
      evidence: seen.flatMap((one) => one.evidence.slice(0, 2)),
      times: seen.reduce((sum, one) => sum + (one.count ?? 0), 0),
      isConditional: edge.effect === 'conditional',
    },
  ];
}

/** What the policies let the asset do, which is never stored. A denied or doubtful pair is no grant yet. */
function grantedLines({ edges }: Differs, node: GraphNode, { view }: RuleContext): Lines {
  const lines: Line[] = [];
  // Grants that were not handed over could be the ones that differ.
  const isWhole = view.complete(node, { kind: 'policy' }).some((mark) => mark.policyType === 'identity');
  const missing: Missing[] = isWhole ? [] : [policiesUnseen(node)];
  for (const verb of ACCESS_VERBS.filter((one) => edges.includes(`can-${one}`)))
    for (const pair of view.accessibleBy(node.id, verb)) {
      const to = view.node(pair.resource);
      missing.push(...missingOfVerdict(pair.verdict, node));
      if (to === null || (pair.verdict.kind !== 'allow' && pair.verdict.kind !== 'conditional')) continue;
      lines.push({
        from: node,
        edge: `can-${verb}`,
        to,
        far: to,
        evidence: grantsOf(pair),
        times: 0,
        isConditional: pair.verdict.kind === 'conditional',
      });
    }
  return { lines, missing };
}

/** The statements that grant it: what is to be narrowed. What merely does not stop it (SCP, RCP, boundary) is no news here. */
function grantsOf({ verdict }: AccessPair): readonly Evidence[] {
  return verdict.proof
    .filter(
      (step) => step.effect === 'allow' && (step.policyType === 'identity' || step.policyType === 'resource'),
    )
    .flatMap((step) => step.evidence);
}
