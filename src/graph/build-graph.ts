import type { AssignmentFact, FactBatch, Gap, MarkOnPlane } from '#model';
import { noGrantsHandedOver, type AccessAnswers } from './access-answers.ts';
import type { GrantSources } from './aws-answers.ts';
import { unknownCallers } from './complete-marks.ts';
import { createGraphIndex, type GraphIndex } from './graph-index.ts';
import type { GraphView } from './graph-view.ts';
import { createGraphView } from './create-view.ts';
import { linkArtefacts } from './ladder/artefacts.ts';
import { joinAwsNames } from './ladder/aws-names.ts';
import { proposeCandidates } from './ladder/candidates.ts';
import { deriveEdges } from './ladder/derived-edges.ts';
import { settleDefaults } from './ladder/environment-defaults.ts';
import { joinEnvironmentNames } from './ladder/environment-joins.ts';
import { joinInFrames } from './ladder/frame-joins.ts';
import { addInternet, addTaint, openDoors, strangerTaint } from './ladder/stranger-taint.ts';
import { joinTeamNames } from './ladder/team-names.ts';
import { applyAssignments, assignmentsOf, type Assignment } from './merge/assign.ts';
import { createDraft, type Draft, type RejectedEdge } from './merge/draft.ts';
import { tellNamesakesApart } from './merge/namesakes.ts';
import { registerEdges, registerMarks, registerNodes } from './merge/register.ts';
import { unmatchedOf } from './merge/unmatched.ts';
import { freezeGraph, type MergedGraph } from './merged-graph.ts';
import { createNodeAccess, type NodeAccess } from './node-access.ts';
import { standaloneConflicts } from './standalone-conflicts.ts';
import { doubtedMarks, type DoubtedMark } from './unlogged-use.ts';

export interface GraphOptions {
  /** Effective access over what was merged, such as `awsAnswers`; where absent, every grant is unknown. */
  readonly access?: (sources: GrantSources) => AccessAnswers;
  /** ISO 8601 UTC: which approvals hold; where absent none is taken to have lapsed. */
  readonly now?: string;
}

export interface BuiltGraph {
  readonly view: GraphView;
  /** What the join could not settle: kinds that disagree, names that fit twice, edges into nothing. */
  readonly gaps: readonly Gap[];
  readonly rejectedEdges: readonly RejectedEdge[];
  /** What the configuration says of assets and fits none, one name each. */
  readonly unmatched: readonly AssignmentFact[];
  /** Stored edges, derived ones and candidates included; `view.edges()` would make an object of each. */
  readonly edgeCount: number;
}

/** What decides in which account a name is looked up: assigned before anything is joined. */
const PLACE_ATTRIBUTES: readonly string[] = ['account', 'region'];

function isPlace(assign: Assignment): boolean {
  return 'attribute' in assign && PLACE_ATTRIBUTES.includes(assign.attribute);
}

/** Edges by which the configuration says what belongs together: the ladder climbs on them. */
function isFrame(assign: Assignment): boolean {
  return 'edge' in assign && ['deployed-as', 'runs-as', 'contains'].includes(assign.edge);
}

/**
 * One pass over the ladder. The order matters: each rung stands on the one before. What a rung cannot settle stays two
 * assets, since a join is never taken back.
 */
function climb(draft: Draft, batches: readonly FactBatch[]): void {
  const assignments = assignmentsOf(batches);
  applyAssignments(draft, assignments, isPlace);
  joinAwsNames(draft, false);
  applyAssignments(draft, assignments, isFrame);
  linkArtefacts(draft);
  joinInFrames(draft);
  settleDefaults(draft);
  // Now that tools stand on their workloads, stores known by name alone have an account.
  if (joinAwsNames(draft, true)) joinInFrames(draft);
  joinEnvironmentNames(draft);
  applyAssignments(draft, assignments, (assign) => !isPlace(assign));
  // By what both are said to own.
  joinTeamNames(draft);
  // From what has joined: a tool that was seen at run time is by now the tool that code declares.
  deriveEdges(draft);
  proposeCandidates(draft);
}

/** Each once, in an order that does not depend on that of the batches. */
function inOrder<T>(items: readonly T[]): readonly T[] {
  const byKey = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

function unknownCaller(id: string): Gap {
  const detail =
    'a caller of which records tell the unique id alone: whose it is was not handed over, so nobody can be said never to have made its calls';
  return { where: id, reason: 'not-handed-over', detail };
}

/** The graph, and its index without the marks that traces contradict. */
interface Indexed {
  readonly graph: MergedGraph;
  readonly index: GraphIndex;
  readonly doubted: readonly DoubtedMark[];
}

function indexOf(graph: MergedGraph, marks: readonly MarkOnPlane[]): Indexed {
  const index = createGraphIndex(graph, marks);
  const doubted = doubtedMarks(index, marks);
  if (doubted.length === 0) return { graph, index, doubted };
  const gone = new Set(doubted.map(({ mark }) => mark));
  const left = marks.filter((mark) => !gone.has(mark));
  return { graph, index: createGraphIndex(graph, left), doubted };
}

/** What policies alone can tell, once they are compiled: where anyone may call an agent, or write what it reads. Seldom anything. */
function withTaint(
  draft: Draft,
  whole: Indexed,
  answers: AccessAnswers,
  marks: readonly MarkOnPlane[],
): Indexed {
  let kept: NodeAccess | null = null;
  const access = (): NodeAccess => (kept ??= createNodeAccess(whole.graph, answers, () => false));
  const edges = strangerTaint(whole.index, access);
  const doors = openDoors(whole.index, access);
  if (edges.length + doors.length === 0) return whole;
  addInternet(draft, [...edges.flatMap(({ evidence }) => evidence.slice(0, 1)), ...doors]);
  addTaint(draft, edges);
  return indexOf(freezeGraph(draft), marks);
}

/** One gap for each log, since all its marks are lost by one silence. */
function silentLogs(doubted: readonly DoubtedMark[]): readonly Gap[] {
  const whyOf = new Map(doubted.map(({ mark, why }) => [mark.scope, why]));
  return [...whyOf].map(([scope, why]) => ({
    where: scope.replace(':', ' '),
    reason: 'not-handed-over',
    detail: `${why}: log files may be missing, so of nobody is it said that they never did what is logged there`,
  }));
}

/**
 * Joins all facts into one graph. Never throws on facts, whatever they say: an edge without a legal row or without an end,
 * and a join that has two answers, become gaps. Independent of the order of batches and facts.
 */
export function buildGraph(handed: readonly FactBatch[], options: GraphOptions = {}): BuiltGraph {
  const batches = tellNamesakesApart(handed);
  const draft = createDraft();
  // All nodes before any edge: whether an edge is legal depends on what kinds its ends turned out to be.
  registerNodes(batches, draft);
  registerEdges(batches, draft);
  registerMarks(batches, draft);
  climb(draft, batches);
  const graph = freezeGraph(draft);
  // Access is compiled over the joined assets, since policies name ARNs that only the join has brought together.
  const unknown = unknownCallers(graph, draft.marks);
  for (const id of unknown) draft.gaps.push(unknownCaller(id));
  const marks = draft.marks.filter(
    ({ onlyWithCallers = [] }) => !onlyWithCallers.some((id) => unknown.has(id)),
  );
  const first = indexOf(graph, marks);
  draft.gaps.push(...silentLogs(first.doubted));
  const { policies } = draft;
  draft.gaps.push(...standaloneConflicts(first.index, policies));
  const answers = options.access?.({ index: first.index, policies, marks }) ?? noGrantsHandedOver();
  const joined = withTaint(draft, first, answers, marks);
  return {
    view: createGraphView({ ...joined, answers, policies, today: options.now?.slice(0, 10) ?? null }),
    gaps: inOrder(draft.gaps),
    rejectedEdges: inOrder(draft.rejected),
    unmatched: unmatchedOf(draft, assignmentsOf(batches)),
    edgeCount: joined.graph.edgeCount,
  };
}
