import {
  attributesSchema,
  edgeFact,
  ENTRY_KINDS,
  isLegalEdge,
  NODE_KINDS,
  STORE_KINDS,
  settingIn,
  type AssignmentFact,
  type FactBatch,
  type NodeKind,
} from '#model';
import { parseArn } from './aws-arn.ts';
import { compileMatcher, matchSubject, type MatchSubject } from './asset-matcher.ts';
import { valueKey } from './attribute-values.ts';
import { assetsOf, idOf, noteGap, type Draft } from './draft.ts';
import { addEdge } from './register.ts';

/** One attribute, or one edge whose other end is named. */
export type Assignment = AssignmentFact['assign'];

/** Each once, sorted by content: batches come in any order. */
export function assignmentsOf(batches: readonly FactBatch[]): readonly AssignmentFact[] {
  const all = batches.flatMap((batch) => batch.facts.filter((fact) => fact.fact === 'assignment'));
  const byKey = new Map(all.map((one) => [JSON.stringify(one), one]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function isAttribute(assign: Assignment): assign is Extract<Assignment, { attribute: string }> {
  return 'attribute' in assign;
}

/** Read when it is applied: joins change what an asset is known by. */
function subjectsByKind(draft: Draft): ReadonlyMap<NodeKind, readonly MatchSubject[]> {
  const byKind = new Map<NodeKind, MatchSubject[]>();
  for (const slot of assetsOf(draft, ...NODE_KINDS)) {
    const subject = matchSubject(draft, slot);
    const list = byKind.get(subject.kind);
    if (list === undefined) byKind.set(subject.kind, [subject]);
    else list.push(subject);
  }
  return byKind;
}

const OUTSIDE_KINDS: ReadonlySet<NodeKind> = new Set<NodeKind>(ENTRY_KINDS);
const STORES: ReadonlySet<NodeKind> = new Set<NodeKind>(STORE_KINDS);

/**
 * Whom a file names and nobody of the organisation wrote: whoever owns the path owns neither the internet nor a stranger, nor
 * a store that the file reads. A matcher that names the kind itself still means them.
 */
function isMeant({ where, assign }: AssignmentFact, kind: NodeKind): boolean {
  const isMerelyNamed = OUTSIDE_KINDS.has(kind) || (isOwner(assign) && STORES.has(kind));
  return where.kinds?.includes(kind) ?? (where.paths === undefined || !isMerelyNamed);
}

/** Kinds that cannot carry the attribute, or stand at that end of the edge, are not meant by a matcher that finds them. */
function canCarry(draft: Draft, kind: NodeKind, assign: Assignment): boolean {
  if (isAttribute(assign))
    return attributesSchema(kind).safeParse({ [assign.attribute]: assign.value }).success;
  const end = 'from' in assign ? assign.from : assign.to;
  // Nobody: anything can be without an owner.
  if (end === null) return true;
  const other = draft.slotOf.get(end);
  // An end that nobody describes is reported by addEdge.
  if (other === undefined) return true;
  const otherKind = draft.kinds[other] ?? 'host';
  return 'from' in assign
    ? isLegalEdge(otherKind, assign.edge, kind)
    : isLegalEdge(kind, assign.edge, otherKind);
}

/** Whether an assignment that matches an asset of this kind says anything of it. */
export function canBeSaidOf(draft: Draft, fact: AssignmentFact, kind: NodeKind): boolean {
  return isMeant(fact, kind) && canCarry(draft, kind, fact.assign);
}

function assignAttribute(draft: Draft, subject: MatchSubject, fact: AssignmentFact): void {
  if (!isAttribute(fact.assign)) return;
  setAttribute(draft, subject, fact.assign, fact);
}

function setAttribute(
  draft: Draft,
  subject: MatchSubject,
  { attribute, value }: Extract<Assignment, { attribute: string }>,
  fact: AssignmentFact,
): void {
  const held = draft.assigned.get(subject.slot) ?? [];
  draft.assigned.set(subject.slot, held);
  // It is applied more than once as assets join, and must not conflict with itself.
  const repeats = held.some(
    (one) =>
      one.attribute === attribute &&
      one.precedence === fact.precedence &&
      valueKey(one.value) === valueKey(value),
  );
  if (!repeats) held.push({ attribute, value, precedence: fact.precedence, evidence: fact.evidence });
}

function assignEdge(draft: Draft, subject: MatchSubject, fact: AssignmentFact): void {
  const { assign } = fact;
  if (isAttribute(assign)) return;
  const { edge } = assign;
  const own = idOf(draft, subject.slot);
  const other = 'from' in assign ? assign.from : assign.to;
  // An edge to nobody cannot be drawn: that nobody owns it is told by the attribute.
  if (other === null) {
    setAttribute(draft, subject, { attribute: 'owner', value: null }, fact);
    return;
  }
  if (edge === 'deployed-as' && isSeenElsewhere(draft, subject, other)) return;
  const ends = 'from' in assign ? { from: other, to: own } : { from: own, to: other };
  // Said outright by the organisation: the first rung.
  const rung = edge === 'deployed-as' || edge === 'runs-as' ? 1 : null;
  addEdge(draft, edgeFact({ ...ends, edge, rung, evidence: fact.evidence }));
}

/** What telemetry has shown in another account does not run on the workload, whatever its service is called. */
function isSeenElsewhere(draft: Draft, { ids }: MatchSubject, workload: string): boolean {
  const account = parseArn(workload)?.account ?? '';
  const seen = ids.flatMap((id) => settingIn(id).account ?? []);
  if (account === '' || seen.length === 0 || seen.includes(account)) return false;
  noteGap(draft, {
    where: workload,
    reason: 'unresolved',
    detail: `deployed-as: ${ids.join(', ')} was seen in account ${seen.join(', ')}`,
  });
  return true;
}

/** Only the last word counts: of the owners that match, those of the highest precedence. */
function winningOwners(
  matched: readonly { readonly subject: MatchSubject; readonly fact: AssignmentFact }[],
): ReadonlyMap<number, number> {
  const highest = new Map<number, number>();
  for (const { subject, fact } of matched)
    highest.set(subject.slot, Math.max(highest.get(subject.slot) ?? -Infinity, fact.precedence));
  return highest;
}

/**
 * Applies those assignments that `wanted` accepts. It is called more than once: explicit workloads and systems before
 * the ladder is climbed, since it climbs on them; everything else when assets have joined.
 */
export function applyAssignments(
  draft: Draft,
  assignments: readonly AssignmentFact[],
  wanted: (assign: Assignment) => boolean,
): void {
  const chosen = assignments.filter((fact) => wanted(fact.assign));
  if (chosen.length === 0) return;
  const byKind = subjectsByKind(draft);
  const matched = chosen.flatMap((fact) => {
    const matches = compileMatcher(fact.where);
    const found = [...byKind].filter(([kind]) => isMeant(fact, kind));
    const meant = found.filter(([kind]) => canCarry(draft, kind, fact.assign));
    const subjects = meant.flatMap(([, list]) => list.filter(matches));
    if (subjects.length === 0) noteUnmatched(draft, fact);
    return subjects.map((subject) => ({ subject, fact }));
  });
  const owners = winningOwners(matched.filter(({ fact }) => isOwner(fact.assign)));
  for (const { subject, fact } of matched) {
    // CODEOWNERS has one line a file, the last that matches; every other edge adds up.
    if (isOwner(fact.assign) && owners.get(subject.slot) !== fact.precedence) continue;
    assignAttribute(draft, subject, fact);
    assignEdge(draft, subject, fact);
  }
}

function isOwner(assign: Assignment): boolean {
  return 'edge' in assign && assign.edge === 'owned-by';
}

/** CODEOWNERS speaks of many paths without an asset; a workload or identity that found nobody is a broken join. */
function noteUnmatched(draft: Draft, fact: AssignmentFact): void {
  const { assign } = fact;
  if (isAttribute(assign) || (assign.edge !== 'deployed-as' && assign.edge !== 'runs-as')) return;
  noteGap(draft, {
    where: assign.to,
    reason: 'unresolved',
    detail: `${assign.edge}: its matcher finds no asset`,
  });
}
