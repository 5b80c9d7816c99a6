import type { AccessVerb, CompleteMark, Evidence } from '#model';
import type { AccessPair } from '#graph';
import { cannotTell, NO, yes } from '../answer.ts';
import { numberOf, type Predicate, type RuleContext } from '../rule-context.ts';

/** What a log of data access can show; invoke and configure are logged elsewhere, if at all. */
const VERBS: readonly AccessVerb[] = ['read', 'write', 'admin'];
const HOUR_MS = 3_600_000;

/**
 * Access that is granted and was not used while it was watched. Only pairs that a log with a completeness mark would have
 * shown count, and only when the watched window is long enough (param watchedHours).
 */
export const grantedNeverObserved: Predicate = (node, context) => {
  const needed = numberOf('$watchedHours', context);
  const unused: AccessPair[] = [];
  // Grants that no log would have shown: they keep a quiet answer from being given.
  let unwatched = 0;
  // Grants that were not handed over could be the unused ones.
  const marks = context.view.complete(node, { kind: 'policy' });
  const unseen = marks.some((mark) => mark.policyType === 'identity')
    ? []
    : [`the identity policies of ${node.kind} ${node.name} were not all handed over`];
  for (const verb of VERBS) {
    for (const pair of context.view.accessibleBy(node.id, verb)) {
      if (pair.verdict.kind === 'unknown') unseen.push(...pair.verdict.missing);
      // What is denied or unknown is no grant yet.
      if (pair.verdict.kind !== 'allow' && pair.verdict.kind !== 'conditional') continue;
      if (isUsed(pair, context) || isPublic(pair, context)) continue;
      if (watchedHours(pair, context) >= needed) unused.push(pair);
      else unwatched += 1;
    }
  }
  if (unused.length > 0) {
    return [{ subject: null, answer: yes(grantsOf(unused), sentence(unused, context)) }];
  }
  if (unwatched > 0)
    unseen.push(`${String(unwatched)} grants of ${node.name} were not watched for ${String(needed)} hours`);
  const answer = unseen.length > 0 ? cannotTell(...new Set(unseen)) : NO;
  return [{ subject: null, answer }];
};

/** The statements that grant it: what is to be narrowed. What merely does not stop it (SCP, RCP, boundary) is no news here. */
function grantsOf(unused: readonly AccessPair[]): readonly Evidence[] {
  const steps = unused.flatMap((pair) => pair.verdict.proof);
  return steps
    .filter(
      (step) => step.effect === 'allow' && (step.policyType === 'identity' || step.policyType === 'resource'),
    )
    .flatMap((step) => step.evidence);
}

/** What anyone may read is no privilege. */
function isPublic(pair: AccessPair, { view }: RuleContext): boolean {
  const node = view.node(pair.resource);
  const reading = node === null ? null : view.attribute(node, 'sensitivity');
  return pair.verb === 'read' && reading?.kind === 'known' && reading.value === 'public';
}

function isUsed(pair: AccessPair, { view }: RuleContext): boolean {
  return view
    .out(pair.principal, `can-${pair.verb}`)
    .some((edge) => edge.to === pair.resource && edge.planes.some((plane) => plane.plane === 'observed'));
}

/** The longest window in which the log of the store or of the identity was complete; 0 where none was. */
function watchedHours(pair: AccessPair, { view }: RuleContext): number {
  const marks = [pair.resource, pair.principal].flatMap((id) => {
    const node = view.node(id);
    return node === null ? [] : view.complete(node, { edge: `can-${pair.verb}` });
  });
  return Math.max(0, ...marks.map(hours));
}

function hours(mark: CompleteMark): number {
  if (mark.from === null || mark.to === null) return 0;
  return (Date.parse(mark.to) - Date.parse(mark.from)) / HOUR_MS;
}

function sentence(unused: readonly AccessPair[], context: RuleContext): string {
  const byVerb = VERBS.flatMap((verb) => {
    const names = unused
      .filter((pair) => pair.verb === verb)
      .map((pair) => context.view.node(pair.resource)?.name ?? pair.resource);
    return names.length > 0 ? [`${verb} ${names.join(', ')}`] : [];
  });
  // The shortest of them, so that the sentence is true of every grant it names.
  const shortest = Math.min(...unused.map((pair) => watchedHours(pair, context)));
  return `never used in ${String(Math.round(shortest))} watched hours: ${byVerb.join('; ')}`;
}
