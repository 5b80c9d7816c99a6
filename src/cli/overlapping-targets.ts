import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Target } from '#collect';

/** A target before it is opened; `root` is absolute. */
export interface PlacedTarget {
  readonly target: Target;
  readonly root: string;
  /** The configuration gives it a name or a kind of its own. */
  readonly isNamed: boolean;
}

/**
 * Every file belongs to one target: read twice, an asset would be two. What lies inside another target of its kind is left out
 * (`scan a a/b` is `scan a`), since code is read best with all that it imports. Where the configuration names it, or its kind is
 * another, the outer target leaves it out.
 *
 * @returns The targets that remain, in their order; `without` are paths inside them, `/`-separated.
 */
export function setApart<T extends PlacedTarget>(
  targets: readonly T[],
): readonly (T & { readonly without: readonly string[] })[] {
  const placed = targets.map((one) => ({ one, real: realpathSync.native(one.root) }));
  const kept = placed.filter(({ one, real }, at) => {
    // The configuration is read as what it is, wherever it lies.
    if (one.target.kind === 'configuration') return true;
    return !placed.some(
      (other, otherAt) =>
        other.one.target.kind === one.target.kind &&
        // Of two that are the same folder the first stays.
        (other.real === real ? otherAt < at : !one.isNamed && isBelow(other.real, real)),
    );
  });
  return kept.map(({ one, real }) => ({
    ...one,
    without: kept
      .filter((other) => other.one.target.kind !== 'configuration' && isBelow(real, other.real))
      .map((other) => relative(real, other.real).split(sep).join('/')),
  }));
}

function isBelow(outer: string, inner: string): boolean {
  return inner !== outer && inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}
