import { ACCESS_VERBS, type EdgeKind, type MarkOnPlane, type Missing, type Plane } from '#model';
import type { GraphNode } from '#graph';
import { allOf, cannotTell, NO, yes, type Answer } from './answer.ts';
import { coincidencesOf } from './coincidence.ts';
import { watchedHours } from './closed-world.ts';
import { detailOf, missingMark, nothingSeen, type Compared } from './difference-text.ts';
import { doubtsOver } from './log-doubts.ts';
import { missingOfVerdict, onlyFailed } from './missing-text.ts';
import { isOnlyTried } from './only-tried.ts';
import { linesOn, type Line } from './plane-lines.ts';
import { predicateNamed } from './predicates/index.ts';
import { numberOf, type HoldsAll, type RuleContext } from './rule-context.ts';
import type { Differs } from './rule-schema.ts';

/**
 * The difference of two planes: yes with every edge of the asset that is on one and proven to be missing on the other. A
 * silence proves something only inside a mark of the other plane (a list that is whole, a log that was watched for long
 * enough). Quiet needs more than no difference: that the edges of the first plane were all there to be compared.
 */
export function differs(test: Differs, node: GraphNode, context: RuleContext, holdsAll: HoldsAll): Answer {
  const { lines, missing } = linesOn(test, node, context, holdsAll);
  const found: Found = {
    ...{ absent: [], unproven: [], unprovenHours: 0, doubted: [], excused: [] },
    missing: [...missing],
  };
  for (const line of lines) {
    const other = isThere(line, test.notOn, context);
    if (other === true) continue;
    if (test.on === 'observed' && isOnlyTried(line.to, context.view)) {
      found.missing.push(onlyFailed(line.to));
      continue;
    }
    const excused = excuse(test, line, node, context);
    if (excused.is === 'yes') {
      found.excused.push({ line, why: excused.detail });
      continue;
    }
    if (excused.is === 'cannot-tell') found.missing.push(...excused.missing);
    else if (other === 'unknown') found.missing.push(...unknownGrant(line, context));
    else if (other === 'denied') found.absent.push({ line, hours: null });
    else judge(test, line, found, context);
  }
  const { absent } = found;
  if (absent.length > 0) {
    const evidence = absent.flatMap(({ line }) => line.evidence);
    const detail = detailOf(test, found, context);
    // Of what is used and nobody declared, the moments are all that tells what it may have done.
    const isUndeclared = test.on === 'observed' && test.notOn === 'declared' && node.kind === 'tool';
    const together = isUndeclared ? coincidencesOf(node, context.view) : [];
    return yes(
      [...evidence, ...together.flatMap((one) => one.evidence)],
      [detail, ...together.map(({ said }) => said)].join('; '),
    );
  }
  if (lines.length === 0 && test.on === 'observed' && missing.length === 0)
    found.missing.push(nothingSeen(test, node));
  found.missing.push(...missingMark(test, node, found, context));
  return found.missing.length > 0 ? cannotTell(...found.missing) : NO;
}

interface Found extends Compared {
  readonly missing: Missing[];
}

/** Unwatched is not unused, and unlisted is not undeclared. */
function judge(
  { notOn, watchedHours: least, latestDays }: Differs,
  line: Line,
  found: Found,
  context: RuleContext,
): void {
  const marks = marksOver(line, notOn, context);
  const latest = latestDays === undefined ? undefined : numberOf(latestDays, context);
  const hours = Math.max(
    0,
    ...marks.map((mark) => watchedHours(mark, [line.from, line.to], context, latest) ?? 0),
  );
  const isProven = notOn === 'observed' ? hours >= numberOf(least ?? 0, context) : true;
  const doubts = notOn === 'observed' ? doubtsOver(line, marks, context) : [];
  if (doubts.length > 0) found.doubted.push({ line, why: doubts.join(', ') });
  else if (marks.length > 0 && isProven)
    found.absent.push({ line, hours: notOn === 'observed' ? hours : null });
  else {
    found.unproven.push(line);
    found.unprovenHours = Math.max(found.unprovenHours, hours);
  }
}

/** Marks that close the edges of this kind where it starts, or at its other end those at assets of that kind. */
function marksOver({ from, edge, to }: Line, plane: Plane, { view }: RuleContext): readonly MarkOnPlane[] {
  return [
    ...view.complete(from, { edge, plane, toKind: to.kind }),
    // Without a kind a mark speaks of edges that leave its scope; this one comes in.
    ...view.complete(to, { edge, plane, kind: to.kind }).filter((mark) => mark.kind === to.kind),
  ];
}

/** Whether the other plane has it: stored edges say so themselves, a grant is asked of the policies. */
function isThere(line: Line, plane: Plane, { view }: RuleContext): boolean | 'denied' | 'unknown' {
  const verb = accessVerb(line.edge);
  if (plane === 'granted' && verb !== null) {
    const { kind } = view.access(line.from.id, verb, line.to.id);
    return kind === 'deny' ? 'denied' : kind === 'unknown' ? 'unknown' : true;
  }
  return view
    .out(line.from.id, line.edge)
    .some((one) => one.to === line.to.id && one.planes.some((seen) => seen.plane === plane));
}

function unknownGrant(line: Line, { view }: RuleContext): readonly Missing[] {
  const verb = accessVerb(line.edge);
  const verdict = verb === null ? null : view.access(line.from.id, verb, line.to.id);
  return verdict === null ? [] : missingOfVerdict(verdict, line.from);
}

function accessVerb(edge: EdgeKind): (typeof ACCESS_VERBS)[number] | null {
  return ACCESS_VERBS.find((verb) => edge === `can-${verb}`) ?? null;
}

function excuse({ unless }: Differs, line: Line, node: GraphNode, context: RuleContext): Answer {
  if (unless === undefined) return NO;
  const asked = { sink: line.far, verb: accessVerb(line.edge) ?? line.edge };
  return allOf(predicateNamed(unless)(node, context, asked).map((one) => one.answer));
}
