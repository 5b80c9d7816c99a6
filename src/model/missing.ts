import type { NodeId } from './fact.ts';

/**
 * What an open question waits for, by what a person would do about it. First what can be handed over or written down,
 * then what has to be looked at: a question that waits for several things is told under the first of them.
 */
export const MISSING_KINDS = [
  'account',
  'telemetry',
  'classification',
  'charters',
  'approvals',
  'sanctions',
  'agreement',
  'catalogue',
  'repository',
  'code',
  'network',
  'other',
] as const;
export type MissingKind = (typeof MISSING_KINDS)[number];

/** One reason why a question is open. */
export interface Missing {
  readonly kind: MissingKind;
  /** One clause for a person: what was not seen, of what. */
  readonly what: string;
  /** The asset of which it was not seen; null where it is a whole register or export. */
  readonly at: NodeId | null;
}

/** In order, each clause once. */
export function distinctMissing(all: readonly Missing[]): readonly Missing[] {
  return [...new Map(all.map((one) => [one.what, one])).values()];
}
