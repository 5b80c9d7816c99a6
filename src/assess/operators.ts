import type { GraphEdge, GraphNode, ReachPath } from '#graph';
import { allOf, cannotTell, NO, yes, type Answer } from './answer.ts';
import { holdsAll, predicateNamed } from './condition.ts';
import { numberOf, type RuleContext, type SubjectAnswer } from './rule-context.ts';
import type { Count, Lacks, Leg, Rule, Shared } from './rule-schema.ts';

/**
 * The part that lacks, count and shared have in common: which edge, which way, and what must be at its other end.
 */
interface EdgeTest {
  readonly edge: Count['edge'];
  readonly direction: 'in' | 'out';
  readonly other?: Count['other'];
  /** Only edges with evidence on this plane; without it any plane will do. */
  readonly plane?: Count['plane'];
}

/** Other ends that fit for certain, and why it could not be told of the rest. */
interface Neighbours {
  readonly sure: readonly { readonly edge: GraphEdge; readonly node: GraphNode }[];
  readonly unsure: readonly string[];
}

function neighbours(test: EdgeTest, node: GraphNode, context: RuleContext): Neighbours {
  const { view } = context;
  const edges = test.direction === 'out' ? view.out(node.id, test.edge) : view.into(node.id, test.edge);
  const sure: { edge: GraphEdge; node: GraphNode }[] = [];
  const unsure: string[] = [];
  for (const edge of edges) {
    // A candidate by name alone is asked about, never counted: two things may be called alike.
    if (edge.rung === 4) continue;
    if (test.plane !== undefined && !edge.planes.some((one) => one.plane === test.plane)) continue;
    const far = view.node(test.direction === 'out' ? edge.to : edge.from);
    if (far === null || (test.other !== undefined && !test.other.kinds.includes(far.kind))) continue;
    const fits = holdsAll(test.other?.where ?? [], far, context);
    if (fits.is === 'yes') sure.push({ edge, node: far });
    if (fits.is === 'cannot-tell') unsure.push(...fits.missing);
  }
  return { sure, unsure };
}

/** One place for each edge and plane: enough to look at, and a finding stays readable. */
function proofOf(test: EdgeTest, found: Neighbours): ReturnType<typeof yes> {
  return yes(
    found.sure.flatMap(({ edge }) => edge.planes.flatMap((one) => one.evidence.slice(0, 1))),
    `${test.edge}: ${[...new Set(found.sure.map(({ node }) => node.name))].join(', ')}`,
  );
}

/** Absence means something only inside a closed-world mark; outside it the answer is cannot-tell. */
export function lacks(test: Lacks, node: GraphNode, context: RuleContext): Answer {
  const found = neighbours(test, node, context);
  if (found.sure.length > 0) return NO;
  // Something is there that may be it: even a complete list cannot make that an absence.
  if (found.unsure.length > 0) return cannotTell(...found.unsure);
  const { kind, edge } = test.within;
  const marks = context.view.complete(node, {
    ...(kind === undefined ? {} : { kind }),
    ...(edge === undefined ? {} : { edge }),
  });
  if (marks.length === 0)
    return cannotTell(`nothing enumerated ${kind ?? edge ?? 'this'} for ${node.kind} ${node.name}`);
  // Nothing is nowhere, so the proof of an absence is where the asset itself was read.
  return yes(node.evidence.slice(0, 2));
}

/** At least n needs n that are seen; at most n needs a mark that all were seen. */
export function count(test: Count, node: GraphNode, context: RuleContext): Answer {
  const found = neighbours(test, node, context);
  // Were all the doubtful ones to fit. Between the sure and the most lies what cannot be told.
  const most = found.sure.length + found.unsure.length;
  const answers: Answer[] = [];
  if (test.atLeast !== undefined) {
    const least = numberOf(test.atLeast, context);
    if (found.sure.length >= least) answers.push(proofOf(test, found));
    else answers.push(most >= least ? cannotTell(...found.unsure) : NO);
  }
  if (test.atMost !== undefined) {
    const limit = numberOf(test.atMost, context);
    if (found.sure.length > limit) answers.push(NO);
    else if (found.unsure.length > 0) answers.push(cannotTell(...found.unsure));
    // A short list that nobody completed may go on.
    else if (context.view.complete(node, { edge: test.edge }).length === 0)
      answers.push(cannotTell(`not all ${test.edge} edges of ${node.name} were enumerated`));
    else answers.push(proofOf(test, found));
  }
  return allOf(answers);
}

/**
 * One thing joined by more different nodes than it should be. Counted are nodes, not edges: one holder seen in ten
 * places shares with nobody.
 */
export function shared(test: Shared, node: GraphNode, context: RuleContext): Answer {
  const found = neighbours(test, node, context);
  const limit = numberOf(test.moreThan, context);
  const distinct = new Set(found.sure.map((one) => one.node.id)).size;
  if (distinct > limit) return proofOf(test, found);
  return distinct + found.unsure.length > limit ? cannotTell(...found.unsure) : NO;
}

/** Least harm first: the path that is shown is the plainest that there is. */
const VERB_ORDER: readonly ReachPath['verb'][] = [
  'read',
  'write',
  'invoke',
  'configure',
  'execute',
  'admin',
  'egress',
];

/** The same leg asked two ways: each sink for itself, and whether anything is reached at all. */
interface LegAnswer {
  readonly bySink: readonly SubjectAnswer[];
  readonly whole: Answer;
}

/** Conditional counts: a guard may hold, and the path shows it. */
function certain(path: ReachPath): boolean {
  return path.certainty !== 'unknown';
}

/** Paths that nothing excuses, and why it could not be told of the others. */
function unexcused(
  leg: Leg,
  sink: GraphNode,
  paths: readonly ReachPath[],
  context: RuleContext,
  start: GraphNode,
): { readonly left: readonly ReachPath[]; readonly missing: readonly string[] } {
  const { unless } = leg;
  // Without an excuse every path stands.
  if (unless === undefined) return { left: paths, missing: [] };
  const left: ReachPath[] = [];
  const missing: string[] = [];
  for (const path of paths) {
    // A path whose excuse cannot be told is kept out of the proof and told as missing: neither a finding nor a
    // pass.
    const excused = allOf(
      predicateNamed(unless)(start, context, { sink, verb: path.verb }).map((one) => one.answer),
    );
    if (excused.is === 'no') left.push(path);
    if (excused.is === 'cannot-tell') missing.push(...excused.missing);
  }
  return { left, missing };
}

/** The verb, and how often the identity at the end of the path was seen doing it: can and did are different news. */
function verbText(path: ReachPath, { view }: RuleContext): string {
  const last = path.hops.at(-1);
  if (last?.kind !== 'computed') return path.verb;
  const edge = view.out(last.from, last.computed).find((one) => one.to === last.to);
  const count = edge?.planes.find((plane) => plane.plane === 'observed')?.count ?? null;
  return count === null ? path.verb : `${path.verb} (seen ×${String(count)})`;
}

/**
 * Yes with every certain path; cannot-tell where only unknown ones are left. The sink's own conditions are joined
 * last, since a store of unknown sensitivity must not become a finding about sensitive data.
 */
function sinkAnswer(
  leg: Leg,
  sink: GraphNode,
  paths: readonly ReachPath[],
  context: RuleContext,
  start: GraphNode,
): Answer {
  const { left, missing } = unexcused(leg, sink, paths, context, start);
  if (left.length === 0 && missing.length === 0) return NO;
  const fits = holdsAll(leg.to.where ?? [], sink, context);
  const sure = left.filter(certain).sort((a, b) => VERB_ORDER.indexOf(a.verb) - VERB_ORDER.indexOf(b.verb));
  const verbs = [...new Set(sure.map((path) => verbText(path, context)))].join(', ');
  const reached: Answer =
    sure.length > 0
      ? yes(sink.evidence.slice(0, 1), verbs, sure)
      : cannotTell(...new Set([...missing, ...left.flatMap((path) => path.missing)]));
  return allOf([reached, fits.is === 'yes' ? { ...fits, detail: '' } : fits]);
}

/** One leg: every sink of the right kind that is reached, each with its own answer. */
function reachLeg(leg: Leg, start: GraphNode, context: RuleContext): LegAnswer {
  const { view } = context;
  const answer = view.reach(start.id, {
    modes: leg.modes,
    verbs: leg.verbs,
    // Sinks that do not fit for certain are dropped here; those that may fit are asked again with their reason.
    sinks: (node) =>
      leg.to.kinds.includes(node.kind) && holdsAll(leg.to.where ?? [], node, context).is !== 'no',
    ...(leg.planes === undefined ? {} : { planes: leg.planes }),
    ...(leg.withoutGuards === undefined ? {} : { withoutGuards: leg.withoutGuards }),
  });
  const bySink = new Map<string, ReachPath[]>();
  for (const path of answer.paths) bySink.set(path.sink, [...(bySink.get(path.sink) ?? []), path]);
  const subjects: SubjectAnswer[] = [];
  for (const [id, paths] of bySink) {
    const sink = view.node(id);
    if (sink !== null) subjects.push({ subject: id, answer: sinkAnswer(leg, sink, paths, context, start) });
  }
  const sure = subjects.filter((one) => one.answer.is === 'yes');
  if (sure.length > 0) {
    const names = sure.map((one) => view.node(one.subject ?? '')?.name ?? one.subject).join(', ');
    const all = allOf(sure.map((one) => one.answer));
    return { bySink: subjects, whole: all.is === 'yes' ? { ...all, detail: `${leg.name}: ${names}` } : all };
  }
  // No sink is reached for certain. What stopped the search is as good a reason as a sink in doubt: a pass would
  // claim both.
  const missing = [
    ...subjects.flatMap((one) => (one.answer.is === 'cannot-tell' ? one.answer.missing : [])),
    ...answer.unknown.map((one) => one.why),
  ];
  return { bySink: subjects, whole: missing.length > 0 ? cannotTell(...new Set(missing)) : NO };
}

/** All legs from one start; with `each`, one answer for every sink of the only leg. */
export function reaches(
  test: NonNullable<Rule['reaches']>,
  start: GraphNode,
  context: RuleContext,
): readonly SubjectAnswer[] {
  const legs = test.legs.map((leg) => reachLeg(leg, start, context));
  const [only] = legs;
  // The schema's `each` means one finding a store; with several legs there is no one store to speak of.
  if (test.each && only !== undefined && legs.length === 1) {
    const told = only.bySink.filter((one) => one.answer.is !== 'no');
    // All quiet or nothing reached: the leg as a whole says which, and with what missing.
    return told.length > 0 ? told : [{ subject: null, answer: only.whole }];
  }
  return [{ subject: null, answer: allOf(legs.map((leg) => leg.whole)) }];
}
