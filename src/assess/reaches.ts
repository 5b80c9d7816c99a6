import type { Evidence, Missing } from '#model';
import type { GraphNode, ReachPath } from '#graph';
import { verbsClause } from './attribute-text.ts';
import { allOf, cannotTell, NO, yes, type Answer } from './answer.ts';
import { isSelected } from './edge-conditions.ts';
import { missingOfPath, missingOfSearch } from './missing-text.ts';
import { predicateNamed } from './predicates/index.ts';
import { sightingsOf } from './path-sightings.ts';
import type { HoldsAll, RuleContext, SubjectAnswer } from './rule-context.ts';
import type { Leg, Reaches } from './rule-schema.ts';

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

/** Whose reach is asked, and by what its sinks are judged. */
interface Asked {
  readonly start: GraphNode;
  readonly context: RuleContext;
  readonly holdsAll: HoldsAll;
}

/** The same leg asked two ways: each sink for itself, and whether anything is reached at all. */
interface LegAnswer {
  readonly bySink: readonly SubjectAnswer[];
  /** What stopped the search, whatever was found before it: behind it may be sinks that nobody has named. */
  readonly stopped: readonly Missing[];
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
): Unexcused {
  const { unless } = leg;
  const told = new Map<ReachPath['verb'], string>();
  // Without an excuse every path stands.
  if (unless === undefined) return { left: paths, missing: [], told };
  const left: ReachPath[] = [];
  const missing: Missing[] = [];
  for (const path of paths) {
    // A path whose excuse cannot be told is kept out of the proof and told as missing: neither a finding nor a
    // pass.
    const asked = predicateNamed(unless)(start, context, { sink, verb: path.verb });
    const excused = allOf(asked.map((one) => one.answer));
    for (const one of asked) if (one.told !== undefined) told.set(path.verb, one.told);
    if (excused.is === 'no') left.push(path);
    if (excused.is === 'cannot-tell') missing.push(...excused.missing);
  }
  return { left, missing, told };
}

/** `told`: of verbs for which there is an excuse that does not hold. */
interface Unexcused {
  readonly left: readonly ReachPath[];
  readonly missing: readonly Missing[];
  readonly told: ReadonlyMap<ReachPath['verb'], string>;
}

/** The statements that give the access: they prove it, where a list of stores shows only that there is one. */
function grantsOf(paths: readonly ReachPath[]): readonly Evidence[] {
  return paths.flatMap(({ hops }) => {
    const last = hops.at(-1);
    return last?.kind !== 'computed'
      ? []
      : last.verdict.proof
          .filter(
            ({ effect, policyType }) =>
              effect === 'allow' && (policyType === 'identity' || policyType === 'resource'),
          )
          .flatMap(({ evidence }) => evidence.slice(0, 1));
  });
}

/**
 * Yes with every certain path; cannot-tell where only unknown ones are left. The sink's own conditions are joined
 * last, since a store of unknown sensitivity must not become a finding about sensitive data.
 */
function sinkAnswer(
  leg: Leg,
  sink: GraphNode,
  paths: readonly ReachPath[],
  { start, context, holdsAll }: Asked,
): Answer {
  const { left, missing, told } = unexcused(leg, sink, paths, context, start);
  if (left.length === 0 && missing.length === 0) return NO;
  const fits = isSelected(leg.to, sink, context, holdsAll);
  const sure = left.filter(certain).sort((a, b) => VERB_ORDER.indexOf(a.verb) - VERB_ORDER.indexOf(b.verb));
  const seen = sightingsOf(sure, context.view);
  const said = sure.map(({ verb }) => {
    const [times] = seen.flatMap((one) => (one.verb === verb ? one.said : []));
    const notes = [conditionOf(sure, verb), times ?? '', told.get(verb) ?? ''].filter((one) => one !== '');
    return notes.length === 0 ? verb : `${verb} (${notes.join('; ')})`;
  });
  const verbs = verbsClause([...new Set(said)]);
  const reached: Answer =
    sure.length > 0
      ? yes(
          [...grantsOf(sure), ...seen.flatMap((one) => one.evidence), ...sink.evidence.slice(0, 1)],
          verbs,
          sure,
        )
      : cannotTell(...missing, ...left.flatMap(missingOfPath));
  return allOf([reached, fits.is === 'yes' ? { ...fits, detail: '' } : fits]);
}

/** Guards that one clause names. */
const MOST_GUARDS = 2;

/** Under what the verb is reached, by the way that asks least; empty where some way asks nothing. */
function conditionOf(paths: readonly ReachPath[], verb: ReachPath['verb']): string {
  const ways = paths.filter((path) => path.verb === verb);
  if (ways.some(({ certainty }) => certainty === 'certain')) return '';
  const [least] = ways.map(({ guards }) => guards).sort((a, b) => a.length - b.length);
  if (least === undefined || least.length === 0) return '';
  const more = least.length - MOST_GUARDS;
  const named = [...least.slice(0, MOST_GUARDS), ...(more > 0 ? [`${String(more)} more`] : [])];
  return `if ${named.join(' and ')}`;
}

/** One leg: every sink of the right kind that is reached, each with its own answer. */
function reachLeg(leg: Leg, asked: Asked): LegAnswer {
  const { start, context, holdsAll } = asked;
  const { view } = context;
  const answer = view.reach(start.id, {
    modes: leg.modes,
    verbs: leg.verbs,
    // Sinks that do not fit for certain are dropped here; those that may fit are asked again with their reason.
    sinks: (node) => isSelected(leg.to, node, context, holdsAll).is !== 'no',
    ...(leg.planes === undefined ? {} : { planes: leg.planes }),
    ...(leg.withoutGuards === undefined ? {} : { withoutGuards: leg.withoutGuards }),
  });
  const bySink = new Map<string, ReachPath[]>();
  for (const path of answer.paths) bySink.set(path.sink, [...(bySink.get(path.sink) ?? []), path]);
  const subjects: SubjectAnswer[] = [];
  for (const [id, paths] of bySink) {
    const sink = view.node(id);
    if (sink !== null) subjects.push({ subject: id, answer: sinkAnswer(leg, sink, paths, asked) });
  }
  const stopped = missingOfSearch(answer.unknown);
  const sure = subjects.filter((one) => one.answer.is === 'yes');
  if (sure.length > 0) {
    const names = sure.map((one) => view.node(one.subject ?? '')?.name ?? one.subject).join(', ');
    const all = allOf(sure.map((one) => one.answer));
    const whole = all.is === 'yes' ? { ...all, detail: `${leg.name}: ${names}` } : all;
    return { bySink: subjects, stopped, whole };
  }
  // No sink is reached for certain. What stopped the search is as good a reason as a sink in doubt: a pass would
  // claim both.
  const missing = [
    ...subjects.flatMap((one) => (one.answer.is === 'cannot-tell' ? one.answer.missing : [])),
    ...stopped,
  ];
  return { bySink: subjects, stopped, whole: missing.length > 0 ? cannotTell(...missing) : NO };
}

/** All legs from one start; with `each`, one answer for every sink of the only leg. */
export function reaches(
  test: Reaches,
  start: GraphNode,
  context: RuleContext,
  holdsAll: HoldsAll,
): readonly SubjectAnswer[] {
  const legs = test.legs.map((leg) => reachLeg(leg, { start, context, holdsAll }));
  const [only] = legs;
  // The schema's `each` means one finding a store; with several legs there is no one store to speak of.
  if (test.each && only !== undefined && legs.length === 1) {
    const told = only.bySink.filter((one) => one.answer.is !== 'no');
    // All quiet or nothing reached: the leg as a whole says which, and with what missing.
    if (told.length === 0) return [{ subject: null, answer: only.whole }];
    // A store that was found settles nothing about the others: where the search had to stop stays a question of
    // its own.
    return only.stopped.length === 0
      ? told
      : [...told, { subject: null, answer: cannotTell(...only.stopped) }];
  }
  return [{ subject: null, answer: allOf(legs.map((leg) => leg.whole)) }];
}
