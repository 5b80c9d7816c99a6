import { ACCESS_VERBS, type AccessVerb, type EdgeKind, type Evidence, type Missing } from '#model';
import type { AccessPair, GraphEdge, GraphNode, GraphView } from '#graph';
import { isSelected } from './edge-conditions.ts';
import { edgesUnlisted, missingOfVerdict, policiesUnseen } from './missing-text.ts';
import type { HoldsAll, RuleContext } from './rule-context.ts';
import type { Differs } from './rule-schema.ts';

/** How policies write everyone. */
const ANYONE = '*';

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
  const isComputed = (edge: EdgeKind): boolean => test.on === 'granted' && isGrantable(edge);
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
  const asked = ACCESS_VERBS.filter((verb) => edges.some((edge) => GRANTED_BY[edge] === verb));
  for (const verb of asked)
    for (const pair of view.accessibleBy(node.id, verb)) {
      const to = view.node(pair.resource);
      const edge = edgeOf(verb, to);
      // What it may do to itself it needs no further right for.
      if (!edges.includes(edge) || to?.id === node.id || isEveryones(pair, view)) continue;
      missing.push(...missingOfVerdict(pair.verdict, node));
      if (to === null || (pair.verdict.kind !== 'allow' && pair.verdict.kind !== 'conditional')) continue;
      lines.push({
        from: node,
        edge,
        to,
        far: to,
        evidence: grantsOf(pair),
        times: 0,
        isConditional: pair.verdict.kind === 'conditional',
      });
    }
  return { lines, missing };
}

/** What everyone may ask of a workload is nobody's privilege: there is nothing to take from this one. */
function isEveryones({ verb, verdict, resource }: AccessPair, view: GraphView): boolean {
  const isOwn = verdict.proof.some(
    ({ effect, policyType }) => effect === 'allow' && policyType === 'identity',
  );
  if (verb !== 'invoke' || isOwn) return false;
  const { kind } = view.access(ANYONE, 'invoke', resource);
  return kind === 'allow' || kind === 'conditional';
}

/** By which verb the grant behind an edge is asked: to invoke a role is to assume it. */
const GRANTED_BY: Partial<Record<EdgeKind, AccessVerb>> = {
  ...Object.fromEntries(ACCESS_VERBS.map((verb) => [`can-${verb}`, verb])),
  'can-assume': 'invoke',
};

function edgeOf(verb: AccessVerb, to: GraphNode | null): EdgeKind {
  return verb === 'invoke' && to?.kind === 'cloud-role' ? 'can-assume' : `can-${verb}`;
}

/** Whether policies say of this edge that it may be. */
function isGrantable(edge: EdgeKind): boolean {
  return GRANTED_BY[edge] !== undefined;
}

/** The statements that grant it: what is to be narrowed. What merely does not stop it (SCP, RCP, boundary) is no news here. */
function grantsOf({ verdict }: AccessPair): readonly Evidence[] {
  return verdict.proof
    .filter(
      (step) => step.effect === 'allow' && (step.policyType === 'identity' || step.policyType === 'resource'),
    )
    .flatMap((step) => step.evidence);
}
