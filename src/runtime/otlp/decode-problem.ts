import type { Gap } from '#model';

/** Bounds of one record. What is beyond them is left out and told; the record itself is kept. */
export const LIMITS = {
  /** Attributes kept of one span, record or resource. */
  attributes: 1_024,
  /** Nesting of lists and maps inside one value. */
  depth: 16,
  /** Members kept of one list or map inside a value. */
  members: 10_000,
  /** Events kept of one span. */
  events: 1_024,
} as const;

/**
 * What was left out while a request was decoded, counted by kind: a request of a million oversized spans is one gap with
 * a number, not a million gaps.
 */
export class DecodeProblems {
  readonly #counts = new Map<string, { reason: Gap['reason']; detail: string; count: number }>();

  /** How often anything was left out so far. */
  count = 0;

  add(reason: Gap['reason'], detail: string): void {
    this.count += 1;
    const key = `${reason} ${detail}`;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { reason, detail, count: 1 });
    else known.count += 1;
  }

  gaps(where: string): Gap[] {
    return [...this.#counts.values()].map(({ reason, detail, count }) => ({
      where,
      reason,
      detail: count === 1 ? detail : `${detail} (${String(count)} times)`,
    }));
  }
}
