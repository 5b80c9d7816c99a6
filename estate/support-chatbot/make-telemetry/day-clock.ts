import type { HrTime } from '@opentelemetry/api';

/** The day on which everything is said to have happened. */
const MIDNIGHT = Date.UTC(2026, 10, 20);

/** Moves what happens now to a minute of the watched day. Durations stay as they really were. */
export class DayClock {
  #offset = 0;

  /** From here on, now is that minute of the day. */
  startAt(minute: number): void {
    this.#offset = MIDNIGHT + minute * 60_000 - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  shift([seconds, nanoseconds]: HrTime): HrTime {
    const total = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds) + BigInt(this.#offset) * 1_000_000n;
    return [Number(total / 1_000_000_000n), Number(total % 1_000_000_000n)];
  }
}
