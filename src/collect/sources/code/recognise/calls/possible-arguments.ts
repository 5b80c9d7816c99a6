import type { Condition, Located } from '../../resolve/resolver.ts';

/** What stands at an argument: given with its place, known to be left out, or hidden by something that was not resolved. */
export type Argument =
  | {
      readonly kind: 'given';
      readonly at: Located;
      /** Left out where it is always this. */
      readonly unsure?: Unsure;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** What may stand at an argument, and what decides whether it does. */
interface Possible {
  readonly at: Located;
  readonly when: Condition | undefined;
}

/** Where something else may stand in place of what was found. */
interface Unsure {
  /** What decides whether it is given at all. */
  readonly when: Condition | undefined;
  /** What may be given instead. */
  readonly others: readonly Possible[];
  /** Something that was not read may say otherwise. */
  readonly isOpen: boolean;
  /** In some cases nothing is given. */
  readonly mayLack: boolean;
}

export type Given = Extract<Argument, { kind: 'given' }>;

// Left out is known; hidden is not: a rule may conclude from the first alone.
export const ABSENT: Argument = { kind: 'absent' };
export const UNKNOWN: Argument = { kind: 'unknown' };
const SURE: Unsure = { when: undefined, others: [], isOpen: false, mayLack: false };

/** A key of what is itself not sure is no surer. */
export function unsureWithin(found: Argument, { unsure: outer }: Given): Argument {
  if (outer === undefined) return found;
  // What stands in the others is not followed.
  const open = outer.isOpen || outer.others.length > 0;
  if (found.kind !== 'given') return open ? UNKNOWN : found;
  const { when, others, isOpen, mayLack } = found.unsure ?? SURE;
  return {
    ...found,
    unsure: {
      when: when ?? outer.when,
      others,
      isOpen: isOpen || open,
      mayLack: mayLack || outer.mayLack,
    },
  };
}

/** null and undefined leave an argument out: they are the cases in which nothing is given. */
export function withoutNull(found: Argument): Argument {
  if (found.kind !== 'given') return found;
  const { unsure } = found;
  const isNull = found.at.expr.kind === 'null';
  if (unsure === undefined) return isNull ? ABSENT : found;
  const all = possible(found);
  const [first, ...others] = all.filter(({ at }) => at.expr.kind !== 'null');
  if (first === undefined) return unsure.isOpen ? UNKNOWN : ABSENT;
  if (others.length === all.length - 1) return found;
  return { kind: 'given', at: first.at, unsure: { ...unsure, when: first.when, others, mayLack: true } };
}

/** What is given where the first may be left out. */
export function orElse(first: Given | null, second: Argument): Argument {
  if (first === null || second.kind === 'absent') return first ?? second;
  if (second.kind === 'unknown') return replaceable(first);
  const { when, others, isOpen } = first.unsure ?? SURE;
  const { isOpen: alsoOpen, mayLack } = second.unsure ?? SURE;
  return {
    ...first,
    unsure: { when, others: [...others, ...possible(second)], isOpen: isOpen || alsoOpen, mayLack },
  };
}

/** Something that was not read may stand there instead. */
export function replaceable(found: Given): Given {
  return { ...found, unsure: { ...(found.unsure ?? SURE), isOpen: true } };
}

/** Everything that was found to stand at an argument, in one case or another. */
export function possible(found: Argument): readonly Possible[] {
  if (found.kind !== 'given') return [];
  return [{ at: found.at, when: found.unsure?.when }, ...(found.unsure?.others ?? [])];
}

/** Whether something that was not read may stand at an argument, or decide what does. */
export function isHidden(found: Argument): boolean {
  return found.kind === 'unknown' || (found.kind === 'given' && found.unsure?.isOpen === true);
}

/** Whether nothing is given, in some cases or in all. */
export function mayBeAbsent(found: Argument): boolean {
  return found.kind !== 'given' || found.unsure?.mayLack === true;
}
