import type { BodyFrame } from './body-frame.ts';
import { signatureOf } from './frame-signature.ts';

interface Visit {
  readonly passed: Set<string>;
  /** It comes to a call for which it matters what was passed; said of every function until it was walked once. */
  reaches: boolean;
}

/** Which functions were walked, with what: again where something else is passed to what touches anything, so that recursion ends. */
export class VisitedFrames {
  readonly #visits = new Map<string, Visit>();
  #walked = 0;
  #deciding = 0;

  /** Functions walked so far, each counted again where it was walked again. */
  get count(): number {
    return this.#walked;
  }

  /** A call for which it matters what was passed. */
  decides(): void {
    this.#deciding += 1;
  }

  /** Null where there is nothing new to be found in it. */
  visit(frame: BodyFrame): Visit | null {
    const key = `${frame.module.path} ${String(frame.fn.scope)} ${[...frame.chosen].sort().join()}`;
    const visit = this.#visits.get(key) ?? { passed: new Set<string>(), reaches: true };
    const signature = signatureOf(frame);
    if (visit.passed.has(signature) || !visit.reaches) {
      // Whoever calls it comes to what it comes to.
      if (visit.reaches) this.#deciding += 1;
      return null;
    }
    this.#visits.set(key, visit);
    visit.passed.add(signature);
    return visit;
  }

  walk(visit: Visit, walk: () => void): void {
    this.#walked += 1;
    const before = this.#deciding;
    walk();
    // What it comes to with one thing passed it may come to with any other.
    if (visit.passed.size === 1) visit.reaches = this.#deciding > before;
  }
}
