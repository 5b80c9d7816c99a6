/** OpenTelemetry and CloudTrail are younger; what claims to be older has a broken clock or none. */
const EARLIEST_MS = Date.UTC(2010, 0, 1);
/** A day: the clocks of other machines may be off. */
const CLOCK_SKEW_MS = 24 * 3_600_000;

/** Whether a record may say this time: a future or a zero would stretch the watched window to what nobody watched. */
export function isPlausible(timeMs: number, nowMs: number): boolean {
  return timeMs >= EARLIEST_MS && timeMs <= nowMs + CLOCK_SKEW_MS;
}

/** The time from the first to the last record. */
export class WatchedWindow {
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  include(fromMs: number, toMs: number): void {
    this.#from = Math.min(this.#from, fromMs);
    this.#to = Math.max(this.#to, toMs);
  }

  /** ISO 8601 UTC; null where nothing was seen. */
  range(): { readonly from: string; readonly to: string } | null {
    if (this.#from > this.#to) return null;
    return { from: new Date(this.#from).toISOString(), to: new Date(this.#to).toISOString() };
  }
}
