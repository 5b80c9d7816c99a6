import type { Truth } from './truth-schema.ts';

/** A truth made false in one place, and a sentence that must then be among the differences. */
export interface Bite {
  readonly section: 'assets' | 'names' | 'edges' | 'access' | 'paths' | 'verdicts' | 'nearMisses' | 'seen';
  readonly what: string;
  readonly change: (truth: Truth) => void;
  readonly says: RegExp;
}

/** The first that fits; a change of nothing would prove nothing. */
export function the<T>(all: readonly T[], fits: (one: T) => boolean): T {
  const one = all.find(fits);
  if (one === undefined) throw new Error('nothing to change');
  return one;
}

/** Takes the first that fits out of the list. */
export function drop<T>(all: T[], fits: (one: T) => boolean): void {
  all.splice(all.indexOf(the(all, fits)), 1);
}
